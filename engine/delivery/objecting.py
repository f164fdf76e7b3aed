"""An objection to marketing: absolute, and in force when it is recorded (UK GDPR art 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.store import audit, objections, outbox
from engine.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3

    from engine.clock import Clock


def object_to_marketing(
    connection: sqlite3.Connection, clock: Clock, customer_id: int, *, agent: str, words: str
) -> int:
    """Record an objection and stop what is queued, in one transaction.

    The customer is suppressed, not deleted; service messages go on.

    Args:
        connection: the store.
        clock: the present moment.
        customer_id: who objects; must exist.
        agent: to whom they said so.
        words: what they said.

    Returns:
        How many queued marketing messages were stopped.
    """
    with transaction(connection):
        return record_objection(
            connection, customer_id, at=to_text(clock()), agent=agent, words=words
        )


def record_objection(
    connection: sqlite3.Connection, customer_id: int, *, at: str, agent: str, words: str
) -> int:
    """Do the same at the moment ``at``, inside the caller's transaction."""
    objections.add(connection, customer_id, at=at, agent=agent, words=words)
    stopped = outbox.queued_marketing(connection, customer_id)
    for notification_id in stopped:
        detail = "stopped: the customer has objected"
        outbox.stop(connection, notification_id, now=at, detail=detail)
    audit.record(
        connection,
        at=at,
        agent=agent,
        action="objection",
        customer_id=customer_id,
        details={"words": words, "stopped": list(stopped)},
    )
    return len(stopped)
