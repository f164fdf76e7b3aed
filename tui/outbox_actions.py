"""What an agent does after the send: the outbox, an objection, a look at what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.worklist import WorklistQuery
from tui.message_actions import MessageActions
from tui.messages import Written

if TYPE_CHECKING:
    from engine.pipeline import Workbench
    from tui.screens.outbox import OutboxScreen


class OutboxActions(MessageActions):
    """The actions of the outbox."""

    _outbox_screen: OutboxScreen | None = None

    def do_outbox(self) -> None:
        """Show what waits, is held or came to nothing."""
        from tui.screens.outbox import OutboxScreen

        self._outbox_screen = OutboxScreen(self.workbench)
        self.push_screen(self._outbox_screen, self._back_from_outbox)

    async def _back_from_outbox(self, customer_id: int | None) -> None:
        """Show the workbench as it is now, and the customer that was asked for."""
        self._outbox_screen = None
        self.worklist.reload_marks()
        if customer_id is None:
            self.show_case()
        else:
            self.show_customer(customer_id)

    def show_customer(self, customer_id: int) -> None:
        """Go to a customer, wherever they are."""
        rows = self.worklist.rows
        place = rows.find(customer_id) if rows is not None else None
        if place is None:
            # Not in the list of the moment: found among everyone, as by a search for the number.
            self.query_now, self.search = WorklistQuery(segment=None), str(customer_id)
            self.open_list()
            place = self.worklist.rows.find(customer_id) if self.worklist.rows else None
        if place is not None:
            self.worklist.go(place)
        self.show_case()
        self.read_case_pane(reading=True)

    def notice_outbox(self) -> None:
        """Show how many messages wait for this agent, and what has become of those in view."""
        needed = str(self.workbench.needed())
        self.needed_note.show(f"{self.key('outbox')}: {needed}" if needed else "")
        if self._outbox_screen is not None:
            self._outbox_screen.reload()

    def review_again(self, notification_id: str, screen: OutboxScreen) -> None:
        """Review a message that failed or came back; confirmed, it is approved as a new one."""
        found = self.workbench.to_retry(notification_id)
        profile = self.workbench.profile(found.customer_id)
        draft = self.workbench.draft(found.customer_id)
        version = draft.version if draft else 0
        self.review(profile, found.channel, found.message, version, screen.post_message)

    def do_receipt(self) -> None:
        """Show what was sent to the customer."""
        from tui.screens.receipt import Receipt

        if self.case is not None and self.case.profile.sent:
            sent = self.case.profile.sent
            leaves = self.workbench.leaves_machine(sent[0].channel)
            tried = {
                one.notification_id: self.workbench.attempts(one.notification_id) for one in sent
            }
            told = {
                one.notification_id: self.workbench.reports(one.notification_id) for one in sent
            }
            self.push_screen(Receipt(sent, tried, told, leaves_machine=leaves))

    def do_objection(self) -> None:
        """Ask for the customer's words and record that they want no marketing."""
        customer_id = self.customer_id
        if customer_id is None:
            return

        def submitted(words: str) -> None:
            if not words.strip():
                self.status.say("No objection recorded: their words are needed.", "important")
                return

            def record(workbench: Workbench) -> Written:
                stopped = workbench.object_to_marketing(customer_id, words)
                noun = "message was" if stopped == 1 else "messages were"
                also = f" {stopped} waiting {noun} stopped." if stopped else ""
                return Written(f"#{customer_id} gets no marketing any more.{also}")

            self.write(record)

        label = f"#{customer_id} wants no marketing, for good. Their words (Esc: no)"
        self.status.ask(label, "", submitted=submitted)
