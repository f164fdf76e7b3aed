"""What an agent does with the list: move, filter, search, sort, refresh."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from engine.models.vocabulary import Priority, Segment
from engine.store.worklist import Sort
from tui.desk import Desk
from tui.searching import SearchBeside
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.messages import Searched

_SEGMENTS = (*Segment, None)
_PRIORITIES = (None, *Priority)
_SORTS = tuple(Sort)


class ListActions(Desk):
    """The actions of the list pane, and moving in whichever pane has the keyboard."""

    _search_beside: SearchBeside | None = None

    def do_down(self) -> None:
        """The next line."""
        self._move(1)

    def do_up(self) -> None:
        """The line before."""
        self._move(-1)

    def do_page_down(self) -> None:
        """A page on."""
        self._page(1)

    def do_page_up(self) -> None:
        """A page back."""
        self._page(-1)

    def do_top(self) -> None:
        """The first line."""
        self.worklist.go(0)

    def do_bottom(self) -> None:
        """The last line."""
        if self.worklist.rows is not None:
            self.worklist.go(len(self.worklist.rows) - 1)

    def _move(self, places: int) -> None:
        if self.focused is self.case_pane:
            self.case_pane.mark(places)
        else:
            self.worklist.move(places)

    def _page(self, pages: int) -> None:
        if self.focused is self.case_pane:
            self.case_pane.scroll_page(pages)
        else:
            self.worklist.move(pages * max(self.worklist.page - 1, 1))

    def do_to_contact(self) -> None:
        """List those to contact."""
        self._ask(recommended_only=True)

    def do_everyone(self) -> None:
        """List everyone."""
        self._ask(recommended_only=False)

    def do_segment(self) -> None:
        """The next segment, or all."""
        place = _SEGMENTS.index(self.query_now.segment) + 1
        self._ask(segment=_SEGMENTS[place % len(_SEGMENTS)])

    def do_priority(self) -> None:
        """The next priority, or all."""
        place = _PRIORITIES.index(self.query_now.priority) + 1
        self._ask(priority=_PRIORITIES[place % len(_PRIORITIES)])

    def do_sort(self) -> None:
        """The next order."""
        place = _SORTS.index(self.query_now.sort) + 1
        self._ask(sort=_SORTS[place % len(_SORTS)])

    def _ask(self, **changes: object) -> None:
        self.query_now = replace(self.query_now, **changes)  # type: ignore[arg-type]
        self.open_list()

    def do_refresh(self) -> None:
        """Open the list anew."""
        self.open_list()
        self.status.say("The list is up to date.")

    # The list, and a search that takes a moment

    def open_list(self) -> None:
        """Open the list of the present query anew.

        A search of a very long list goes on beside the keys: the first rows are shown at once,
        their number follows. Where there is nothing to show yet, the list before it stays.
        """
        query = self.seat.searching(self.query_now, self.search)
        if not self.seat.takes_long_to_search(query):
            self.open_whole_list()
            return
        self._stop_search()
        rows = Rows(self.seat, query, in_full=False)
        self._search_beside = search = SearchBeside(self.settings, self.clock, rows)
        if len(rows):
            self.worklist.show(rows, self.customer_id)
        self.title_bar.show(self._listed(), None)
        work = partial(search.run, self.post_message)
        self.run_worker(work, thread=True, group="search", exit_on_error=False)

    def open_whole_list(self) -> None:
        """Open the list anew and wait for all of it, however long a search takes."""
        self._stop_search()
        super().open_whole_list()

    def _stop_search(self) -> None:
        if self._search_beside is not None:
            self._search_beside.stop()
            self._search_beside = None

    def on_searched(self, message: Searched) -> None:
        """Show all that was found, if it is still wanted."""
        search = self._search_beside
        if search is None or search.rows is not message.rows:
            return
        self._search_beside = None
        rows = message.rows
        rows.complete(message.found)
        if self.worklist.rows is rows:
            self.worklist.refresh()
            self._show_place()
        else:
            self.worklist.show(rows, self.customer_id)
        self.title_bar.show(self._listed(), rows.totals)

    # Search

    def do_search(self) -> None:
        """Search as you type; Enter keeps the search, Esc ends it."""
        self.status.ask(
            "Search: ",
            self.search,
            submitted=lambda _text: None,
            changed=self._search_for,
            cancelled=lambda: self._search_for(""),
        )

    def _search_for(self, text: str) -> None:
        if text.strip() != self.search:
            self.search = text.strip()
            self.open_list()
