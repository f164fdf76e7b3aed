"""Which conversations are listed: filters by keys, a search as you type, an order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from engine.models.understanding import ResolutionStatus
from engine.store.conversation_query import ConversationQuery, Sort
from tui.asked import words_of
from tui.periods import ALL_TIME, NAMES, Period, period
from tui.screens.answering import Answering
from tui.widgets.conversations import ConversationRows

if TYPE_CHECKING:
    from textual.timer import Timer

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
        answered: see ``ConversationList``.
    """

    query: ConversationQuery = field(default_factory=ConversationQuery)
    period: Period = ALL_TIME
    search: str = ""
    key: int | None = None
    answered: dict[int, str] = field(default_factory=dict)

    @property
    def wanted(self) -> ConversationQuery:
        """The query with the search."""
        return replace(self.query, search=tuple(self.search.split()))


class Finding(Answering):
    """The actions on the list."""

    place: Place
    _search_timer: Timer | None = None

    # The list

    def open_list(self) -> None:
        """Open the list of the present query; the cursor stays with its conversation."""
        place = self.place
        rows = ConversationRows(self.workbench, place.wanted)
        words = words_of(place.query, place.period, place.search)
        self.heading.show(f" {' · '.join(['Conversations', *words])}   {len(rows):,}")
        self.conversations.show(rows, place.key, () if len(rows) else self._why_empty())

    def _why_empty(self) -> tuple[str, ...]:
        if self.workbench.count_conversations(ConversationQuery()):
            return NOTHING_LIKE_IT
        return NOTHING_UNDERSTOOD if self.workbench.import_runs(1) else NO_IMPORT

    def _ask(self, **changes: object) -> None:
        self.place.query = replace(self.place.query, **changes)  # type: ignore[arg-type]
        self.open_list()

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

        asked = replace(self.place.wanted, topic=None)
        found = self.workbench.topics(asked)[:TOPICS_OFFERED]
        options = [(f"{one.topic} · {one.count:,}", one.topic) for one in found]

        def chosen(topic: str | None) -> None:
            if topic is not None:
                self._ask(topic=topic or None)

        self.app.push_screen(Choice("About", [*options, ("anything", "")]), chosen)

    def action_clear(self) -> None:
        """No filter and no search; the order stays."""
        self.place.query = ConversationQuery(sort=self.place.query.sort)
        self.place.period, self.place.search = ALL_TIME, ""
        self.open_list()

    def action_refresh(self) -> None:
        """Open the list anew."""
        self.open_list()
        self.status.say("The list is up to date.")

    def on_imported(self) -> None:
        """Show them where there were none; else say so, and let nothing move."""
        if self.conversations.count:
            self.status.say("Conversations were imported; r shows them.", "important")
        else:
            self.open_list()

    # Search

    def action_search(self) -> None:
        """Search as you type; Enter keeps the search, Esc ends it."""
        self.status.ask(
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
            self.open_list()
