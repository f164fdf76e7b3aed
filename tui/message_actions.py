"""What an agent does with the message: edit, choose the channel, review, send, take back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.models.vocabulary import Channel, OutboxState
from tui import jobs
from tui.desk import NOT_SAVED
from tui.lease_actions import LeaseActions
from tui.messages import Written
from tui.reviewing import Reviewing
from tui.text import remark_on
from tui.undo import Undoable

if TYPE_CHECKING:
    from datetime import datetime

    from textual import events
    from textual.timer import Timer
    from textual.widgets import TextArea

    from engine.models.work import Notification
    from engine.pipeline import Workbench
    from tui.messages import Approved, Delivered, DraftSaved
    from tui.widgets.editor import Editor


EDITING = "Esc keeps the draft, Ctrl+S reviews it, Ctrl+T puts in a snippet."

CHECK_SECONDS = 0.6
"""How long typing must rest before the text is checked: a remark on half a word helps nobody, and
on a slow line it would come with every letter."""


class MessageActions(Reviewing, LeaseActions):
    """The actions of the message."""

    _check_timer: Timer | None = None
    _remark = ""
    _cut_text: str | None = None

    # Editing

    async def do_edit(self) -> None:
        """Open the editor in place of the text, unless somebody else is writing."""
        if self.editor is None and not self.is_kept_away():
            await self.edit_leased(take_over=False)

    async def edit_leased(self, *, take_over: bool) -> None:
        """Open the editor and take the lease."""
        from tui.widgets.editor import Editor

        if self.editor is None:
            # Another window may have written since the case was read.
            self.show_case()
        if self.case is None or self.editor is not None:
            return
        case = self.case
        case.take_up_retired()
        self.saver.begin(case.customer_id, case.version, case.text)
        self.saver.hold(case.customer_id, take_over=take_over)
        self.editor = Editor(case.customer_id, case.channel, case.text)
        self.message_text.display = False
        self.read_case_pane(reading=True)
        await self.query_one("#right").mount(self.editor, after=self.message_head)
        self.editor.focus()
        self.message_head.show(case.channel, case.text, "editing")
        self.status.say(EDITING)

    def on_key(self, event: events.Key) -> None:
        """Type letters that were pressed before the editor had the keyboard.

        On a slow line the key that opens the editor and the first letters come in one packet. They
        are meant as text; taken as commands, they would skip or send. The editor itself lets no
        letter through to here.
        """
        if self.editor is not None and event.is_printable and event.character:
            self.editor.insert(event.character)
            event.prevent_default()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Hand every change to the saver; show the length as it is now."""
        event.stop()
        editor, case = self.editor, self.case
        if editor is None or case is None or case.customer_id != editor.customer_id:
            return
        if editor.text == case.text:
            return
        case.text = editor.text
        self.saver.put(editor.customer_id, editor.channel, editor.text)
        # A word that wraps to a line below the last one would stay out of sight.
        editor.call_after_refresh(editor.scroll_cursor_visible)
        self.message_head.show(editor.channel, editor.text, "editing")
        if self._check_timer is not None:
            self._check_timer.stop()
        self._check_timer = self.set_timer(CHECK_SECONDS, self._check_text)

    def _check_text(self) -> None:
        """Show the first thing that speaks against the text, in the status line; it is advice."""
        editor, case = self.editor, self.case
        if editor is None or case is None:
            return
        if editor.text == self._cut_text:
            # That a paste was cut stays to be read until more is written.
            return
        found = self.workbench.check(case.profile, editor.channel, editor.text).findings
        remark = remark_on(editor.text, found[0], len(found)) if found else ""
        if remark == self._remark:
            return
        self._remark = remark
        self.status.say(remark or EDITING, "important" if remark else "")

    def on_editor_paste_cut(self, message: Editor.PasteCut) -> None:
        """Say that not all of a paste was taken."""
        self._cut_text = self.editor.text if self.editor else None
        self.status.say(
            f"The paste was cut: its first {message.taken:,} characters are in.", "important"
        )

    async def on_editor_left(self) -> None:
        """Close the editor; the draft is kept."""
        await self.leave_editor(review=False)

    async def on_editor_review_wanted(self) -> None:
        """Close the editor and review the draft."""
        await self.leave_editor(review=True)

    async def leave_editor(self, *, review: bool) -> None:
        """Close the editor and go on: to the review, or back to the list."""
        await self.close_editor()
        if review:
            self.do_send()
        else:
            self.read_case_pane(reading=False)

    async def close_editor(self) -> None:
        """Put the text back in place of the editor."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        self.saver.let_go(editor.customer_id)
        await editor.remove()
        self.message_text.display = True
        self.status.clear(EDITING)
        self.status.clear(self._remark)
        self._remark = ""
        self.show_case()

    def on_draft_saved(self, message: DraftSaved) -> None:
        """Say when the draft was saved; outside the editor, show it as one."""
        self.status.forget(NOT_SAVED)
        if self.customer_id == message.customer_id:
            if not self.is_editing:
                self.show_case()
            self.status.say_right(f"saved {self.clock().astimezone(LONDON):%H:%M}")
        self.worklist.reload_marks()

    def do_discard(self) -> None:
        """Throw the draft away."""
        if self.case is None or self.editor is not None:
            return
        customer_id = self.case.customer_id
        self.chosen_channels.pop(customer_id, None)

        def discard(workbench: Workbench) -> Written:
            workbench.discard_draft(customer_id)
            return Written("The draft is thrown away.")

        self.write(discard)

    # Channel

    def do_channel(self) -> None:
        """Choose the channel; a text that nobody has edited is written anew for it."""
        from tui.screens.choice import Choice

        if self.case is None:
            return
        title = f"Channel for #{self.case.customer_id}"
        self.push_screen(Choice(title, [(str(c), c) for c in Channel]), self._use_channel)

    def _use_channel(self, channel: Channel | None) -> None:
        case = self.case
        if channel is None or case is None or channel is case.channel:
            return
        self.chosen_channels[case.customer_id] = channel
        if case.draft is not None:
            # An agent's own words stay as they are; only where they go changes.
            self.saver.begin(case.customer_id, case.version, case.text)
            self.saver.put(case.customer_id, channel, case.text)
        self.show_case()

    # Sending

    def do_send(self) -> None:
        """Review the message."""
        # What is reviewed is what is there now: another window may have written since.
        self.show_case()
        case = self.case
        if case is not None:
            self.review(case.profile, case.channel, case.text, case.version, self.post_message)

    def on_approved(self, message: Approved) -> None:
        """Say that it waits and until when it can be taken back; go on to the next customer."""
        approved = message.notification
        self.chosen_channels.pop(approved.customer_id, None)
        self.wait_for_delivery(approved)
        self.worklist.reload_marks()
        if self.customer_id == approved.customer_id:
            self.worklist.go_to_next_open()
            self.show_case()
        self.status.say(self.told_until(approved), "good")

    def told_until(self, approved: Notification) -> str:
        """Say until when a message can be taken back."""
        until = approved.due_at.astimezone(LONDON)
        back = f"{self.key('undo')} takes it back."
        return f"#{approved.customer_id}: goes at {until:%H:%M:%S}. {back}"

    def wait_for_delivery(self, queued: Notification) -> None:
        """Let a queued message be taken back until it is due, and deliver it then."""
        self.undo_stack.push(Undoable(queued.customer_id, (queued,)))
        self.deliver_at(queued.due_at)

    def deliver_at(self, due_at: datetime) -> None:
        """Deliver what is due at a moment when it has come."""
        wait = (due_at - self.clock()).total_seconds() + 0.05
        self.set_timer(max(wait, 0.05), self.start_delivery)

    def start_delivery(self) -> None:
        """Attempt what is due, in a thread."""
        work = partial(jobs.deliver_due, self.settings, self.clock, self.post_message)
        self.run_worker(work, thread=True, group="deliver", exit_on_error=False)

    def on_delivered(self, message: Delivered) -> None:
        """Say how the attempts ended."""
        self.worklist.reload_marks()
        self.notice_outbox()
        if not self.is_editing:
            self.show_case()
        last = message.notifications[-1]
        who = f"#{last.customer_id}"
        if last.state is OutboxState.SENT:
            spooled = "" if self.workbench.leaves_machine(last.channel) else " to the spool"
            receipt = f"{self.key('receipt')} on the customer shows the receipt."
            self.status.say(f"{who}: sent{spooled}. {receipt}", "good")
        else:
            self.status.say(f"{who}: {last.state}. {last.detail or ''}", "critical")

    def do_undo(self) -> None:
        """Take back the newest send, snooze or skip."""
        act = self.undo_stack.newest(self.clock())
        if act is None:
            return
        self.undo_stack.drop(act)

        def undo(workbench: Workbench) -> Written:
            return Written(act.take_back(workbench))

        self.write(undo)
