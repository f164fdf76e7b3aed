"""What agents wrote about customers for colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.work import Note

if TYPE_CHECKING:
    import sqlite3


def notes_of(connection: sqlite3.Connection, customer_id: int) -> tuple[Note, ...]:
    """Return the notes on a customer, newest first."""
    rows = connection.execute(
        "SELECT agent, written_at, text FROM notes WHERE customer_id = ? ORDER BY id DESC",
        (customer_id,),
    )
    return tuple(Note(row["agent"], from_text(row["written_at"]), row["text"]) for row in rows)


def add_note(
    connection: sqlite3.Connection, customer_id: int, agent: str, written_at: str, text: str
) -> None:
    """Add a note on a customer."""
    connection.execute(
        "INSERT INTO notes (customer_id, agent, written_at, text) VALUES (?, ?, ?, ?)",
        (customer_id, agent, written_at, text),
    )
