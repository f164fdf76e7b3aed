"""Unsent messages: one per customer and agent, kept until it is sent or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.vocabulary import Channel
from engine.models.work import Draft

if TYPE_CHECKING:
    import sqlite3


def save_draft(
    connection: sqlite3.Connection,
    customer_id: int,
    agent: str,
    *,
    channel: Channel,
    message: str,
    updated_at: str,
) -> int:
    """Keep the draft as it is now; return its version, which grows with every save."""
    row = connection.execute(
        "INSERT INTO drafts (customer_id, agent, channel, message, version, updated_at) "
        "VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (customer_id, agent) DO UPDATE SET "
        "channel = excluded.channel, message = excluded.message, version = version + 1, "
        "updated_at = excluded.updated_at RETURNING version",
        (customer_id, agent, str(channel), message, updated_at),
    ).fetchone()
    version: int = row[0]
    return version


def read_draft(connection: sqlite3.Connection, customer_id: int, agent: str) -> Draft | None:
    """Return the agent's draft to a customer, or None."""
    row = connection.execute(
        "SELECT * FROM drafts WHERE customer_id = ? AND agent = ?", (customer_id, agent)
    ).fetchone()
    return None if row is None else _draft(row)


def all_drafts(connection: sqlite3.Connection) -> tuple[Draft, ...]:
    """Return every agent's drafts, the last edited first."""
    rows = connection.execute("SELECT * FROM drafts ORDER BY updated_at DESC, customer_id, agent")
    return tuple(map(_draft, rows))


def delete_draft(connection: sqlite3.Connection, customer_id: int, agent: str) -> bool:
    """Throw a draft away; return whether there was one."""
    cursor = connection.execute(
        "DELETE FROM drafts WHERE customer_id = ? AND agent = ?", (customer_id, agent)
    )
    return cursor.rowcount > 0


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(
        customer_id=row["customer_id"],
        agent=row["agent"],
        channel=Channel(row["channel"]),
        message=row["message"],
        version=row["version"],
        updated_at=from_text(row["updated_at"]),
    )
