"""Sending: what the gate says, approval, undo, delivery, the outbox."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line, clean_text
from engine.store import audit, outbox
from engine.workbench.casework import Casework
from engine.workbench.errors import InvalidMessageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from engine.delivery.channel import Deliverer
    from engine.delivery.gate import Verdict
    from engine.delivery.sending import Sender
    from engine.models.vocabulary import Channel, OutboxState
    from engine.models.work import Notification
    from engine.store.audit import AuditRow


class Outgoing(Casework):
    """The way of a reviewed message to its channel. Needs the case for the original text.

    Attributes:
        new_id: makes the ids of notifications.
        chosen_deliverers: what carries each channel's messages; None for the spool.
    """

    new_id: Callable[[], str] = staticmethod(lambda: uuid.uuid4().hex)
    chosen_deliverers: Callable[[Channel], Deliverer] | None = None

    @cached_property
    def deliverer_for(self) -> Callable[[Channel], Deliverer]:
        """What carries a channel's messages; all go to the spool unless told otherwise."""
        from engine.delivery.spool import Spool

        spool = Spool(self.settings.spool_directory)
        return self.chosen_deliverers or (lambda _channel: spool)

    @cached_property
    def _sender(self) -> Sender:
        from engine.delivery.rules import Caps
        from engine.delivery.sending import Sender

        contact = self.settings.contact
        caps = Caps(contact.days, contact.marketing_messages, contact.messages)
        return Sender(self.connection, self.clock, self.new_id, self.deliverer_for, caps)

    def ask_gate(
        self,
        customer_id: int,
        channel: Channel,
        message: str,
        *,
        at: datetime | None = None,
        override: str = "",
    ) -> Verdict:
        """Return what the rules of contact say about a message now, or at another moment."""
        self._must_exist(customer_id)
        text = clean_text(message).strip()
        return self._sender.ask_gate(customer_id, channel, text, at=at, override=override)

    def approve(
        self,
        customer_id: int,
        channel: Channel,
        message: str,
        *,
        undo_seconds: int,
        override: str = "",
    ) -> Notification:
        """Queue a reviewed message for delivery; ``override`` is why a hold does not count.

        Raises:
            UnknownCustomerError: there is no such customer.
            InvalidMessageError: the message is empty.
            engine.delivery.sending.RefusedError: a rule of contact stops it.
        """
        from engine.delivery.sending import Approval

        text = clean_text(message).strip()
        if not text:
            raise InvalidMessageError("the message is empty; nothing was sent")
        original = self.analysis(self.profile(customer_id)).message
        sending = self.settings.sending
        return self._sender.approve(
            Approval(
                customer_id=customer_id,
                channel=channel,
                message=text,
                agent=self.agent,
                original=original,
                undo=timedelta(seconds=undo_seconds),
                closed_for=timedelta(days=sending.again_after_days),
                override=clean_line(override),
            )
        )

    def object_to_marketing(self, customer_id: int, words: str) -> int:
        """Record that a customer wants no marketing; return how many queued messages it stopped."""
        from engine.delivery.objecting import object_to_marketing

        self._must_exist(customer_id)
        said = clean_line(words) or "(no words recorded)"
        return object_to_marketing(
            self.connection, self.clock, customer_id, agent=self.agent, words=said
        )

    def audit_trail(self, customer_id: int | None = None) -> Iterator[AuditRow]:
        """Yield the audit trail, or what concerns one customer, the oldest row first."""
        return audit.rows(self.connection, customer_id)

    def first_broken_audit_row(self) -> int | None:
        """Return the number of the first audit row that does not fit the chain, or None."""
        return audit.first_broken(self.connection)

    def resolve(self, notification_id: str, *, was_sent: bool) -> Notification:
        """Say what became of a message whose outcome is unknown.

        Raises:
            NotUnknownError: there is no such message, or its outcome is known.
        """
        return self._sender.resolve(notification_id, self.agent, was_sent=was_sent)

    def undo(self, notification_id: str) -> bool:
        """Take a queued message back as a draft; False when it is too late."""
        return self._sender.undo(notification_id, self.agent)

    def deliver(self, notification_id: str) -> Notification | None:
        """Attempt one message that is due."""
        return self._sender.deliver(notification_id)

    def deliver_due(self) -> tuple[Notification, ...]:
        """Attempt every message that is due; list what dead processes left as unknown."""
        return self._sender.deliver_due()

    def outbox(self, state: OutboxState | None = None) -> tuple[Notification, ...]:
        """Return approved messages, newest first."""
        return outbox.listed(self.connection, state)

    def leaves_machine(self, channel: Channel) -> bool:
        """Whether sending through ``channel`` reaches anyone outside this machine."""
        return self.deliverer_for(channel).leaves_machine
