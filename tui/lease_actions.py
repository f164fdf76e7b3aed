"""What an agent does where others work on the same customer: see who, take over, swap texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.delivery.holders import in_words
from tui.case_actions import CaseActions
from tui.messages import Written

if TYPE_CHECKING:
    from engine.models.work import Lease
    from engine.pipeline import Workbench
    from tui.messages import DraftDisplaced, LeaseTold


class LeaseActions(CaseActions):
    """Leases as the screen has them. A key only reads; the saver's thread takes and ends them."""

    @property
    def is_leased(self) -> bool:
        """Whether somebody else is writing to the selected customer."""
        return self.lease_now() is not None

    @property
    def has_other_text(self) -> bool:
        """Whether another window of this agent wrote something else to the selected customer."""
        customer_id = self.customer_id
        return customer_id is not None and bool(self.workbench.displaced_messages(customer_id))

    def lease_now(self) -> Lease | None:
        """Return the lease of whoever else writes to the selected customer, read afresh."""
        customer_id = self.customer_id
        return None if customer_id is None else self.workbench.lease_of_another(customer_id)

    def is_kept_away(self) -> bool:
        """Whether somebody else's lease keeps the editor closed; if so, say whose."""
        lease = self.lease_now()
        if lease is None:
            return False
        self.status.say(f"{self._says(lease)}; {self.key('take_over')} takes over.", "important")
        return True

    def _says(self, lease: Lease) -> str:
        """Say who is writing; a login name stays as it is, also at the start of a sentence."""
        words = self._in_words(lease)
        is_own = lease.agent == self.workbench.agent
        return f"{words[0].upper()}{words[1:]}" if is_own else words

    def _in_words(self, lease: Lease) -> str:
        return in_words(lease, self.workbench.holder)

    async def do_take_over(self) -> None:
        """Take the customer over: at once from one's own window, after a question from others."""
        from tui.screens.choice import Choice

        lease = self.lease_now()
        if lease is None:
            return
        if lease.agent == self.workbench.agent:
            await self.edit_leased(take_over=True)
            return

        async def chosen(takes_over: bool | None) -> None:
            if takes_over:
                await self.edit_leased(take_over=True)

        options: list[tuple[str, bool | None]] = [("take over and write", True)]
        self.push_screen(Choice(self._says(lease), options), chosen)

    async def edit_leased(self, *, take_over: bool) -> None:
        """Open the editor and take the lease."""
        raise NotImplementedError

    def do_other_text(self) -> None:
        """Change the draft for what another window of this agent wrote."""
        customer_id = self.customer_id
        if customer_id is None or self.is_editing:
            return

        def swap(workbench: Workbench) -> Written:
            done = workbench.swap_draft(customer_id)
            key = self.key("other_text")
            text = f"The other text; {key} changes back." if done else "There is no other text."
            return Written(text)

        self.write(swap)

    def on_draft_displaced(self, message: DraftDisplaced) -> None:
        """Say that two windows wrote to one customer, and that both texts are kept."""
        self.status.say(
            f"#{message.customer_id}: another window of yours wrote to them, too. Both texts are "
            f"kept; outside the editor, {self.key('other_text')} shows the other.",
            "important",
        )

    def on_lease_told(self, message: LeaseTold) -> None:
        """Say what has become of the lease."""
        self.status.say(message.text, "important")
        self.refresh_lease()

    def refresh_lease(self) -> None:
        """Show in the head of the case who else is writing, and tell whom they took over from."""
        case = self.case
        if case is None:
            return
        before, case.lease = case.lease, self.lease_now()
        self.case_pane.show_lease(case.lease, self.workbench.agent)
        if self.is_editing and case.lease is not None and before is None:
            kept = "What you type is kept as your draft."
            self.status.say(f"Taken over: {self._in_words(case.lease)}. {kept}")
