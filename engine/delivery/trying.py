"""A test of a channel: one fixed message to an address that the operator names, not a customer's.

It goes past the outbox and its states, since there is nothing to approve, to hold or to undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.delivery.channel import DeliveryError, TemporaryError
from engine.models.records import Customer
from engine.models.vocabulary import Channel, MessageKind, OutboxState
from engine.models.work import Notification
from engine.store.attempts import Attempt

if TYPE_CHECKING:
    from engine.clock import Clock
    from engine.delivery.channel import Deliverer

_NOBODY = 0
"""Test messages belong to no customer; ids of customers are never 0."""


def try_channel(
    deliverer: Deliverer,
    channel: Channel,
    address: str,
    *,
    supplier: str,
    agent: str,
    notification_id: str,
    clock: Clock,
) -> Attempt:
    """Send the test message once and return what became of it; nothing is tried again."""
    at = clock()
    notification = Notification(
        notification_id=notification_id,
        customer_id=_NOBODY,
        channel=channel,
        message=f"This is a test message from {supplier}. Nothing needs to be done.",
        kind=MessageKind.SERVICE,
        agent=agent,
        state=OutboxState.ATTEMPTING,
        approved_at=at,
        due_at=at,
        attempted_at=at,
    )
    customer = Customer(
        customer_id=_NOBODY,
        email=address if channel is Channel.EMAIL else None,
        phone=address if channel in (Channel.SMS, Channel.PHONE) else None,
        push_token=address if channel is Channel.APP_PUSH else None,
    )
    reference = detail = None
    outcome = "failed"
    try:
        detail = deliverer.check() or deliverer.missing(customer)
        if detail is None:
            reference = deliverer.deliver(notification, customer)
            outcome = "sent"
    except TemporaryError as refusal:
        outcome, detail = "temporary", str(refusal)
    except DeliveryError as refusal:
        detail = str(refusal)
    except Exception as error:
        outcome, detail = "unknown", str(error) or repr(error)
    return Attempt(
        number=1,
        at=at,
        by=agent,
        via=deliverer.name,
        ended_at=clock(),
        outcome=outcome,
        reference=reference,
        detail=detail,
    )
