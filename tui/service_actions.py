"""The way from the workbench to the conversations and the metrics, and back to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.next_actions import NextActions
from tui.outbox_actions import OutboxActions

if TYPE_CHECKING:
    from tui.messages import Approved
    from tui.screens.answering import Leaving
    from tui.screens.conversations import ConversationsScreen
    from tui.screens.finding import Place
    from tui.screens.metrics import MetricsScreen


class ServiceActions(NextActions, OutboxActions):
    """The actions of conversations and metrics."""

    _among_conversations: Place | None = None
    _comes_back = False

    def do_conversations(self) -> None:
        """Show the conversations, where the agent left them."""
        self._open_conversations()

    def _open_conversations(self, said: str = "") -> None:
        from tui.screens.conversations import ConversationsScreen
        from tui.screens.finding import Place

        self._comes_back = False
        if self._among_conversations is None:
            self._among_conversations = Place()
        screen = ConversationsScreen(self.workbench, self._among_conversations, said=said)
        self.push_screen(screen, self._go_to)

    def do_metrics(self) -> None:
        """Show how the service went."""
        from tui.screens.metrics import MetricsScreen

        self.push_screen(MetricsScreen(self.workbench), self._go_to)

    def open_metrics(self, over: ConversationsScreen) -> None:
        """Show the figures of the conversations that a screen lists; back where it was from them.

        Where the list was opened from its figures, that is back to them.
        """
        from tui.screens.metrics import MetricsScreen

        if any(isinstance(one, MetricsScreen) for one in self.screen_stack):
            over.dismiss(None)
            return
        place = over.place

        def back(leaving: Leaving | None) -> None:
            if leaving is not None:
                over.dismiss(leaving)

        self.push_screen(MetricsScreen(self.workbench, place.wanted, place.period), back)

    def open_behind(self, over: MetricsScreen, place: Place) -> None:
        """Show the conversations that a figure is made of; back to the figure from them."""
        from tui.screens.conversations import ConversationsScreen

        def back(leaving: Leaving | None) -> None:
            if leaving is not None:
                over.dismiss(leaving)

        self.push_screen(ConversationsScreen(self.workbench, place), back)

    async def _go_to(self, leaving: Leaving | None) -> None:
        """Show the workbench as it is now, or the customer that was asked for."""
        self.worklist.reload_marks()
        if leaving is None:
            self.show_case()
            return
        self.show_customer(leaving.customer_id)
        self._comes_back = leaving.edits
        if not leaving.edits:
            return
        if self.has_draft or leaving.action is None:
            await self.do_edit()
        else:
            self.take_proposal(leaving.customer_id, leaving.action)
            await self.do_next_action()

    def on_approved(self, message: Approved) -> None:
        """Go back among the conversations, where the answer was begun."""
        if self._comes_back:
            until = self.told_until(message.notification)
            self.call_after_refresh(self._open_conversations, until)
