"""Mark customers in the list, review their messages one by one, approve them together."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.store.worklist import WorklistQuery
from engine.workbench.errors import UnknownCustomerError
from tui import jobs
from tui.bulk import LOOK_SECONDS, Step, Walk
from tui.message_actions import MessageActions
from tui.messages import Trouble
from tui.pace import Pace
from tui.undo import Undoable

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.workbench.bulk import Outcome, Reviewed
    from tui.messages import ApprovedTogether


SAVING = "Saving what was typed …"


class BulkActions(MessageActions):
    """Marks and the bulk review.

    Attributes:
        walk: the review under way, also while one of its texts is in the editor.
        ticks: the seconds by which a held key is told from a pressed one.
    """

    walk: Walk | None = None
    ticks: Callable[[], float] = staticmethod(time.monotonic)
    _filtered: tuple[WorklistQuery, str] | None = None

    @property
    def has_marks(self) -> bool:
        """Whether any customer is marked."""
        return bool(self.worklist.marked)

    # Marks

    def do_mark(self) -> None:
        """Mark the customer and go on, or take the mark away."""
        item = self.worklist.selected
        if item is None:
            return
        if item.customer_id in self.worklist.marked:
            self.worklist.unmark([item.customer_id])
        else:
            self.worklist.mark([item.customer_id])
            self.worklist.move(1)
        self._say_marks()

    def do_mark_page(self) -> None:
        """Mark whoever is open on the screen; where all of them are marked, unmark everyone."""
        marked = self.worklist.marked
        wanted = [one for one in self.worklist.seen_open() if one not in marked]
        if wanted:
            self.worklist.mark(wanted)
        else:
            self.worklist.unmark(tuple(marked))
        self._say_marks()

    def _say_marks(self) -> None:
        count = len(self.worklist.marked)
        review = f"{self.key('bulk')} reviews them one by one."
        self.status.say(f"{count} marked; {review}" if count else "Nobody is marked.")

    # The review

    def do_bulk(self) -> None:
        """Begin with the first marked customer."""
        self.walk = Walk(tuple(self.worklist.marked), Pace(self.ticks, LOOK_SECONDS))
        self._look_at_next()

    def _look_at_next(self) -> None:
        """Show the next text; after the last one, the summary.

        What was typed must be on the disk: the text is read from there, now and at the end.
        """
        walk = self.walk
        if walk is None:
            return
        if self.saver.has_unsaved:
            self.run_worker(self._look_when_saved(walk), group="bulk", exclusive=True)
        else:
            self._look_at(walk)

    async def _look_when_saved(self, walk: Walk) -> None:
        """Show the next text when all is on the disk; keys do not wait, and may go elsewhere."""
        self.status.say(SAVING)
        is_saved = await asyncio.to_thread(self.saver.flush)
        self.status.clear(SAVING)
        if self.walk is not walk:
            return
        if not is_saved:
            self._end("")
            self.post_message(Trouble(f"Not reviewed: {jobs.NOT_SAVED_YET}: {self.saver.trouble}"))
        elif self.is_editing or len(self.screen_stack) > 1:
            self._end("The bulk review gave way to what you opened; the marks stay.")
        else:
            self._look_at(walk)

    def _look_at(self, walk: Walk) -> None:
        from tui.screens.bulk import BulkReview

        while (customer_id := walk.customer_id) is not None:
            chosen = self.chosen_channels.get(customer_id)
            try:
                reviewed = self.workbench.review(customer_id, chosen)
            except UnknownCustomerError:
                # The files were loaded anew, without this customer.
                walk.leave_out(customer_id, by_rule=False)
                continue
            going = reviewed.going
            added = self.workbench.added_to(going.channel, going.message, reviewed.verdict.kind)
            screen = BulkReview(walk, reviewed, added=added)
            self.push_screen(screen, partial(self._decided, walk, reviewed))
            return
        self._sum_up(walk)

    async def _decided(self, walk: Walk, reviewed: Reviewed, step: Step | None) -> None:
        customer_id = reviewed.going.customer_id
        if step is Step.EDIT:
            await self._edit(customer_id)
        elif step is Step.APPROVE:
            walk.approve(reviewed)
            self._look_at_next()
        elif step is Step.LEAVE_OUT:
            walk.leave_out(customer_id, by_rule=reviewed.verdict.is_stopped)
            self._look_at_next()
        else:
            self._sum_up(walk)

    async def _edit(self, customer_id: int) -> None:
        """Open the editor on one text; leaving it comes back to its review."""
        if self._place_of(customer_id) is None:
            # A filter hides the customer: everyone is listed until the editor is closed.
            self._filtered = (self.query_now, self.search)
            self.query_now, self.search = WorklistQuery(segment=None), ""
            self.open_list()
        if (place := self._place_of(customer_id)) is not None:
            self.worklist.go(place)
            self.settle_case()
            await self.do_edit()
        if self.editor is None:
            # Somebody else is writing to the customer; the status line says who.
            self.walk = None
            self._filter_again()

    def _place_of(self, customer_id: int) -> int | None:
        rows = self.worklist.rows
        return rows.find(customer_id) if rows is not None else None

    def _filter_again(self) -> None:
        """List what was listed before the editor was opened."""
        if self._filtered is not None:
            (self.query_now, self.search), self._filtered = self._filtered, None
            self.open_list()

    async def leave_editor(self, *, review: bool) -> None:
        """Close the editor; come back to the bulk review where it was opened from there."""
        walk = self.walk
        if walk is None:
            await super().leave_editor(review=review)
            return
        await self.close_editor()
        self.walk = walk
        self.read_case_pane(reading=False)
        self._look_at_next()

    async def close_editor(self) -> None:
        """Close the editor. Where something else than Esc does it, the bulk review ends with it."""
        if self.editor is not None:
            self.walk = None
        await super().close_editor()
        self._filter_again()

    # The end

    def _sum_up(self, walk: Walk) -> None:
        from tui.screens.bulk import BulkSummary

        summary = BulkSummary(
            walk,
            undo_seconds=self.settings.sending.undo_seconds,
            leaves_machine=any(self.workbench.leaves_machine(one.channel) for one in walk.approved),
        )

        def answered(confirmed: bool | None) -> None:
            if not confirmed:
                self._end("Nothing was sent; the marks stay.")
                return
            self._end("")
            self.worklist.unmark(walk.left_out)
            job = partial(
                jobs.approve_together,
                self.settings,
                self.clock,
                self.post_message,
                self.saver,
                tuple(walk.approved),
            )
            self.run_worker(job, thread=True, group="send", exit_on_error=False)

        self.push_screen(summary, answered)

    def _end(self, said: str) -> None:
        self.walk = None
        if said:
            self.status.say(said)

    def on_approved_together(self, message: ApprovedTogether) -> None:
        """Say what waits to go and what does not go; the latter stays marked."""
        from tui.screens.bulk import not_sent

        queued = [one.approved for one in message.outcomes if one.approved]
        problems = [one for one in message.outcomes if not one.approved]
        for one in queued:
            self.chosen_channels.pop(one.customer_id, None)
        self.worklist.unmark(one.customer_id for one in queued)
        if queued:
            self.undo_stack.push(Undoable(queued[0].customer_id, tuple(queued)))
            for due_at in {one.due_at for one in queued}:
                self.deliver_at(due_at)
        self.worklist.reload_marks()
        if self.customer_id in {one.customer_id for one in queued} and not self.is_editing:
            self.worklist.go_to_next_open()
            self.show_case()
        self.status.say(self._said(message.outcomes), "important" if problems else "good")
        if problems:
            self.push_screen(not_sent(problems))

    def _said(self, outcomes: tuple[Outcome, ...]) -> str:
        due = [one.approved.due_at for one in outcomes if one.approved and not one.approved.hold]
        queued = sum(one.approved is not None for one in outcomes)
        missed = len(outcomes) - queued
        failed = f" {missed} not sent." if missed else ""
        if not queued:
            return f"Nothing was sent.{failed}"
        when = f"{max(due).astimezone(LONDON):%H:%M:%S}" if due else "when the rules allow it"
        at = f"at {when}" if due else when
        noun = "message goes" if queued == 1 else "messages go"
        back = f"{self.key('undo')} takes {'it' if queued == 1 else 'all of them'} back."
        return f"{queued} {noun} {at}. {back}{failed}"
