"""Sending: what the gate says, approval, undo, delivery, the outbox."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from engine.models.vocabulary import Channel, OutboxState
from engine.privacy.clean import clean_line, clean_text
from engine.store import attempts, audit, claims, outbox
from engine.store.connection import transaction
from engine.workbench.casework import Casework
from engine.workbench.errors import InvalidMessageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from engine.delivery.channel import Deliverer
    from engine.delivery.gate import Verdict
    from engine.delivery.racing import Seen
    from engine.delivery.sending import Sender
    from engine.models.vocabulary import MessageKind
    from engine.models.work import Notification
    from engine.store.attempts import Attempt, Call
    from engine.store.audit import AuditRow


class Outgoing(Casework):
    """The way of a reviewed message to its channel. Needs the case for the original text.

    Attributes:
        new_id: makes the ids of notifications.
        random: draws from 0 up to 1, for the pauses before new attempts.
        chosen_deliverers: what carries each channel's messages; None for those of the settings.
    """

    new_id: Callable[[], str] = staticmethod(lambda: uuid.uuid4().hex)
    random: Callable[[], float] = staticmethod(random.random)
    chosen_deliverers: Callable[[Channel], Deliverer] | None = None

    @cached_property
    def deliverer_for(self) -> Callable[[Channel], Deliverer]:
        """What carries a channel's messages, by the settings."""
        from engine.delivery.choice import deliverers

        return self.chosen_deliverers or deliverers(self.settings, self.clock)

    @cached_property
    def _sender(self) -> Sender:
        from engine.delivery.rules import Caps
        from engine.delivery.sending import Sender

        contact = self.settings.contact
        caps = Caps(contact.days, contact.marketing_messages, contact.messages)
        return Sender(
            self.connection, self.clock, self.new_id, self.deliverer_for, caps, self.random
        )

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
        return self._sender.ask_gate(
            customer_id, channel, text, self.holder, at=at, override=override
        )

    def seen_now(self, customer_id: int, version: int | None = None) -> Seen:
        """Return what this agent has before them, for a send that they are about to review.

        ``version`` is that of the draft they read, 0 where there was none.
        """
        from engine.delivery.racing import Seen

        return Seen(outbox.count_approved(self.connection, customer_id), version)

    def seen_at_start(self, customer_id: int, version: int | None = None) -> Seen:
        """Return what there was when this process was started, for a send by command."""
        from engine.delivery.claimant import uptime, uptime_at_start
        from engine.delivery.racing import Seen

        since = (uptime_at_start(), uptime())
        approvals = outbox.count_approved(self.connection, customer_id, not_between=since)
        return Seen(approvals, version)

    def approve(
        self,
        customer_id: int,
        channel: Channel,
        message: str,
        *,
        undo_seconds: int,
        override: str = "",
        seen: Seen | None = None,
        take_over: bool = False,
    ) -> Notification:
        """Queue a reviewed message for delivery.

        Args:
            customer_id: to whom.
            channel: through what.
            message: the text.
            undo_seconds: how long it can be taken back.
            override: why a hold does not count.
            seen: what the agent had before them; default: what there is now.
            take_over: also where somebody else is writing to the customer.

        Raises:
            UnknownCustomerError: there is no such customer.
            InvalidMessageError: the message is empty.
            engine.delivery.sending.RefusedError: a rule of contact stops it, or somebody was first.
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
                seat=self.seat,
                seen=seen or self.seen_now(customer_id),
                take_over=take_over,
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

    def each_due(self, goes_on: Callable[[], bool] = lambda: True) -> Iterator[Notification]:
        """Attempt what is due one by one, as long as ``goes_on`` says so."""
        return self._sender.each_due(goes_on)

    def next_due(self) -> datetime | None:
        """Return when the next queued message is due, which may be past; None if none waits."""
        return claims.next_due(self.connection, self.now_text())

    def attempts(self, notification_id: str) -> tuple[Attempt, ...]:
        """Return every attempt at one message, the first one first."""
        return attempts.attempts_of(self.connection, notification_id)

    def open_calls(self) -> tuple[Notification, ...]:
        """Return the calls that were handed out as tasks and not made yet, the oldest first."""
        return tuple(
            notification
            for notification in reversed(outbox.listed(self.connection, OutboxState.SENT))
            if notification.channel is Channel.PHONE
            and not attempts.calls_of(self.connection, notification.notification_id)
        )

    def record_call(self, notification_id: str, outcome: str, note: str) -> Call:
        """Record what came of a call; see ``engine.delivery.calling``."""
        from engine.delivery.calling import record_call

        return record_call(
            self.connection,
            self.clock,
            notification_id,
            agent=self.agent,
            outcome=outcome,
            note=clean_line(note),
        )

    def test_channel(self, channel: Channel, address: str) -> Attempt:
        """Send a test message to an address and return what became of it; it is audited."""
        from engine.delivery.trying import try_channel

        done = try_channel(
            self.deliverer_for(channel),
            channel,
            clean_line(address),
            supplier=self.settings.supplier.name,
            agent=self.agent,
            notification_id=f"test-{self.new_id()}",
            clock=self.clock,
        )
        with transaction(self.connection):
            audit.record(
                self.connection,
                at=self.now_text(),
                agent=self.agent,
                action="channel-test",
                details={"channel": str(channel), "via": done.via, "outcome": done.outcome},
            )
        return done

    def outbox(self, state: OutboxState | None = None) -> tuple[Notification, ...]:
        """Return approved messages, newest first."""
        return outbox.listed(self.connection, state)

    def added_to(self, channel: Channel, message: str, kind: MessageKind) -> str:
        """Return what a real channel adds to a message, the way out of marketing, or nothing."""
        from engine.delivery.opt_out import with_way_out

        if not self.leaves_machine(channel):
            return ""
        text = clean_text(message).strip()
        sms_line = self.settings.aws.sms_opt_out
        return with_way_out(text, channel, kind, sms_line=sms_line).removeprefix(text).strip()

    def leaves_machine(self, channel: Channel) -> bool:
        """Whether sending through ``channel`` reaches anyone outside this machine."""
        return self.deliverer_for(channel).leaves_machine
