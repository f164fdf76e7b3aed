"""Unsent messages: one per customer and agent, kept until it is sent or thrown away.

Two windows of one agent may write at once. A text that is based on another than the one that is
there takes its place, and that one is kept beside it: one such text per window. A version is never
given twice, so that whoever names the version they reviewed means those words and no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.vocabulary import Channel
from engine.models.work import Draft, SavedDraft

if TYPE_CHECKING:
    import sqlite3


def save_draft(
    connection: sqlite3.Connection,
    customer_id: int,
    agent: str,
    *,
    seat: str,
    channel: Channel,
    message: str,
    updated_at: str,
    based_on: int | None = None,
) -> SavedDraft:
    """Keep the draft as it is now, inside the caller's transaction.

    Args:
        connection: inside a transaction.
        customer_id: to whom.
        agent: whose.
        seat: which window writes.
        channel: through what.
        message: the text.
        updated_at: when, as stored.
        based_on: the version that this text goes on from, 0 for none. Where another is there, it
            is kept beside this one. None takes the place of whatever is there.

    Returns:
        Its version, which grows with every save, and whether another text was kept beside it.
    """
    present = _row(connection, customer_id, agent)
    if present is None:
        version = _ended_version(connection, customer_id, agent) + 1
    else:
        version = present["version"] + 1
    displaces = _would_be_lost(present, based_on, message)
    if present is not None and displaces:
        # What this window wrote before goes on in what it writes now.
        _forget_displaced(connection, customer_id, agent, seat)
        _displace(connection, present)
    connection.execute(
        "INSERT INTO drafts (customer_id, agent, seat, channel, message, version, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (customer_id, agent) DO UPDATE SET "
        "seat = excluded.seat, channel = excluded.channel, message = excluded.message, "
        "version = excluded.version, updated_at = excluded.updated_at, "
        "retired_at = NULL, retired_by = NULL",
        (customer_id, agent, seat, str(channel), message, version, updated_at),
    )
    return SavedDraft(version, displaces)


def read_draft(connection: sqlite3.Connection, customer_id: int, agent: str) -> Draft | None:
    """Return the agent's draft to a customer; None where there is none or it is retired."""
    row = _row(connection, customer_id, agent)
    return None if row is None or row["retired_at"] is not None else _draft(row)


def all_drafts(connection: sqlite3.Connection) -> tuple[Draft, ...]:
    """Return every agent's drafts but the retired ones, the last edited first."""
    rows = connection.execute(
        "SELECT * FROM drafts WHERE retired_at IS NULL ORDER BY updated_at DESC, customer_id, agent"
    )
    return tuple(map(_draft, rows))


def delete_draft(connection: sqlite3.Connection, customer_id: int, agent: str) -> bool:
    """Throw a draft away; return whether there was one. Its version does not come again."""
    row = _row(connection, customer_id, agent)
    if row is None:
        return False
    connection.execute(
        "INSERT INTO ended_drafts (customer_id, agent, version) VALUES (?, ?, ?) "
        "ON CONFLICT (customer_id, agent) DO UPDATE SET version = excluded.version",
        (customer_id, agent, row["version"]),
    )
    connection.execute(
        "DELETE FROM drafts WHERE customer_id = ? AND agent = ?", (customer_id, agent)
    )
    return True


def displaced_messages(
    connection: sqlite3.Connection, customer_id: int, agent: str
) -> tuple[str, ...]:
    """Return the texts that are kept beside an agent's draft, the newest first."""
    rows = connection.execute(
        "SELECT message FROM displaced_drafts WHERE customer_id = ? AND agent = ? ORDER BY id DESC",
        (customer_id, agent),
    )
    return tuple(row["message"] for row in rows)


def swap_displaced(
    connection: sqlite3.Connection, customer_id: int, agent: str, *, seat: str, updated_at: str
) -> bool:
    """Make the oldest text that is kept beside the draft the draft, and keep the draft beside it.

    Called again and again it goes through all of them, inside the caller's transaction.

    Returns:
        Whether there was one.
    """
    kept = connection.execute(
        "SELECT * FROM displaced_drafts WHERE customer_id = ? AND agent = ? ORDER BY id LIMIT 1",
        (customer_id, agent),
    ).fetchone()
    if kept is None:
        return False
    connection.execute("DELETE FROM displaced_drafts WHERE id = ?", (kept["id"],))
    present = _row(connection, customer_id, agent)
    if present is not None:
        _displace(connection, present)
    save_draft(
        connection,
        customer_id,
        agent,
        seat=seat,
        channel=Channel(kept["channel"]),
        message=kept["message"],
        updated_at=updated_at,
    )
    return True


def _would_be_lost(present: sqlite3.Row | None, based_on: int | None, message: str) -> bool:
    """Whether ``message`` would overwrite words that its writer has not seen."""
    if present is None or based_on is None or based_on == present["version"]:
        return False
    return bool(present["message"] != message)


def _row(connection: sqlite3.Connection, customer_id: int, agent: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM drafts WHERE customer_id = ? AND agent = ?", (customer_id, agent)
    ).fetchone()
    return row


def _ended_version(connection: sqlite3.Connection, customer_id: int, agent: str) -> int:
    row = connection.execute(
        "SELECT version FROM ended_drafts WHERE customer_id = ? AND agent = ?",
        (customer_id, agent),
    ).fetchone()
    return row["version"] if row else 0


def _displace(connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Keep a draft beside the one that takes its place; a window's newest text is enough."""
    customer_id, agent, seat = row["customer_id"], row["agent"], row["seat"]
    _forget_displaced(connection, customer_id, agent, seat)
    connection.execute(
        "INSERT INTO displaced_drafts (customer_id, agent, seat, channel, message, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (customer_id, agent, seat, row["channel"], row["message"], row["updated_at"]),
    )


def _forget_displaced(
    connection: sqlite3.Connection, customer_id: int, agent: str, seat: str
) -> None:
    connection.execute(
        "DELETE FROM displaced_drafts WHERE customer_id = ? AND agent = ? AND seat = ?",
        (customer_id, agent, seat),
    )


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(
        customer_id=row["customer_id"],
        agent=row["agent"],
        channel=Channel(row["channel"]),
        message=row["message"],
        version=row["version"],
        updated_at=from_text(row["updated_at"]),
    )
