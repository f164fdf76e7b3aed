"""Attempt what is due, and account for what became of it: sent, failed, or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery import gate
from engine.delivery.channel import DeliveryError, TemporaryError, UncertainError
from engine.delivery.claimant import is_gone
from engine.delivery.counter import Counter, in_words
from engine.delivery.pauses import pause_after
from engine.delivery.wording import read_wording
from engine.models.contact import address_key, address_of
from engine.models.vocabulary import OutboxState
from engine.store import attempts, audit, claims, outbox
from engine.store.connection import transaction
from engine.store.profiles import read_customer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.models.work import Notification


class NotUnknownError(LookupError):
    """The outcome of the message is known, or there is no such message."""


class Attempting(Counter):
    """From the outbox to the channel. An attempt is on the disk before the channel is called."""

    def deliver(self, notification_id: str) -> Notification | None:
        """Attempt one queued message that is due; return it as it is afterwards.

        Returns:
            None when it was not ours to attempt: not due yet, taken back, another process's, or
            approved to leave this machine while this process would only keep it as a file.
        """
        connection = self._connection
        waiting = outbox.read(connection, notification_id)
        if waiting is None or waiting.state is not OutboxState.QUEUED:
            # Asked before the write lock, for which all processes queue up, and again under it.
            return None
        wording = read_wording(waiting.message)
        deliverer = self._deliverer_for(waiting.channel)
        if outbox.approved_via(connection, notification_id) and not deliverer.leaves_machine:
            # Settings differ between processes: here it would count as sent and reach nobody.
            return None
        unreachable = self._unreachable(waiting.customer_id, waiting.channel)
        now = self._clock()
        number = 0
        with transaction(connection):
            claimed = claims.claim(
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
            ).also(unreachable)
            if verdict.is_stopped:
                self._stop(claimed, f"stopped by the gate: {in_words(verdict)}")
            elif verdict.decision is gate.Decision.HOLD:
                outbox.postpone(
                    connection,
                    notification_id,
                    due_at=to_text(self._held_until(verdict, now)),
                    hold=in_words(verdict),
                )
            else:
                customer = read_customer(connection, claimed.customer_id)
                address = address_of(customer, claimed.channel)
                number = attempts.begin(
                    connection,
                    notification_id,
                    now=to_text(now),
                    by=self._claimant,
                    via=deliverer.name,
                    address=address,
                    address_key=address_key(claimed.channel, address),
                )
        if verdict.decision is gate.Decision.SEND:
            self._attempt(claimed, number)
        return outbox.read(connection, notification_id)

    def deliver_due(self) -> tuple[Notification, ...]:
        """Attempt every message that is due, after listing what dead processes left behind."""
        return tuple(self.each_due())

    def each_due(self, goes_on: Callable[[], bool] = lambda: True) -> Iterator[Notification]:
        """Attempt what is due one by one, the oldest first, yielding each as it is afterwards.

        Where another process was quicker, this one goes on at any other place: side by side they
        would race for each message.

        Args:
            goes_on: asked before each message; False leaves the rest in the outbox.
        """
        self.recover()
        waiting = list(claims.due(self._connection, to_text(self._clock())))
        place = 0
        while waiting and goes_on():
            if done := self.deliver(waiting.pop(place % len(waiting))):
                yield done
            else:
                place = int(self._random() * len(waiting))

    def recover(self) -> int:
        """Mark the attempts of dead processes unknown; return how many. None is sent again."""
        gone = [
            notification_id
            for notification_id, claimant in claims.attempting(self._connection)
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

    def resolve(self, notification_id: str, agent: str, *, was_sent: bool) -> Notification:
        """Record what a person found out about a message whose outcome was unknown.

        One that was not sent becomes a draft again; nothing is sent again by itself.

        Raises:
            NotUnknownError: there is no such message, or its outcome is known.
        """
        at = to_text(self._clock())
        connection = self._connection
        with transaction(connection):
            found = outbox.read(connection, notification_id)
            if found is None or found.state is not OutboxState.UNKNOWN:
                why = "there is no such message" if found is None else f"it is {found.state}"
                raise NotUnknownError(f"{notification_id}: {why}; only unknown ones are resolved")
            state = OutboxState.SENT if was_sent else OutboxState.FAILED
            detail = f"{'sent' if was_sent else 'not sent'}, as {agent} found out"
            outbox.resolve(connection, notification_id, state=state, now=at, detail=detail)
            if not was_sent:
                self._give_back(found, found.agent)
            audit.record(
                connection,
                at=at,
                agent=agent,
                action="resolve",
                customer_id=found.customer_id,
                notification_id=notification_id,
                details={"state": str(state)},
            )
        return outbox.read(connection, notification_id) or found

    def _attempt(self, claimed: Notification, number: int) -> None:
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
        except TemporaryError as refusal:
            self._try_again(claimed, number, refusal)
            return
        except DeliveryError as refusal:
            state, detail = OutboxState.FAILED, str(refusal)
        except UncertainError as silence:
            state, detail = OutboxState.UNKNOWN, str(silence)
        except Exception as error:
            state, detail = OutboxState.UNKNOWN, f"{claimed.channel}: {error!r}"
        with transaction(self._connection):
            self._finish(claimed, state, reference=reference, detail=detail)

    def _try_again(self, claimed: Notification, number: int, refusal: TemporaryError) -> None:
        """Let a message wait for its next attempt; after the last one it has failed."""
        connection, words = self._connection, str(refusal)
        pause = pause_after(number, retry_after=refusal.retry_after, random=self._random)
        now = self._clock()
        with transaction(connection):
            if pause is None:
                detail = f"given up after {number} attempts: {words}"
                self._finish(claimed, OutboxState.FAILED, detail=detail)
                return
            due_at = to_text(now + pause)
            if not outbox.put_back(
                connection, claimed.notification_id, due_at=due_at, detail=words
            ):
                return
            attempts.end(
                connection,
                claimed.notification_id,
                now=to_text(now),
                outcome="temporary",
                detail=words,
            )
            audit.record(
                connection,
                at=to_text(now),
                agent=claimed.agent,
                action="postponed",
                customer_id=claimed.customer_id,
                notification_id=claimed.notification_id,
                details={"attempt": number, "detail": words, "due_at": due_at},
            )

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
        attempts.end(
            self._connection,
            notification.notification_id,
            now=at,
            outcome=str(state),
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
