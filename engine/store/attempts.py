"""The attempts at every send, and the outcomes of calls: what was tried, when, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import from_text, from_text_or_none

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to hand a message to its channel.

    Attributes:
        number: 1 for the first attempt at this message.
        by: the process that made it.
        via: what served the channel, for example ``smtp``.
        outcome: sent, failed, temporary (tried again later) or unknown; None while it runs.
        reference: what the channel calls the message, where it took it.
        detail: the channel's own words, where it did not.
        address: where it was to go, where the record had an address for it.
    """

    number: int
    at: datetime
    by: str
    via: str
    ended_at: datetime | None
    outcome: str | None
    reference: str | None
    detail: str | None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """What came of a call that a person made."""

    at: datetime
    agent: str
    outcome: str
    note: str | None


def begin(
    connection: sqlite3.Connection,
    notification_id: str,
    *,
    now: str,
    by: str,
    via: str,
    address: str | None = None,
    address_key: str | None = None,
) -> int:
    """Record that an attempt begins, and to which address; return its number."""
    row = connection.execute(
        "INSERT INTO attempts (notification_id, number, at, by, via, address, address_key) "
        "SELECT ?1, 1 + count(*), ?2, ?3, ?4, ?5, ?6 FROM attempts WHERE notification_id = ?1 "
        "RETURNING number",
        (notification_id, now, by, via, address, address_key),
    ).fetchone()
    number: int = row["number"]
    return number


def end(
    connection: sqlite3.Connection,
    notification_id: str,
    *,
    now: str,
    outcome: str,
    reference: str | None = None,
    detail: str | None = None,
) -> None:
    """Record how the running attempt at a message ended; nothing where none runs."""
    connection.execute(
        "UPDATE attempts SET ended_at = ?, outcome = ?, reference = ?, detail = ? "
        "WHERE notification_id = ? AND outcome IS NULL",
        (now, outcome, reference, detail, notification_id),
    )


def attempts_of(connection: sqlite3.Connection, notification_id: str) -> tuple[Attempt, ...]:
    """Return the attempts at one message, the first one first."""
    rows = connection.execute(
        "SELECT * FROM attempts WHERE notification_id = ? ORDER BY number", (notification_id,)
    )
    return tuple(
        Attempt(
            number=row["number"],
            at=from_text(row["at"]),
            by=row["by"],
            via=row["via"],
            ended_at=from_text_or_none(row["ended_at"]),
            outcome=row["outcome"],
            reference=row["reference"],
            detail=row["detail"],
            address=row["address"],
        )
        for row in rows
    )


def add_call(
    connection: sqlite3.Connection,
    notification_id: str,
    *,
    at: str,
    agent: str,
    outcome: str,
    note: str | None,
) -> None:
    """Record what came of a call."""
    connection.execute(
        "INSERT INTO calls (notification_id, at, agent, outcome, note) VALUES (?, ?, ?, ?, ?)",
        (notification_id, at, agent, outcome, note),
    )


def calls_of(connection: sqlite3.Connection, notification_id: str) -> tuple[Call, ...]:
    """Return the calls made for one task, the first one first."""
    rows = connection.execute(
        "SELECT * FROM calls WHERE notification_id = ? ORDER BY id", (notification_id,)
    )
    return tuple(
        Call(from_text(row["at"]), row["agent"], row["outcome"], row["note"]) for row in rows
    )
