"""The next best action of the selected customer: looked for in a thread, shown, made a draft."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui import jobs
from tui.message_actions import MessageActions

if TYPE_CHECKING:
    from engine.models.next_action import Prediction
    from tui.messages import NextActionFound


class NextActions(MessageActions):
    """What the workbench does with conversations that are open with the selected customer."""

    _next_action: Prediction | None = None
    _next_action_of: int | None = None

    @property
    def has_next_action(self) -> bool:
        """Whether there are words for an open conversation with the selected customer."""
        return self._proposing() is not None

    def paint_case(self) -> None:
        """Show the case; look for the next best action where it is another customer's."""
        super().paint_case()
        customer_id = self.customer_id
        if customer_id != self._next_action_of:
            self._next_action, self._next_action_of = None, customer_id
            if customer_id is not None and self.workbench.has_conversation(customer_id):
                # After the paint: reading a conversation takes a moment, and the case goes first.
                self.call_after_refresh(self._look, customer_id)
        self._show_next_action()

    def _look(self, customer_id: int) -> None:
        work = partial(jobs.next_action, self.settings, self.clock, self.post_message, customer_id)
        self.run_worker(work, thread=True, group="next-action", exit_on_error=False)

    def on_next_action_found(self, message: NextActionFound) -> None:
        """Show it, unless another customer is selected by now."""
        if message.customer_id == self._next_action_of:
            self._next_action = message.action
            self._show_next_action()

    def _show_next_action(self) -> None:
        from tui.widgets.next_action import action_lines

        action = self._next_action
        lines = () if action is None else action_lines(action, self.key("next_action"))
        self.case_pane.show_next_action(lines)

    def _proposing(self) -> Prediction | None:
        action = self._next_action
        is_shown = self.customer_id == self._next_action_of
        return action if action is not None and action.proposal is not None and is_shown else None

    def take_proposal(self, customer_id: int, action: Prediction) -> None:
        """Take over what was found elsewhere for the selected customer."""
        self._next_action, self._next_action_of = action, customer_id
        self._show_next_action()

    async def do_next_action(self) -> None:
        """Start a draft from the next best action, and open it in the editor."""
        case, action = self.case, self._proposing()
        if case is None or action is None or self.editor is not None or self.is_kept_away():
            return
        proposal = action.proposal
        if proposal is None:
            return
        self.saver.begin(case.customer_id, case.version, case.text)
        self.saver.put(case.customer_id, proposal.channel, proposal.message)
        await self.edit_leased(take_over=False)
