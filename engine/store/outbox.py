"""The outbox: approved messages and their states. The rules of the states are in delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text, from_text_or_none
from engine.models.vocabulary import Channel, MessageKind, OutboxState
from engine.models.work import Notification

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


def add(
    connection: sqlite3.Connection,
    *,
    notification_id: str,
    customer_id: int,
    channel: Channel,
    message: str,
    kind: str,
    agent: str,
    approved_at: str,
    due_at: str,
    hold: str | None,
    override: str | None,
    via: str | None,
    approved_uptime: float,
) -> None:
    """Queue an approved message.

    ``via`` names what carries it, where that leaves the machine; ``approved_uptime`` is the moment
    of approval in seconds since this machine was started.
    """
    connection.execute(
        "INSERT INTO outbox (notification_id, customer_id, channel, message, kind, agent, state, "
        "approved_at, due_at, hold, override, via, approved_uptime) "
        "VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)",
        (
            notification_id,
            customer_id,
            str(channel),
            message,
            kind,
            agent,
            approved_at,
            due_at,
            hold,
            override,
            via,
            approved_uptime,
        ),
    )


def read(connection: sqlite3.Connection, notification_id: str) -> Notification | None:
    """Return one notification, or None."""
    row = connection.execute(
        "SELECT * FROM outbox WHERE notification_id = ?", (notification_id,)
    ).fetchone()
    return None if row is None else _notification(row)


def approved_via(connection: sqlite3.Connection, notification_id: str) -> str | None:
    """Return what a message was to leave this machine through; None where it was to stay."""
    row = connection.execute(
        "SELECT via FROM outbox WHERE notification_id = ?", (notification_id,)
    ).fetchone()
    return None if row is None else row["via"]


def postpone(
    connection: sqlite3.Connection, notification_id: str, *, due_at: str, hold: str
) -> None:
    """Let a message that was just claimed wait again; nothing was attempted."""
    connection.execute(
        "UPDATE outbox SET state = 'queued', attempted_at = NULL, attempted_by = NULL, "
        "due_at = ?, hold = ? WHERE notification_id = ? AND state = 'attempting'",
        (due_at, hold, notification_id),
    )


def put_back(
    connection: sqlite3.Connection, notification_id: str, *, due_at: str, detail: str
) -> bool:
    """Let a message wait for another attempt: the channel certainly did not take it this time.

    Returns:
        Whether the attempt was still open.
    """
    cursor = connection.execute(
        "UPDATE outbox SET state = 'queued', attempted_at = NULL, attempted_by = NULL, "
        "due_at = ?, detail = ?, hold = NULL WHERE notification_id = ? AND state = 'attempting'",
        (due_at, detail, notification_id),
    )
    return cursor.rowcount == 1


def stop(connection: sqlite3.Connection, notification_id: str, *, now: str, detail: str) -> None:
    """End a message that was claimed or waits, without an attempt."""
    connection.execute(
        "UPDATE outbox SET state = 'failed', attempted_at = NULL, attempted_by = NULL, "
        "finished_at = ?, detail = ? "
        "WHERE notification_id = ? AND state IN ('queued', 'attempting')",
        (now, detail, notification_id),
    )


def queued_marketing(connection: sqlite3.Connection, customer_id: int) -> tuple[str, ...]:
    """Return the ids of the marketing messages that wait to go to a customer."""
    rows = connection.execute(
        "SELECT notification_id FROM outbox "
        "WHERE customer_id = ? AND state = 'queued' AND kind = 'marketing'",
        (customer_id,),
    )
    return tuple(row["notification_id"] for row in rows)


def finish(
    connection: sqlite3.Connection,
    notification_id: str,
    *,
    state: OutboxState,
    now: str,
    reference: str | None = None,
    detail: str | None = None,
) -> bool:
    """Record how an attempt ended; return whether it was still open."""
    cursor = connection.execute(
        "UPDATE outbox SET state = ?, finished_at = ?, reference = ?, detail = ? "
        "WHERE notification_id = ? AND state = 'attempting'",
        (str(state), now, reference, detail, notification_id),
    )
    return cursor.rowcount == 1


def resolve(
    connection: sqlite3.Connection,
    notification_id: str,
    *,
    state: OutboxState,
    now: str,
    detail: str,
) -> None:
    """Record what a person found out about an unknown outcome."""
    connection.execute(
        "UPDATE outbox SET state = ?, finished_at = ?, detail = ? "
        "WHERE notification_id = ? AND state = 'unknown'",
        (str(state), now, detail, notification_id),
    )


def cancel(connection: sqlite3.Connection, notification_id: str, *, now: str) -> bool:
    """Take a message back; return False when it is no longer waiting."""
    cursor = connection.execute(
        "UPDATE outbox SET state = 'cancelled', finished_at = ? "
        "WHERE notification_id = ? AND state = 'queued'",
        (now, notification_id),
    )
    return cursor.rowcount == 1


def notifications_of(connection: sqlite3.Connection, customer_id: int) -> tuple[Notification, ...]:
    """Return what was approved for a customer, newest first."""
    rows = connection.execute(
        "SELECT * FROM outbox WHERE customer_id = ? ORDER BY approved_at DESC, rowid DESC",
        (customer_id,),
    )
    return tuple(map(_notification, rows))


def listed(
    connection: sqlite3.Connection, state: OutboxState | None = None
) -> tuple[Notification, ...]:
    """Return all messages, or those in ``state``, newest first."""
    where = "" if state is None else "WHERE state = ?"
    rows = connection.execute(
        f"SELECT * FROM outbox {where} ORDER BY approved_at DESC, rowid DESC",
        () if state is None else (str(state),),
    )
    return tuple(map(_notification, rows))


def same_message_since(
    connection: sqlite3.Connection,
    customer_id: int,
    channel: Channel,
    message: str,
    *,
    since: str,
    other_than: str = "",
) -> datetime | None:
    """Return when the very same message was approved for this customer since ``since``, or None.

    Messages that were taken back or that failed do not count, nor does the one named
    ``other_than``.
    """
    row = connection.execute(
        "SELECT max(approved_at) FROM outbox WHERE customer_id = ? AND channel = ? "
        "AND message = ? AND approved_at >= ? AND notification_id <> ? "
        "AND state NOT IN ('cancelled', 'failed')",
        (customer_id, str(channel), message, since, other_than),
    ).fetchone()
    return from_text_or_none(row[0])


def count_approved(
    connection: sqlite3.Connection, customer_id: int, *, not_between: tuple[float, float] = (0, 0)
) -> int:
    """Return how many messages were ever approved for a customer: it only grows.

    Those approved between two moments, in seconds since this machine was started, do not count.
    """
    count: int = connection.execute(
        "SELECT count(*) FROM outbox WHERE customer_id = ? "
        "AND NOT coalesce(approved_uptime > ? AND approved_uptime <= ?, 0)",
        (customer_id, *not_between),
    ).fetchone()[0]
    return count


def unsettled(
    connection: sqlite3.Connection, customer_id: int, kind: str, *, agent: str
) -> Notification | None:
    """Return the newest message that must be settled before another one of its kind, or None.

    One of anybody's whose outcome is unknown, or one of another agent's that is on its way.
    """
    row = connection.execute(
        "SELECT * FROM outbox WHERE customer_id = ?1 AND kind = ?2 AND (state = 'unknown' "
        "OR state IN ('queued', 'attempting') AND agent <> ?3) "
        "ORDER BY approved_at DESC, rowid DESC LIMIT 1",
        (customer_id, kind, agent),
    ).fetchone()
    return None if row is None else _notification(row)


def _notification(row: sqlite3.Row) -> Notification:
    return Notification(
        notification_id=row["notification_id"],
        customer_id=row["customer_id"],
        channel=Channel(row["channel"]),
        message=row["message"],
        kind=MessageKind(row["kind"]),
        agent=row["agent"],
        state=OutboxState(row["state"]),
        approved_at=from_text(row["approved_at"]),
        due_at=from_text(row["due_at"]),
        attempted_at=from_text_or_none(row["attempted_at"]),
        finished_at=from_text_or_none(row["finished_at"]),
        reference=row["reference"],
        detail=row["detail"],
        hold=row["hold"],
        override=row["override"],
    )
