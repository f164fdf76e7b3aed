"""The conversations: a list to search and filter, and the one under the cursor to read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from engine.models.understanding import ResolutionStatus
from engine.store.conversation_query import ConversationQuery, Sort
from tui import jobs
from tui.asked import words_of
from tui.conversation_keys import CONVERSATION_KEYS
from tui.periods import ALL_TIME, NAMES, Period, period
from tui.screen_keys import bindings_of, footer_of
from tui.screens.answering import Answering
from tui.widgets.bars import KeyBar
from tui.widgets.conversations import ConversationList, ConversationRows
from tui.widgets.thread import Reading, Thread
from tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from engine.pipeline import Workbench
    from tui.messages import ActionLookedUp

SEARCH_SECONDS = 0.15
"""How long typing must rest before the list is searched."""

STANDS: dict[str, dict[str, object]] = {
    "all": {},
    "open": {"status": ResolutionStatus.OPEN},
    "unanswered": {"unanswered": True},
    "escalated": {"status": ResolutionStatus.ESCALATED},
    "resolved": {"status": ResolutionStatus.RESOLVED},
}
_SATISFIED = (None, True, False)
_SORTS = tuple(Sort)

TOPICS_OFFERED = 8
"""Topics that a sheet offers by number; the last number is for all of them."""

NO_IMPORT = (
    "There are no conversations yet.",
    "",
    "Import an export of chats, tweets or interactions from a shell:",
    "",
    "    sne chats load FILE",
    "",
    "They appear here by themselves.",
)
NOTHING_UNDERSTOOD = (
    "Conversations are imported, but not understood yet. In a shell:",
    "",
    "    sne chats understand",
)
NOTHING_LIKE_IT = ("No conversation is like this; x lifts every filter.",)


@dataclass
class Place:
    """Where somebody is among the conversations, to come back to.

    Attributes:
        query: which are listed; its search is kept in ``search``.
        period: the days of the query, by name.
        search: what was typed.
        key: the conversation under the cursor.
        answered: conversations answered from here.
    """

    query: ConversationQuery = field(default_factory=ConversationQuery)
    period: Period = ALL_TIME
    search: str = ""
    key: int | None = None
    answered: set[int] = field(default_factory=set)


class ConversationsScreen(Answering):
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
        self._search_timer: Timer | None = None
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
        self._open()
        if self._said:
            self.status.say(self._said, "good")

    # The list

    def _open(self) -> None:
        """Open the list of the present query; the cursor stays with its conversation."""
        place = self.place
        rows = ConversationRows(
            self.workbench, replace(place.query, search=tuple(place.search.split()))
        )
        words = words_of(place.query, place.period, place.search)
        self.heading.show(f" {' · '.join(['Conversations', *words])}   {len(rows):,}")
        self.conversations.show(rows, place.key, () if len(rows) else self._why_empty())

    def _why_empty(self) -> tuple[str, ...]:
        if self.workbench.count_conversations(ConversationQuery()):
            return NOTHING_LIKE_IT
        return NOTHING_UNDERSTOOD if self.workbench.import_runs(1) else NO_IMPORT

    def _ask(self, **changes: object) -> None:
        self.place.query = replace(self.place.query, **changes)  # type: ignore[arg-type]
        self._open()

    def action_stand(self, stand: str) -> None:
        """List those that stand so."""
        self._ask(**({"status": None, "unanswered": None} | STANDS[stand]))

    def action_satisfied(self) -> None:
        """Only the satisfied, only the others, or both."""
        after = _SATISFIED.index(self.place.query.satisfied) + 1
        self._ask(satisfied=_SATISFIED[after % len(_SATISFIED)])

    def action_sort(self) -> None:
        """The next order."""
        after = _SORTS.index(self.place.query.sort) + 1
        self._ask(sort=_SORTS[after % len(_SORTS)])

    def action_period(self) -> None:
        """The next period."""
        periods = [ALL_TIME, *(period(name, self.last_day) for name in NAMES[:-1])]
        now = self.place.period
        after = periods.index(now) + 1 if now in periods else 0
        self.place.period = periods[after % len(periods)]
        self._ask(since=self.place.period.since, until=self.place.period.until)

    def action_topic(self) -> None:
        """Choose a topic, or all."""
        from tui.screens.choice import Choice

        asked = replace(self.place.query, topic=None)
        found = self.workbench.metrics(asked).topics[:TOPICS_OFFERED]
        options = [(f"{one.topic} · {one.count:,}", one.topic) for one in found]

        def chosen(topic: str | None) -> None:
            if topic is not None:
                self._ask(topic=topic or None)

        self.app.push_screen(Choice("About", [*options, ("anything", "")]), chosen)

    def action_clear(self) -> None:
        """No filter and no search; the order stays."""
        self.place.query = ConversationQuery(sort=self.place.query.sort)
        self.place.period, self.place.search = ALL_TIME, ""
        self._open()

    def action_refresh(self) -> None:
        """Open the list anew."""
        self._open()
        self.status.say("The list is up to date.")

    def on_imported(self) -> None:
        """Show them where there were none; else say so, and let nothing move."""
        if self.conversations.count:
            self.status.say("Conversations were imported; r shows them.", "important")
        else:
            self._open()

    # Search

    def action_search(self) -> None:
        """Search as you type; Enter keeps the search, Esc ends it."""
        self.ask_line(
            "Search in messages and names: ",
            self.place.search,
            submitted=self._search_for,
            changed=self._search_soon,
            cancelled=lambda: self._search_for(""),
        )

    def _search_soon(self, text: str) -> None:
        if self._search_timer is not None:
            self._search_timer.stop()
        self._search_timer = self.set_timer(SEARCH_SECONDS, partial(self._search_for, text))

    def _search_for(self, text: str) -> None:
        if self._search_timer is not None:
            self._search_timer.stop()
            self._search_timer = None
        if text.strip() != self.place.search:
            self.place.search = text.strip()
            self._open()

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
            self.reading = Reading(view, profile)
        self.thread.show(self.reading)
        self._look_up()

    def _look_up(self) -> None:
        """Look for what to do next, one conversation at a time: the one that is read then."""
        reading = self.reading
        if self._looking or reading is None or reading.is_looked_up:
            return
        line = reading.view.line
        if line is None or line.status is ResolutionStatus.RESOLVED:
            reading.is_looked_up = True
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
