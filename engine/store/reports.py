"""What providers reported: on messages and on addresses; and which message a report means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.contact import address_key
from engine.models.reports import DeliveryReport, Hardness, ReportKind
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_MESSAGE_ID = re.compile(r"<([^<>@\s]+)@[^<>@\s]+>")
"""A Message-ID of ours begins with the id of the notification."""


def add(
    connection: sqlite3.Connection,
    key: str,
    report: DeliveryReport,
    *,
    at: str,
    source: str,
    loaded_at: str,
    loaded_by: str,
) -> bool:
    """Keep a report; return False when the very same one is there already."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO reports (report_key, notification_id, customer_id, channel, "
        "address_key, address, kind, hardness, at, detail, source, loaded_at, loaded_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            report.notification_id,
            report.customer_id,
            str(report.channel),
            address_key(report.channel, report.address),
            report.address,
            str(report.kind),
            str(report.hardness),
            at,
            report.detail,
            source,
            loaded_at,
            loaded_by,
        ),
    )
    return cursor.rowcount == 1


def notification_named(
    connection: sqlite3.Connection, notification_id: str | None, references: Iterable[str]
) -> str | None:
    """Return the id of the message that is called so, by us or by its channel; None for none."""
    names = tuple(references)
    own = [notification_id, *(found[1] for one in names if (found := _MESSAGE_ID.fullmatch(one)))]
    for name in filter(None, own):
        row = connection.execute(
            "SELECT notification_id FROM outbox WHERE notification_id = ?", (name,)
        ).fetchone()
        if row is not None:
            return str(row[0])
    for name in names:
        row = connection.execute(
            "SELECT notification_id FROM outbox WHERE reference = ?1 "
            "UNION SELECT notification_id FROM attempts WHERE reference = ?1 LIMIT 1",
            (name,),
        ).fetchone()
        if row is not None:
            return str(row[0])
    return None


def last_notification_to(connection: sqlite3.Connection, key: str) -> str | None:
    """Return the id of the last message that was attempted to an address, or None."""
    row = connection.execute(
        "SELECT notification_id FROM attempts WHERE address_key = ? ORDER BY at DESC LIMIT 1",
        (key,),
    ).fetchone()
    return None if row is None else str(row[0])


def address_tried(
    connection: sqlite3.Connection, notification_id: str
) -> tuple[str | None, str | None]:
    """Return to which address (and its key) the last attempt at a message was made."""
    row = connection.execute(
        "SELECT address, address_key FROM attempts WHERE notification_id = ? "
        "ORDER BY number DESC LIMIT 1",
        (notification_id,),
    ).fetchone()
    return (None, None) if row is None else (row["address"], row["address_key"])


def holders_of(connection: sqlite3.Connection, channel: Channel, key: str) -> tuple[int, ...]:
    """Return the customers who have an address on record. Reads all of them: for a few look-ups."""
    column = {Channel.EMAIL: "email", Channel.APP_PUSH: "push_token"}.get(channel, "phone")
    rows = connection.execute(
        f"SELECT customer_id, {column} AS address FROM customer_profiles "
        f"WHERE {column} IS NOT NULL ORDER BY customer_id"
    )
    return tuple(row["customer_id"] for row in rows if address_key(channel, row["address"]) == key)


def of_customer(connection: sqlite3.Connection, customer_id: int) -> tuple[DeliveryReport, ...]:
    """Return what was reported on the messages to a customer, the oldest first."""
    return _reports(connection, "customer_id = ?", customer_id)


def of_notification(
    connection: sqlite3.Connection, notification_id: str
) -> tuple[DeliveryReport, ...]:
    """Return what was reported on one message, the oldest first."""
    return _reports(connection, "notification_id = ?", notification_id)


def of_address(
    connection: sqlite3.Connection, channel: Channel, key: str
) -> tuple[DeliveryReport, ...]:
    """Return what was reported on one address of a channel, the oldest first."""
    return _reports(connection, "channel = ? AND address_key = ?", str(channel), key)


def _reports(
    connection: sqlite3.Connection, condition: str, *values: object
) -> tuple[DeliveryReport, ...]:
    rows = connection.execute(
        f"SELECT * FROM reports WHERE {condition} ORDER BY at, report_key",
        values,
    )
    return tuple(
        DeliveryReport(
            notification_id=row["notification_id"],
            customer_id=row["customer_id"],
            channel=Channel(row["channel"]),
            address=row["address"],
            kind=ReportKind(row["kind"]),
            hardness=Hardness(row["hardness"]),
            at=from_text(row["at"]),
            detail=row["detail"] or "",
        )
        for row in rows
    )
