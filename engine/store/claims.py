"""Which waiting messages may go now, and whose they are: of all processes, one gets each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.clock import from_text, from_text_or_none, to_text
from engine.store import outbox

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from engine.models.work import Notification

_PUT_BACK = timedelta(minutes=1)
"""A moment on record that lies further ahead than this shows that the clock was put back."""

# What waits for a time of day, a hold, waits for just that. A pause, to undo or before another
# attempt, is also over when it began in the future: with the clock put back it might last for ever.
_IS_DUE = (
    "(due_at <= :now OR hold IS NULL AND :ahead < coalesce((SELECT ended_at FROM attempts "
    "WHERE attempts.notification_id = outbox.notification_id ORDER BY number DESC LIMIT 1), "
    "approved_at))"
)


def claim(
    connection: sqlite3.Connection, notification_id: str, *, now: str, claimant: str
) -> Notification | None:
    """Take one queued message that is due for an attempt; return it, or None if it is not ours.

    Compares and swaps on the state, so that of two processes exactly one gets it.
    """
    cursor = connection.execute(
        "UPDATE outbox SET state = 'attempting', attempted_at = :now, attempted_by = :claimant "
        f"WHERE notification_id = :id AND state = 'queued' AND {_IS_DUE}",
        {"id": notification_id, "claimant": claimant, **_moments(now)},
    )
    return outbox.read(connection, notification_id) if cursor.rowcount == 1 else None


def due(connection: sqlite3.Connection, now: str) -> tuple[str, ...]:
    """Return the ids of the queued messages that are due, the oldest first."""
    rows = connection.execute(
        f"SELECT notification_id FROM outbox WHERE state = 'queued' AND {_IS_DUE} "
        "ORDER BY due_at, approved_at",
        _moments(now),
    )
    return tuple(row["notification_id"] for row in rows)


def next_due(connection: sqlite3.Connection, now: str) -> datetime | None:
    """Return when the next queued message is due, at the latest now for one that is, or None."""
    row = connection.execute(
        f"SELECT min(CASE WHEN {_IS_DUE} THEN min(due_at, :now) ELSE due_at END) "
        "FROM outbox WHERE state = 'queued'",
        _moments(now),
    ).fetchone()
    return from_text_or_none(row[0])


def _moments(now: str) -> dict[str, str]:
    return {"now": now, "ahead": to_text(from_text(now) + _PUT_BACK)}


def attempting(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return (id, claimant) of every attempt that has begun and not ended."""
    rows = connection.execute(
        "SELECT notification_id, attempted_by FROM outbox WHERE state = 'attempting'"
    )
    return tuple((row["notification_id"], row["attempted_by"]) for row in rows)
