"""The outbox as a list to work through: what waits, what is held, what came to nothing.

A list is opened once, as the ids of its messages in order, and read by window: nothing moves under
the cursor, and a list of ten thousand costs no more to walk than one of ten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.clock import from_text, from_text_or_none
from engine.models.vocabulary import Channel, OutboxState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime


class Shelf(StrEnum):
    """The parts of the outbox that a person may want to see."""

    OPEN = "open"
    FAILED = "failed"
    UNKNOWN = "unknown"
    HELD = "held"
    QUEUED = "queued"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One message of the list.

    Attributes:
        shelf: where it belongs now; None once it is sent, taken back or settled.
        since: from when it has been so.
        next_at: when it is tried next, or until when it is held; None where it does not wait.
        why: in plain words, from the gate, the channel or the provider.
    """

    notification_id: str
    customer_id: int
    name: str | None
    channel: Channel
    state: OutboxState
    shelf: Shelf | None
    since: datetime
    next_at: datetime | None
    why: str
    agent: str
    message: str


@dataclass(frozen=True, slots=True)
class Needed:
    """How many messages wait for a person to look at them."""

    failed: int = 0
    unknown: int = 0
    returned: int = 0

    def __str__(self) -> str:
        """Return them in words, ``2 failed, 1 unknown``; empty when there are none."""
        counts = ((self.failed, "failed"), (self.unknown, "unknown"), (self.returned, "returned"))
        return ", ".join(f"{count:,} {name}" for count, name in counts if count)


_SHELF = """
    CASE WHEN o.state = 'unknown' THEN 'unknown'
         WHEN o.settled_at IS NOT NULL THEN NULL
         WHEN o.state = 'failed' THEN 'failed'
         WHEN o.state = 'sent' AND o.returned IS NOT NULL THEN 'returned'
         WHEN o.state = 'queued' AND o.hold IS NOT NULL THEN 'held'
         WHEN o.state IN ('queued', 'attempting') THEN 'queued' END
"""

_CONDITIONS = {
    Shelf.FAILED: "state = 'failed' AND settled_at IS NULL",
    Shelf.UNKNOWN: "state = 'unknown'",
    Shelf.HELD: "state = 'queued' AND hold IS NOT NULL",
    Shelf.QUEUED: "(state = 'queued' AND hold IS NULL OR state = 'attempting')",
    Shelf.RETURNED: "returned IS NOT NULL AND state = 'sent' AND settled_at IS NULL",
}

_ORDER = {Shelf.UNKNOWN: 0, Shelf.FAILED: 1, Shelf.RETURNED: 2, Shelf.HELD: 3, Shelf.QUEUED: 4}
"""What a person has to decide comes before what the program sees to."""


def opened(
    connection: sqlite3.Connection, shelf: Shelf, agent: str | None = None
) -> tuple[str, ...]:
    """Return the ids of the messages on a shelf: the open ones in the order of need, newest first.

    Args:
        connection: the store.
        shelf: which ones.
        agent: only those that this agent approved; None for everyone's.
    """
    shelves = tuple(_ORDER) if shelf is Shelf.OPEN else (shelf,)
    parts = [
        f"SELECT notification_id, {_ORDER[one]} AS need, "
        "coalesce(finished_at, attempted_at, approved_at) AS since FROM outbox "
        f"WHERE {_CONDITIONS[one]} AND (?1 IS NULL OR agent = ?1)"
        for one in shelves
    ]
    rows = connection.execute(
        f"{' UNION ALL '.join(parts)} ORDER BY need, since DESC, notification_id", (agent,)
    )
    return tuple(row[0] for row in rows)


def lines(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, OutboxLine]:
    """Return the lines of messages as they are now, by id."""
    rows = connection.execute(
        f"SELECT o.*, p.name, {_SHELF} AS shelf, r.kind AS reported, r.hardness, "
        "r.detail AS reported_detail, r.at AS reported_at "
        "FROM outbox o LEFT JOIN customer_profiles p USING (customer_id) "
        "LEFT JOIN reports r ON o.returned IS NOT NULL AND r.report_key = "
        "(SELECT report_key FROM reports WHERE notification_id = o.notification_id "
        "AND kind = o.returned ORDER BY at DESC LIMIT 1) "
        "WHERE o.notification_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row["notification_id"]: _line(row) for row in rows}


def needed(connection: sqlite3.Connection, agent: str) -> Needed:
    """Return how many of an agent's messages wait for a person; an index answers."""
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE state = 'failed') AS failed, "
        "count(*) FILTER (WHERE state = 'unknown') AS unknown, "
        "count(*) FILTER (WHERE state = 'sent') AS returned FROM outbox "
        "WHERE agent = ? AND settled_at IS NULL "
        "AND (state IN ('failed', 'unknown') OR returned IS NOT NULL)",
        (agent,),
    ).fetchone()
    return Needed(row["failed"], row["unknown"], row["returned"])


def _line(row: sqlite3.Row) -> OutboxLine:
    shelf = Shelf(row["shelf"]) if row["shelf"] else None
    waits = shelf in (Shelf.HELD, Shelf.QUEUED) and row["state"] == OutboxState.QUEUED
    since = row["finished_at"] or row["attempted_at"] or row["approved_at"]
    if shelf is Shelf.RETURNED and row["reported_at"]:
        since = row["reported_at"]
    return OutboxLine(
        notification_id=row["notification_id"],
        customer_id=row["customer_id"],
        name=row["name"],
        channel=Channel(row["channel"]),
        state=OutboxState(row["state"]),
        shelf=shelf,
        since=from_text(since),
        next_at=from_text_or_none(row["due_at"]) if waits else None,
        why=_why(row, shelf),
        agent=row["agent"],
        message=row["message"],
    )


def _why(row: sqlite3.Row, shelf: Shelf | None) -> str:
    """Say in plain words why a message stands where it does."""
    detail = row["detail"] or ""
    if shelf is Shelf.RETURNED:
        how = f"{row['hardness']} {row['reported']}".strip()
        said = row["reported_detail"]
        return f"{how}: {said}" if said else how
    if shelf is Shelf.HELD:
        return str(row["hold"])
    if shelf is Shelf.QUEUED:
        if row["state"] == OutboxState.ATTEMPTING:
            return "being handed to the channel"
        return detail or "waits for its turn"
    if row["state"] == OutboxState.SENT and row["returned"]:
        return f"came back ({row['returned']}); put away"
    if shelf is None and row["state"] == OutboxState.FAILED:
        replaced = "another message took its place" if row["settled_by"] else "put away"
        return f"{detail} ({replaced})"
    fallback = {OutboxState.CANCELLED: "taken back; it is a draft again"}
    return detail or fallback.get(OutboxState(row["state"]), "no reason was given")
