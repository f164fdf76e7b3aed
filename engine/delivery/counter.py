"""What approving and attempting have in common: the store, the clock, the gate's limits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery import gate
from engine.delivery.claimant import this_process
from engine.delivery.rules import Effect
from engine.models.vocabulary import WorkMark
from engine.store import dispositions, drafts, retired_drafts
from engine.store.profiles import read_customer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from engine.clock import Clock
    from engine.delivery.channel import Deliverer
    from engine.delivery.gate import Verdict
    from engine.delivery.rules import Caps
    from engine.models.vocabulary import Channel
    from engine.models.work import Notification


def in_words(verdict: Verdict) -> str:
    """Return the reasons of a verdict in one line."""
    return "; ".join(map(str, verdict.reasons))


class Counter:
    """Where messages are handed in and out. One per connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        clock: Clock,
        new_id: Callable[[], str],
        deliverer_for: Callable[[Channel], Deliverer],
        caps: Caps,
        random: Callable[[], float],
    ) -> None:
        """Use the open store.

        Args:
            connection: the store.
            clock: the present moment.
            new_id: makes the ids of notifications.
            deliverer_for: what serves a channel.
            caps: how often a customer may be written to.
            random: draws from 0 up to 1, so that pauses before new attempts differ.
        """
        self._caps = caps
        self._random = random
        self._connection = connection
        self._clock = clock
        self._new_id = new_id
        self._deliverer_for = deliverer_for
        self._claimant = this_process()

    def _unreachable(self, customer_id: int, channel: Channel) -> gate.Reason | None:
        """Return why nothing can go to this customer through this channel, or None.

        Asked outside of transactions: reading a telephone number may need a large import.

        Raises:
            KeyError: there is no such customer.
        """
        deliverer = self._deliverer_for(channel)
        if trouble := deliverer.check():
            return gate.Reason("channel", "house rule", trouble, Effect.STOP)
        if lacking := deliverer.missing(read_customer(self._connection, customer_id)):
            return gate.Reason("contact-details", "house rule", lacking, Effect.STOP)
        return None

    def _give_back(self, notification: Notification, agent: str) -> None:
        """Make a message that was not sent a draft again, unless something newer is there.

        The drafts of others that it had retired are current again.
        """
        connection, customer_id = self._connection, notification.customer_id
        retired_drafts.bring_back(connection, notification.notification_id)
        own = drafts.read_draft(connection, customer_id, agent)
        if own is None and retired_drafts.read(connection, customer_id, agent) is None:
            drafts.save_draft(
                connection,
                customer_id,
                agent,
                seat=self._claimant,
                channel=notification.channel,
                message=notification.message,
                updated_at=to_text(self._clock()),
            )
        dispositions.take_back(
            connection,
            customer_id,
            WorkMark.SENT,
            agent=notification.agent,
            closed_at=to_text(notification.approved_at),
        )

    def _held_until(self, verdict: Verdict, now: datetime) -> datetime:
        """Return when to ask again; a hold without an end is looked at once a day."""
        if not verdict.is_held:
            return now
        return verdict.until or now + timedelta(days=1)
