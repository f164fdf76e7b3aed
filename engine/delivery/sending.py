"""The life of a send, and the promise: never two messages for one approval, none lost.

queued (may be taken back) → attempting, committed before the channel is called → sent, failed
(with the channel's words) or unknown, when the process died or the line went silent after the
attempt began. Unknown is never retried by itself. Approval, audit row and outbox row are one
transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery import gate
from engine.delivery.channel import DeliveryError
from engine.delivery.claimant import is_gone, this_process
from engine.delivery.wording import read_wording
from engine.models.vocabulary import OutboxState, WorkMark
from engine.privacy.clean import clean_text
from engine.store import audit, dispositions, drafts, outbox
from engine.store.connection import transaction
from engine.store.profiles import read_customer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from engine.clock import Clock
    from engine.delivery.channel import Deliverer
    from engine.delivery.gate import Reason, Verdict
    from engine.delivery.rules import Caps
    from engine.models.vocabulary import Channel
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
    """

    customer_id: int
    channel: Channel
    message: str
    agent: str
    original: str
    undo: timedelta
    closed_for: timedelta
    override: str = ""


def _in_words(verdict: Verdict) -> str:
    return "; ".join(map(str, verdict.reasons))


class Sender:
    """Approves, takes back and delivers messages. One per connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        clock: Clock,
        new_id: Callable[[], str],
        deliverer_for: Callable[[Channel], Deliverer],
        caps: Caps,
    ) -> None:
        """Use the open store; ``new_id`` makes the ids of notifications."""
        self._caps = caps
        self._connection = connection
        self._clock = clock
        self._new_id = new_id
        self._deliverer_for = deliverer_for
        self._claimant = this_process()

    def ask_gate(
        self,
        customer_id: int,
        channel: Channel,
        message: str,
        *,
        at: datetime | None = None,
        override: str = "",
    ) -> Verdict:
        """Return what the gate says now, or would say at another moment.

        Raises:
            KeyError: there is no such customer.
        """
        return gate.ask(
            self._connection,
            customer_id,
            channel,
            read_wording(message),
            now=at or self._clock(),
            caps=self._caps,
            override=override,
        )

    def approve(self, approval: Approval) -> Notification:
        """Queue what was approved: outbox row, audit row and the end of the draft at once.

        Raises:
            RefusedError: the gate stops it; nothing was written.
            KeyError: there is no such customer.
        """
        now = self._clock()
        at = to_text(now)
        notification_id = self._new_id()
        connection = self._connection
        wording = read_wording(approval.message)
        with transaction(connection):
            verdict = gate.ask(
                connection,
                approval.customer_id,
                approval.channel,
                wording,
                now=now,
                caps=self._caps,
                override=approval.override,
            )
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
                hold=_in_words(verdict) or None,
                override=approval.override or None,
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

    def _end_draft(self, approval: Approval) -> None:
        """Delete the draft that was sent; one that says something else is still unsent."""
        draft = drafts.read_draft(self._connection, approval.customer_id, approval.agent)
        if draft is not None and clean_text(draft.message).strip() == approval.message:
            drafts.delete_draft(self._connection, approval.customer_id, approval.agent)

    def _give_back(self, notification: Notification, agent: str) -> None:
        """Make a message that was not sent a draft again, unless something newer is there."""
        connection, customer_id = self._connection, notification.customer_id
        if drafts.read_draft(connection, customer_id, agent) is None:
            drafts.save_draft(
                connection,
                customer_id,
                agent,
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

    def deliver(self, notification_id: str) -> Notification | None:
        """Attempt one queued message that is due; return it as it is afterwards.

        Returns:
            None when it was not ours to attempt: not due yet, taken back, or another process's.
        """
        connection = self._connection
        waiting = outbox.read(connection, notification_id)
        if waiting is None:
            return None
        wording = read_wording(waiting.message)
        now = self._clock()
        with transaction(connection):
            claimed = outbox.claim(
                connection, notification_id, now=to_text(now), claimant=self._claimant
            )
            if claimed is None:
                return None
            verdict = gate.ask(
                connection,
                claimed.customer_id,
                claimed.channel,
                wording,
                now=now,
                caps=self._caps,
                notification_id=notification_id,
                override=claimed.override or "",
            )
            if verdict.is_stopped:
                self._stop(claimed, f"stopped by the gate: {_in_words(verdict)}")
            elif verdict.decision is gate.Decision.HOLD:
                outbox.postpone(
                    connection,
                    notification_id,
                    due_at=to_text(self._held_until(verdict, now)),
                    hold=_in_words(verdict),
                )
        if verdict.decision is gate.Decision.SEND:
            self._attempt(claimed)
        return outbox.read(connection, notification_id)

    def _held_until(self, verdict: Verdict, now: datetime) -> datetime:
        """Return when to ask again; a hold without an end is looked at once a day."""
        if verdict.decision is not gate.Decision.HOLD:
            return now
        return verdict.until or now + timedelta(days=1)

    def _attempt(self, claimed: Notification) -> None:
        """Call the channel. The attempt is on the disk already, and so will be its outcome."""
        reference = detail = None
        try:
            customer = read_customer(self._connection, claimed.customer_id)
            deliverer = self._deliverer_for(claimed.channel)
        except Exception as error:
            deliverer, state, detail = None, OutboxState.FAILED, f"no channel: {error}"
        try:
            if deliverer is not None:
                reference = deliverer.deliver(claimed, customer)
                state = OutboxState.SENT
        except DeliveryError as refusal:
            state, detail = OutboxState.FAILED, str(refusal)
        except Exception as error:
            state, detail = OutboxState.UNKNOWN, f"{claimed.channel}: {error!r}"
        with transaction(self._connection):
            self._finish(claimed, state, reference=reference, detail=detail)

    def _stop(self, notification: Notification, detail: str) -> None:
        """End a message without an attempt; its text goes back to the agent."""
        at = to_text(self._clock())
        outbox.stop(self._connection, notification.notification_id, now=at, detail=detail)
        self._give_back(notification, notification.agent)
        audit.record(
            self._connection,
            at=at,
            agent=notification.agent,
            action="stopped",
            customer_id=notification.customer_id,
            notification_id=notification.notification_id,
            details={"detail": detail},
        )

    def _finish(
        self,
        notification: Notification,
        state: OutboxState,
        *,
        reference: str | None = None,
        detail: str | None = None,
    ) -> None:
        at = to_text(self._clock())
        outbox.finish(
            self._connection,
            notification.notification_id,
            state=state,
            now=at,
            reference=reference,
            detail=detail,
        )
        if state is OutboxState.FAILED:
            # It was certainly not sent: the customer is to be contacted still, the words are kept.
            self._give_back(notification, notification.agent)
        audit.record(
            self._connection,
            at=at,
            agent=notification.agent,
            action=str(state),
            customer_id=notification.customer_id,
            notification_id=notification.notification_id,
            details={"reference": reference, "detail": detail},
        )

    def deliver_due(self) -> tuple[Notification, ...]:
        """Attempt every message that is due, after listing what dead processes left behind."""
        self.recover()
        ids = outbox.due(self._connection, to_text(self._clock()))
        return tuple(found for found in map(self.deliver, ids) if found)

    def recover(self) -> int:
        """Mark the attempts of dead processes unknown; return how many. None is sent again."""
        gone = [
            notification_id
            for notification_id, claimant in outbox.attempting(self._connection)
            if is_gone(claimant)
        ]
        for notification_id in gone:
            with transaction(self._connection):
                notification = outbox.read(self._connection, notification_id)
                if notification and notification.state is OutboxState.ATTEMPTING:
                    self._finish(
                        notification,
                        OutboxState.UNKNOWN,
                        detail="the program ended during the attempt; check before sending again",
                    )
        return len(gone)
