"""After the send: what waits or came to nothing, what providers report, drafts that retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.models.vocabulary import OutboxState
from engine.store import audit, outbox, outbox_list, reports, retired_drafts, settling
from engine.store.connection import transaction
from engine.workbench.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.delivery.reading_reports import ReportsLoad
    from engine.models.reports import DeliveryReport
    from engine.models.work import Notification
    from engine.store.outbox_list import Needed, OutboxLine, Shelf
    from engine.store.retired_drafts import RetiredDraft


class NotPossibleError(LookupError):
    """What was asked for does not fit the state of the message; the message says what does."""


class Afterwards(Outgoing):
    """What becomes of messages after their approval, and what a person can do about it."""

    def open_outbox(self, shelf: Shelf, *, everyone: bool = True) -> tuple[str, ...]:
        """Return the ids of the messages on a shelf, in order; everyone's or this agent's."""
        return outbox_list.opened(self.connection, shelf, None if everyone else self.agent)

    def outbox_lines(self, ids: Sequence[str]) -> dict[str, OutboxLine]:
        """Return lines of the outbox as they are now, by id."""
        return outbox_list.lines(self.connection, ids)

    def needed(self) -> Needed:
        """Return how many of this agent's messages wait for a person."""
        return outbox_list.needed(self.connection, self.agent)

    def notification(self, notification_id: str) -> Notification:
        """Return one message.

        Raises:
            NotPossibleError: there is none with that id.
        """
        found = outbox.read(self.connection, notification_id)
        if found is None:
            raise NotPossibleError(f"there is no message {notification_id}; see sne outbox --json")
        return found

    def cancel(self, notification_id: str) -> Notification:
        """Take a queued or held message back; its text is this agent's draft again.

        Raises:
            NotPossibleError: there is no such message, or it does not wait any more.
        """
        found = self.notification(notification_id)
        if not self.undo(notification_id):
            state = self.notification(notification_id).state
            raise NotPossibleError(
                f"{notification_id} is {state}; only what is queued or held is taken back"
            )
        return outbox.read(self.connection, notification_id) or found

    def to_retry(self, notification_id: str) -> Notification:
        """Return a message that came to nothing, to be reviewed and approved as a new one.

        Raises:
            NotPossibleError: there is no such message, or it did not come to nothing.
        """
        found = self.notification(notification_id)
        line = self.outbox_lines([notification_id])[notification_id]
        if found.state is OutboxState.FAILED or line.shelf is outbox_list.Shelf.RETURNED:
            return found
        advice = {
            OutboxState.UNKNOWN: "find out whether it arrived, and say so with sne resolve",
            OutboxState.QUEUED: f"a rule holds it: {found.hold}"
            if found.hold
            else "it waits for its turn",
        }.get(found.state, "only what failed or came back is sent anew")
        raise NotPossibleError(f"{notification_id} is {found.state}: {advice}")

    def try_now(self, notification_id: str) -> bool:
        """Let a message that waits for its next attempt have it at the next delivery.

        Returns:
            False where it does not wait for another attempt.
        """
        at = self.now_text()
        with transaction(self.connection):
            found = self.notification(notification_id)
            if not settling.hasten(self.connection, notification_id, now=at):
                return False
            audit.record(
                self.connection,
                at=at,
                agent=self.agent,
                action="try now",
                customer_id=found.customer_id,
                notification_id=notification_id,
                details={"was_due_at": to_text(found.due_at)},
            )
        return True

    def put_away(self, notification_id: str) -> None:
        """Record that nobody needs to look at a failed or returned message any more.

        Raises:
            NotPossibleError: there is no such message, or none that failed or came back.
        """
        at = self.now_text()
        with transaction(self.connection):
            found = self.notification(notification_id)
            if not settling.settle(self.connection, notification_id, at=at):
                raise NotPossibleError(
                    f"{notification_id} is {found.state}; only what failed or came back is put away"
                )
            audit.record(
                self.connection,
                at=at,
                agent=self.agent,
                action="put away",
                customer_id=found.customer_id,
                notification_id=notification_id,
            )

    def reports(self, notification_id: str) -> tuple[DeliveryReport, ...]:
        """Return what providers reported on one message, the oldest first."""
        return reports.of_notification(self.connection, notification_id)

    def load_reports(self, paths: Sequence[Path]) -> ReportsLoad:
        """Read files of delivery reports in; see ``engine.delivery.reading_reports``."""
        from engine.delivery.reading_reports import load_reports

        return load_reports(
            self.connection,
            paths,
            rejects_directory=self.settings.rejects_directory,
            agent=self.agent,
            clock=self.clock,
        )

    def retired_draft(self, customer_id: int) -> RetiredDraft | None:
        """Return this agent's draft to a customer that somebody else's message retired."""
        return retired_drafts.read(self.connection, customer_id, self.agent)

    def reopen_draft(self, customer_id: int) -> bool:
        """Make this agent's retired draft current again; return whether there was one."""
        with transaction(self.connection):
            return retired_drafts.reopen(self.connection, customer_id, self.agent)
