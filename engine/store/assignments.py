"""Whose customers: one agent's, one team's, or nobody's in particular; and handover notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text, from_text_or_none
from engine.models.people import Assignment, Handover

if TYPE_CHECKING:
    import sqlite3


def read(connection: sqlite3.Connection, customer_id: int) -> Assignment:
    """Return whose a customer is, with the teams that the files name for them."""
    teams = connection.execute(
        "SELECT DISTINCT assigned_team FROM recommended_actions "
        "WHERE customer_id = ? AND assigned_team IS NOT NULL ORDER BY 1",
        (customer_id,),
    )
    named = tuple(row[0] for row in teams)
    row = connection.execute(
        "SELECT agent, team, assigned_by, assigned_at FROM assignments WHERE customer_id = ?",
        (customer_id,),
    ).fetchone()
    if row is None:
        return Assignment(teams=named)
    at = from_text_or_none(row["assigned_at"])
    return Assignment(named, row["agent"], row["team"], row["assigned_by"], at)


def assign(
    connection: sqlite3.Connection,
    customer_id: int,
    *,
    agent: str | None,
    team: str | None,
    by: str,
    at: str,
) -> None:
    """Make a customer an agent's or a team's; with neither, nobody's in particular."""
    connection.execute("DELETE FROM assignments WHERE customer_id = ?", (customer_id,))
    if agent or team:
        connection.execute(
            "INSERT INTO assignments (customer_id, agent, team, assigned_by, assigned_at) "
            "VALUES (?, ?, ?, ?, ?)",
            (customer_id, agent, team, by, at),
        )


def leave_note(
    connection: sqlite3.Connection, customer_id: int, *, agent: str, written_at: str, text: str
) -> None:
    """Leave a note for the next agent; it takes the place of the one before."""
    connection.execute(
        "INSERT INTO handovers (customer_id, agent, written_at, text) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (customer_id) DO UPDATE SET agent = excluded.agent, "
        "written_at = excluded.written_at, text = excluded.text",
        (customer_id, agent, written_at, text),
    )


def put_note_away(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Take the handover note off the case; return whether there was one."""
    cursor = connection.execute("DELETE FROM handovers WHERE customer_id = ?", (customer_id,))
    return cursor.rowcount > 0


def handover(connection: sqlite3.Connection, customer_id: int) -> Handover | None:
    """Return the note that waits for the next agent.

    None where there is none, or where another agent than its writer has worked on the case since:
    a draft, a message, a note, a snooze or a skip takes it away (by the triggers of migration 10).
    """
    row = connection.execute(
        "SELECT agent, written_at, text FROM handovers WHERE customer_id = ?", (customer_id,)
    ).fetchone()
    if row is None:
        return None
    return Handover(row["agent"], from_text(row["written_at"]), row["text"])


def teams(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the teams that the customer files name."""
    rows = connection.execute(
        "SELECT DISTINCT assigned_team FROM recommended_actions "
        "WHERE assigned_team IS NOT NULL ORDER BY 1"
    )
    return tuple(row[0] for row in rows)
