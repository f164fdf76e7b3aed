"""The conversations: a list to search and filter, and the one under the cursor to read."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from engine.models.understanding import ResolutionStatus
from tui import jobs
from tui.conversation_keys import CONVERSATION_KEYS
from tui.screen_keys import bindings_of, footer_of
from tui.screens.finding import Finding, Place
from tui.widgets.bars import KeyBar
from tui.widgets.conversations import ConversationList
from tui.widgets.thread import Reading, Thread
from tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from engine.pipeline import Workbench
    from tui.messages import ActionLookedUp


class ConversationsScreen(Finding):
    """Answers with where to go, or None for back to where it was opened."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(CONVERSATION_KEYS)

    def __init__(self, workbench: Workbench, place: Place, *, said: str = "") -> None:
        """Open at a place; ``said`` is what the status line begins with."""
        super().__init__(workbench, classes="conversations")
        self.place = place
        self._said = said
        self.conversations, self.thread = ConversationList(), Thread()
        self.conversations.answered = place.answered
        self._last_move = 0.0
        self._read_timer: Timer | None = None
        self._looking = False

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield self.heading
        with Horizontal(id="conversation-panes"):
            yield self.conversations
            yield self.thread
        yield self.status
        yield KeyBar([*footer_of(CONVERSATION_KEYS)])
        yield TooSmall()

    def on_mount(self) -> None:
        """Open the list."""
        self.conversations.focus()
        self.open_list()
        if self._said:
            self.status.say(self._said, "good")

    # Moving

    @property
    def is_reading(self) -> bool:
        """Whether the keyboard is at the thread."""
        return self.focused is self.thread

    def action_move(self, places: int) -> None:
        """Move the cursor, or scroll what is read."""
        if self.is_reading:
            self.thread.scroll(places)
        else:
            self.conversations.move(places)

    def action_page(self, pages: int) -> None:
        """Move or scroll by a page."""
        if self.is_reading:
            self.thread.scroll_page(pages)
        else:
            self.conversations.move_page(pages)

    def action_go(self, place: int) -> None:
        """Go to the first, or to the last (-1)."""
        if not self.is_reading:
            self.conversations.go(place if place >= 0 else self.conversations.count - 1)
        else:
            self.thread.go(place)

    def action_next(self, places: int) -> None:
        """Go to another conversation, wherever the keyboard is."""
        self.conversations.move(places)

    def action_read(self) -> None:
        """Put the keyboard (and, on a small screen, the screen) to the thread."""
        if self.conversations.count:
            self._read(reading=True)

    def on_conversation_list_opened(self) -> None:
        """Read the clicked one."""
        self._read(reading=True)

    def _read(self, *, reading: bool) -> None:
        self.set_class(reading, "reading")
        (self.thread if reading else self.conversations).focus()

    def action_details(self) -> None:
        """Show all that is known of the conversation, or what is needed first."""
        self.thread.toggle_details()

    def action_leave(self) -> None:
        """From the thread to the list; from there back."""
        if self.is_reading:
            self._read(reading=False)
        else:
            self.dismiss(None)

    def action_metrics(self) -> None:
        """The figures of the conversations that are listed."""
        self.desk.open_metrics(self)

    # Reading

    def on_conversation_list_moved(self) -> None:
        """Read the conversation under the cursor, at once or when the key is let go."""
        line = self.conversations.selected
        self.place.key = line.key if line else None
        count = self.conversations.count
        self.status.say_right(f"{self.conversations.cursor + 1:,} of {count:,}" if count else "")
        now = time.monotonic()
        pause = self.desk.screen_profile.held_key_seconds
        held, self._last_move = now - self._last_move < pause, now
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        if held:
            self._read_timer = self.set_timer(2 * pause, self.read_selected)
        else:
            self.read_selected()

    def settle(self) -> None:
        """Read the conversation under the cursor now, where it has been left behind."""
        if self._read_timer is not None:
            self.read_selected()

    def read_selected(self) -> None:
        """Read the conversation under the cursor and show it."""
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        line = self.conversations.selected
        if line is None:
            self.reading = None
        else:
            view = self.workbench.conversation_view(line.conversation_id)
            customer_id = view.conversation.customer_id
            profile = None if customer_id is None else self.workbench.profile(customer_id)
            is_settled = view.line is None or view.line.status is ResolutionStatus.RESOLVED
            self.reading = Reading(view, profile, is_looked_up=is_settled)
        self.thread.show(self.reading)
        self._look_up()

    def _look_up(self) -> None:
        """Look for what to do next, one conversation at a time: the one that is read then."""
        reading = self.reading
        if self._looking or reading is None or reading.is_looked_up:
            return
        self._looking = True
        desk = self.desk
        work = partial(
            jobs.look_up_action,
            desk.settings,
            desk.clock,
            self.post_message,
            reading.view.conversation,
        )
        self.run_worker(work, thread=True, group="next-action", exit_on_error=False)

    def on_action_looked_up(self, message: ActionLookedUp) -> None:
        """Show what to do next, if it is about what is read now; else look again."""
        message.stop()
        self._looking = False
        reading = self.reading
        if reading is not None and reading.conversation_id == message.conversation_id:
            reading.action, reading.is_looked_up = message.action, True
            self.thread.show(reading)
        self._look_up()
