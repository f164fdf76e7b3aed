"""Messages that came to nothing: what came back, and when nobody needs to look any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_UNSETTLED = "settled_at IS NULL AND (state = 'failed' OR returned IS NOT NULL)"


def came_back(connection: sqlite3.Connection, notification_id: str, how: str | None) -> None:
    """Record how a message came back after its channel had taken it; None: it did not."""
    connection.execute(
        "UPDATE outbox SET returned = ? WHERE notification_id = ? AND returned IS NOT ?1",
        (how, notification_id),
    )


def settle(connection: sqlite3.Connection, notification_id: str, *, at: str) -> bool:
    """Record that a person has dealt with a failed or returned message; False if there is none."""
    cursor = connection.execute(
        f"UPDATE outbox SET settled_at = ? WHERE notification_id = ? AND {_UNSETTLED}",
        (at, notification_id),
    )
    return cursor.rowcount == 1


def settle_earlier(connection: sqlite3.Connection, customer_id: int, *, at: str, by: str) -> None:
    """Settle what failed or came back before: the message ``by`` takes its place."""
    connection.execute(
        f"UPDATE outbox SET settled_at = ?, settled_by = ? "
        f"WHERE customer_id = ? AND notification_id <> ?2 AND {_UNSETTLED}",
        (at, by, customer_id),
    )


def unsettle(connection: sqlite3.Connection, by: str) -> None:
    """Bring back what the message ``by`` had settled: it did not go after all."""
    connection.execute(
        "UPDATE outbox SET settled_at = NULL, settled_by = NULL WHERE settled_by = ?", (by,)
    )


def hasten(connection: sqlite3.Connection, notification_id: str, *, now: str) -> bool:
    """Let a message that waits for its next attempt have it now.

    Returns:
        False where it does not wait for that: a rule holds it, it was never tried, or it has gone.
    """
    cursor = connection.execute(
        "UPDATE outbox SET due_at = ?1 WHERE notification_id = ?2 AND state = 'queued' "
        "AND hold IS NULL AND due_at > ?1 "
        "AND EXISTS (SELECT 1 FROM attempts WHERE notification_id = ?2)",
        (now, notification_id),
    )
    return cursor.rowcount == 1


def resolve_reported(
    connection: sqlite3.Connection, notification_id: str, *, at: str, detail: str
) -> bool:
    """Call an unknown message sent, because its provider reports on it; return whether it was."""
    cursor = connection.execute(
        "UPDATE outbox SET state = 'sent', finished_at = ?, detail = ? "
        "WHERE notification_id = ? AND state = 'unknown'",
        (at, detail, notification_id),
    )
    return cursor.rowcount == 1
