"""What came of a call that a person made for an approved message."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.models.vocabulary import Channel, OutboxState
from engine.store import attempts, audit, outbox
from engine.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3

    from engine.clock import Clock
    from engine.store.attempts import Call


class CallOutcome(StrEnum):
    """How a call ended."""

    REACHED = "reached"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no-answer"
    WRONG_NUMBER = "wrong-number"
    DECLINED = "declined"


class NoCallError(LookupError):
    """There is no such call to make."""


def record_call(
    connection: sqlite3.Connection,
    clock: Clock,
    notification_id: str,
    *,
    agent: str,
    outcome: str,
    note: str,
) -> Call:
    """Record what came of a call, and the audit row, in one transaction.

    A call may be made several times; every outcome is kept.

    Raises:
        NoCallError: there is no such notification, or it is no call that was handed out.
        ValueError: the outcome is none of ``CallOutcome``.
    """
    at = to_text(clock())
    came_of_it = CallOutcome(outcome)
    with transaction(connection):
        found = outbox.read(connection, notification_id)
        if found is None or found.channel is not Channel.PHONE:
            raise NoCallError(f"{notification_id}: there is no such call; see sne call")
        if found.state is not OutboxState.SENT:
            raise NoCallError(
                f"{notification_id}: the call was not handed out, it is {found.state}"
            )
        attempts.add_call(
            connection,
            notification_id,
            at=at,
            agent=agent,
            outcome=str(came_of_it),
            note=note or None,
        )
        audit.record(
            connection,
            at=at,
            agent=agent,
            action="call",
            customer_id=found.customer_id,
            notification_id=notification_id,
            details={"outcome": str(came_of_it), "note": note or None},
        )
        calls = attempts.calls_of(connection, notification_id)
    return calls[-1]
