"""What all parts of the screen share: the panes, the selected case, and how both are shown."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from engine.clock import LONDON
from engine.store.worklist import WorklistQuery
from tui import jobs
from tui.actions import ACTIONS, BY_ID
from tui.driver import lag_of
from tui.held_key import HeldKey
from tui.keymap import key_name, keys_of
from tui.messages import DraftDisplaced, DraftSaved, LeaseTold, Trouble
from tui.open_case import OpenCase
from tui.saver import DraftSaver
from tui.sizing import Sizing
from tui.undo import UndoStack
from tui.widgets.bars import KeyBar, NeededNote, StatusBar, TitleBar
from tui.widgets.case import Case
from tui.widgets.message import MessageHead, MessageText
from tui.widgets.rows import Rows
from tui.widgets.too_small import TooSmall
from tui.widgets.worklist import Worklist

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.timer import Timer

    from engine.clock import Clock
    from engine.models.vocabulary import Channel
    from engine.pipeline import Workbench
    from engine.store.retired_drafts import RetiredDraft
    from engine.workbench.listing import Listing
    from tui.messages import Written
    from tui.screen_profile import ScreenProfile
    from tui.widgets.editor import Editor

RETIRED = "Your draft is kept, not sent"

NOT_SAVED = "The draft is not saved yet"


class Desk(Sizing):
    """The panes and the selected case. What agents can do is in the classes built on it."""

    CSS_PATH = Path(__file__).with_name("theme.tcss")
    TITLE = "Smart Notification Engine"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+backslash"

    def __init__(
        self,
        seat: Listing,
        *,
        clock: Clock,
        screen_profile: ScreenProfile,
        config: str | None = None,
    ) -> None:
        """Work at an open seat; ``config`` is the settings file named on the command."""
        super().__init__()
        self.screen_profile = screen_profile
        self.seat = seat
        self.settings = seat.settings
        self.clock = clock
        self.config = config
        self.query_now = WorklistQuery(recommended_only=True)
        self.search = ""
        self.case: OpenCase | None = None
        self.editor: Editor | None = None
        self.chosen_channels: dict[int, Channel] = {}
        self.undo_stack = UndoStack()
        self._held_key = HeldKey(screen_profile.held_key_seconds)
        self._is_painted = False
        self._case_timer: Timer | None = None
        self.saver = DraftSaver(
            self.settings,
            clock,
            saved=lambda customer_id: self.post_message(DraftSaved(customer_id)),
            failed=lambda reason: self.post_message(Trouble(f"{NOT_SAVED}: {reason}")),
            displaced=lambda customer_id: self.post_message(DraftDisplaced(customer_id)),
            said=lambda text: self.post_message(LeaseTold(text)),
        )
        self.worklist = Worklist(dims_reasons=screen_profile.dims_reasons)
        self.case_pane = Case()
        self.message_head = MessageHead()
        self.message_text = MessageText()
        self.title_bar = TitleBar()
        self.needed_note = NeededNote()
        self.status = StatusBar()
        self.key_bar = KeyBar(self.footer_keys())

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        with Horizontal(id="top"):
            yield self.title_bar
            yield self.needed_note
        with Horizontal(id="panes"):
            yield self.worklist
            with Vertical(id="right"):
                yield self.case_pane
                yield self.message_head
                yield self.message_text
        yield self.status
        yield self.key_bar
        yield TooSmall()

    @cached_property
    def workbench(self) -> Workbench:
        """Everything that can be done at the seat; imported when the list is on the screen."""
        from engine.pipeline import Workbench

        if isinstance(self.seat, Workbench):
            return self.seat
        return Workbench(self.settings, self.seat.connection, clock=self.seat.clock)

    # What actions may look at (tui.conditions.State)

    @property
    def customer_id(self) -> int | None:
        """The selected customer."""
        return self.case.customer_id if self.case else None

    @property
    def is_editing(self) -> bool:
        """Whether the editor is open."""
        return self.editor is not None

    @property
    def has_draft(self) -> bool:
        """Whether the case has a draft of this agent, be it a retired one."""
        return self.case is not None and bool(self.case.draft or self.case.retired)

    @property
    def has_receipt(self) -> bool:
        """Whether anything was approved for the selected customer."""
        return self.case is not None and bool(self.case.profile.sent)

    # The list

    def open_list(self) -> None:
        """Open the list of the present query anew; a search may still go on afterwards."""
        self.open_whole_list()

    def open_whole_list(self) -> None:
        """Open the list of the present query anew; the cursor stays with the customer."""
        rows = Rows(self.seat, self.seat.searching(self.query_now, self.search))
        self.worklist.show(rows, self.customer_id)
        self.title_bar.show(self._listed(), rows.totals)

    def _listed(self) -> str:
        searched = (f"“{self.search}”",) if self.search else ()
        return " · ".join((*self.query_now.words, *searched))

    # The case

    async def on_worklist_moved(self) -> None:
        """Show the case of the customer under the cursor, at once or when the key is let go."""
        item = self.worklist.selected
        if self.editor is not None and item and item.customer_id == self.editor.customer_id:
            # The key that opened the editor came with the one that moved, and was first.
            return
        await self.close_editor()
        if not self._is_painted:
            # The list is there to be read while what explains a case is imported.
            self._is_painted = True
            self.call_after_refresh(self.show_case)
            return
        if not (wait := self._held_key.wait(lag_of(self._driver))):
            self.show_case()
            return
        if self._case_timer is not None:
            self._case_timer.stop()
        self._case_timer = self.set_timer(wait, self.show_case)

    def settle_case(self) -> None:
        """Show the selected customer now, where the cursor has left the case behind."""
        item = self.worklist.selected
        if self._case_timer is not None or (item and item.customer_id != self.customer_id):
            self.show_case()

    def show_case(self) -> None:
        """Read the selected customer and show them."""
        if self._case_timer is not None:
            self._case_timer.stop()
            self._case_timer = None
        item = self.worklist.selected
        self.case = None if item is None else self.read_case(item.customer_id)
        self.paint_case()

    def read_case(self, customer_id: int) -> OpenCase:
        """Read a case: the profile, the best analysis there is, and the agent's draft."""
        # Asked before the draft is read: what is no longer on its way then is in the database.
        unsaved = self.saver.pending(customer_id)
        profile = self.workbench.profile(customer_id)
        draft = self.workbench.draft(customer_id)
        channel = self.chosen_channels.get(customer_id)
        if channel is None:
            analysis = self.workbench.analysis(profile)
        else:
            analysis = self.workbench.analysis_for(profile, channel)
        lease = self.workbench.lease_of_another(customer_id)
        case = OpenCase(profile, analysis, draft, analysis.channel, analysis.message, lease)
        case.retired = self.workbench.retired_draft(customer_id) if draft is None else None
        if draft is not None:
            case.channel, case.text = draft.channel, draft.message
        if unsaved:
            # Typed a moment ago, and newer than what the database holds.
            case.channel, case.text = unsaved
        return case

    def paint_case(self) -> None:
        """Show the case as it is in memory."""
        case = self.case
        if case is None:
            self.case_pane.show(None, None)
            self.message_head.show(None, "", "")
            self.message_text.show("")
            self.status.say_right("")
            return
        self.case_pane.show(case.profile, case.analysis)
        self.case_pane.show_lease(case.lease, self.workbench.agent)
        # A case may be painted late, when the key that edits it has already come.
        state = "editing" if self.is_editing else case.state
        self.message_head.show(case.channel, case.text, state)
        self.message_text.show(case.text)
        self._tell_retired(case.retired)
        self._show_place()

    def _tell_retired(self, retired: RetiredDraft | None) -> None:
        """Say what became of the agent's draft while it is retired."""
        self.status.forget(RETIRED)
        if retired is not None:
            when = f"{retired.sent_at.astimezone(LONDON):%d %b at %H:%M}"
            keys = f"{self.key('edit')} opens it, {self.key('discard')} throws it away"
            self.status.say(f"{RETIRED}: {retired.sent_by} wrote on {when}; {keys}.", "important")

    def _show_place(self) -> None:
        rows = self.worklist.rows
        if rows is not None and len(rows):
            self.status.say_right(f"{self.worklist.cursor + 1:,} of {len(rows):,}")

    # Panes

    def read_case_pane(self, *, reading: bool) -> None:
        """Put the keyboard (and, on a small terminal, the screen) to the case or to the list."""
        self.screen_stack[0].set_class(reading, "reading")
        (self.case_pane if reading else self.worklist).focus()

    def notify(self, message: str, **_how: object) -> None:
        """Say in the status line what Textual would show in a box that comes and goes."""
        self.call_later(self.status.say, message)

    # Keys

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys that the footer names."""
        named = sorted((action for action in ACTIONS if action.footer), key=lambda a: a.footer)
        return [(self.key(action.id), action.label) for action in named]

    def key(self, action: str) -> str:
        """Return the first key of an action, as sentences name it."""
        return key_name(keys_of(BY_ID[action], self.settings.keys)[0])

    # Writing

    def write(self, work: Callable[[Workbench], Written]) -> None:
        """Do ``work`` in a thread, on a workbench of its own: the store may be busy for a while."""
        job = partial(jobs.write, self.settings, self.clock, self.post_message, work)
        self.run_worker(job, thread=True, group="write", exit_on_error=False)

    async def close_editor(self) -> None:
        """Close the editor, if it is open."""
        raise NotImplementedError

    def notice_outbox(self) -> None:
        """Look what has become of messages."""
        raise NotImplementedError

    @property
    def can_undo(self) -> bool:
        """Whether anything can be taken back."""
        return self.undo_stack.newest(self.clock()) is not None
