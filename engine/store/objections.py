"""Objections that customers made to an agent; those in the files stay with the interactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def add(
    connection: sqlite3.Connection, customer_id: int, *, at: str, agent: str, words: str
) -> bool:
    """Record an objection and let it count at once; False when there was one already."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO objections (customer_id, at, agent, words) VALUES (?, ?, ?, ?)",
        (customer_id, at, agent, words),
    )
    # What the next scoring will find, so that the list tells it now.
    connection.execute(
        "UPDATE scores SET contactable = 0, recommended = 0, message_type = 'service_only', "
        "objected_at = max(coalesce(objected_at, ''), ?) WHERE customer_id = ?",
        (at, customer_id),
    )
    return cursor.rowcount == 1
