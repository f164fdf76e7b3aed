"""Approve a reviewed message, or take it back: from the agent's draft to the outbox and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery import gate
from engine.delivery.claimant import uptime
from engine.delivery.counter import Counter, in_words
from engine.delivery.holders import NO_SEAT, Holder
from engine.delivery.leasing import take
from engine.delivery.racing import obstacle, overtaken
from engine.delivery.wording import read_wording
from engine.models.vocabulary import WorkMark
from engine.privacy.clean import clean_text
from engine.store import (
    audit,
    dispositions,
    drafts,
    leases,
    outbox,
    retired_drafts,
    settling,
)
from engine.store.connection import transaction

if TYPE_CHECKING:
    from datetime import datetime

    from engine.delivery.gate import Reason, Verdict
    from engine.delivery.racing import Seen
    from engine.models.vocabulary import Channel, MessageKind
    from engine.models.work import Notification


class RefusedError(Exception):
    """The gate stops the message; ``reasons`` say which rules."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        """Keep the reasons; the message is all of them in one line."""
        self.reasons = reasons
        super().__init__("; ".join(map(str, reasons)))


@dataclass(frozen=True, slots=True)
class Approval:
    """What an agent approved: this exact text, through this channel, to this customer.

    Attributes:
        original: the text that the analyst had written, for the audit trail.
        undo: how long the message waits and can be taken back.
        closed_for: how long the customer is off the worklist afterwards.
        override: why it should go although a rule holds it; empty to wait.
        seat: at which window.
        seen: what the agent had before them.
        take_over: also where somebody else is writing to the customer; it is audited.
    """

    customer_id: int
    channel: Channel
    message: str
    agent: str
    original: str
    undo: timedelta
    closed_for: timedelta
    override: str
    seat: str
    seen: Seen
    take_over: bool

    @property
    def holder(self) -> Holder:
        """Who approves, as leases name them."""
        return Holder(self.agent, self.seat)


class Approving(Counter):
    """From a reviewed text to a row in the outbox: approval, audit and draft in one transaction."""

    def ask_gate(
        self,
        customer_id: int,
        channel: Channel,
        message: str,
        holder: Holder,
        *,
        at: datetime | None = None,
        override: str = "",
    ) -> Verdict:
        """Return what the gate says now, or would say at another moment.

        Raises:
            KeyError: there is no such customer.
        """
        now = at or self._clock()
        verdict = gate.ask(
            self._connection,
            customer_id,
            channel,
            read_wording(message),
            now=now,
            caps=self._caps,
            override=override,
        )
        in_the_way = obstacle(
            self._connection, customer_id, holder, kind=verdict.kind, now=self._clock()
        )
        return verdict.also(in_the_way).also(self._unreachable(customer_id, channel))

    def approve(self, approval: Approval) -> Notification:
        """Queue what was approved: outbox row, audit row and the end of the draft at once.

        Raises:
            RefusedError: the gate stops it, or somebody was first; nothing was written.
            KeyError: there is no such customer.
        """
        now = self._clock()
        at = to_text(now)
        notification_id = self._new_id()
        connection = self._connection
        wording = read_wording(approval.message)
        unreachable = self._unreachable(approval.customer_id, approval.channel)
        deliverer = self._deliverer_for(approval.channel)
        with transaction(connection):
            if approval.take_over:
                span = timedelta(0)
                take(
                    connection,
                    approval.customer_id,
                    approval.holder,
                    now=now,
                    span=span,
                    take_over=True,
                )
            verdict = gate.ask(
                connection,
                approval.customer_id,
                approval.channel,
                wording,
                now=now,
                caps=self._caps,
                override=approval.override,
            ).also(unreachable)
            verdict = verdict.also(self._in_the_way(approval, verdict.kind, now))
            if verdict.is_stopped:
                raise RefusedError(verdict.reasons)
            due_at = max(now + approval.undo, self._held_until(verdict, now))
            outbox.add(
                connection,
                notification_id=notification_id,
                customer_id=approval.customer_id,
                channel=approval.channel,
                message=approval.message,
                kind=str(verdict.kind),
                agent=approval.agent,
                approved_at=at,
                due_at=to_text(due_at),
                hold=in_words(verdict) or None,
                override=approval.override or None,
                via=deliverer.name if deliverer.leaves_machine else None,
                approved_uptime=uptime(),
            )
            audit.record(
                connection,
                at=at,
                agent=approval.agent,
                action="approve",
                customer_id=approval.customer_id,
                notification_id=notification_id,
                details={
                    "channel": str(approval.channel),
                    "kind": str(verdict.kind),
                    "message": approval.message,
                    "original": approval.original,
                    **({"override": approval.override} if approval.override else {}),
                },
            )
            self._end_draft(approval)
            self._take_the_place_of_others(approval, notification_id, at)
            leases.delete(connection, approval.customer_id, approval.agent, approval.seat, NO_SEAT)
            dispositions.close(
                connection,
                approval.customer_id,
                WorkMark.SENT,
                agent=approval.agent,
                closed_at=at,
                until=to_text(now + approval.closed_for),
            )
            approved = outbox.read(connection, notification_id)
        if approved is None:
            raise LookupError(notification_id)
        return approved

    def undo(self, notification_id: str, agent: str) -> bool:
        """Take a queued message back and restore it as the agent's draft.

        Returns:
            False when it is too late: the channel has the message, or an attempt has begun.
        """
        at = to_text(self._clock())
        connection = self._connection
        with transaction(connection):
            notification = outbox.read(connection, notification_id)
            if notification is None or not outbox.cancel(connection, notification_id, now=at):
                return False
            settling.unsettle(connection, notification_id)
            self._give_back(notification, agent)
            audit.record(
                connection,
                at=at,
                agent=agent,
                action="undo",
                customer_id=notification.customer_id,
                notification_id=notification_id,
            )
        return True

    def _in_the_way(self, approval: Approval, kind: MessageKind, now: datetime) -> Reason | None:
        """Return what others have done or are doing that the message must wait for, or None."""
        connection, customer_id = self._connection, approval.customer_id
        late = overtaken(connection, customer_id, approval.agent, approval.seen)
        return late or obstacle(connection, customer_id, approval.holder, kind=kind, now=now)

    def _take_the_place_of_others(self, approval: Approval, notification_id: str, at: str) -> None:
        """Retire what other agents were writing; what failed before needs nobody any more."""
        connection, customer_id = self._connection, approval.customer_id
        retired_drafts.retire_others(
            connection, customer_id, agent=approval.agent, at=at, by=notification_id
        )
        settling.settle_earlier(connection, customer_id, at=at, by=notification_id)

    def _end_draft(self, approval: Approval) -> None:
        """Delete the draft that was sent; one that says something else is still unsent."""
        draft = drafts.read_draft(self._connection, approval.customer_id, approval.agent)
        if draft is not None and clean_text(draft.message).strip() == approval.message:
            drafts.delete_draft(self._connection, approval.customer_id, approval.agent)
