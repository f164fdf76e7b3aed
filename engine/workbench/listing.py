"""The worklist as the screen and the commands read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.delivery.holders import is_anothers
from engine.privacy.clean import folded
from engine.store import searching, worklist, worklist_totals
from engine.store.connection import connect
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.clock import Clock
    from engine.models.work import WorkItem
    from engine.settings import Settings
    from engine.store.searching import Found

LONG_SEARCH = 150_000
"""Customers who can be searched within 30 ms."""


class Listing(Seat):
    """Who needs contact, by window, however many there are."""

    def totals(self, query: worklist.WorklistQuery) -> worklist_totals.Totals:
        """Return how many customers the query finds, per priority."""
        return worklist_totals.totals(self.connection, query)

    def searching(self, query: worklist.WorklistQuery, typed: str) -> worklist.WorklistQuery:
        """Return ``query`` with what a person typed into the search."""
        return replace(query, search=tuple(folded(typed).split()))

    def takes_long_to_search(self, query: worklist.WorklistQuery) -> bool:
        """Whether the list is so long that a search of all of it would be felt at the keys."""
        everyone = replace(query, search=())
        return bool(query.search) and self.totals(everyone).customers > LONG_SEARCH

    def search(self, query: worklist.WorklistQuery) -> Found:
        """Search all of a list.

        Raises:
            sqlite3.OperationalError: it was stopped.
        """
        return searching.search(self.connection, query)

    def stop_search(self) -> None:
        """End a search that goes on in another thread."""
        self.connection.interrupt()

    def first_found(
        self, query: worklist.WorklistQuery, limit: int
    ) -> tuple[worklist_totals.Totals, list[tuple[worklist.Edge, WorkItem]]]:
        """Return the first rows that a search finds near the top of the list, and their totals."""
        rows = searching.first_found(self.connection, query, now=self.now_text(), limit=limit)
        found = [(edge, self._as_seen_here(item)) for edge, item in rows]
        return worklist_totals.totals_of(item for _edge, item in found), found

    def everyone(
        self, query: worklist.WorklistQuery, *, search: str = "", limit: int | None = None
    ) -> Iterator[WorkItem]:
        """Yield the customers of a query in order; ``search`` is what a person typed."""
        found = self.searching(query, search)
        items = worklist.everyone(self.connection, found, now=self.now_text(), limit=limit)
        return map(self._as_seen_here, items)

    def find(self, query: worklist.WorklistQuery, customer_id: int) -> int | None:
        """Return the place of a customer in the list of the query, or None."""
        return worklist.find(self.connection, query, customer_id)

    def edge_of(self, query: worklist.WorklistQuery, customer_id: int) -> worklist.Edge | None:
        """Return the key of a customer in the list of the query, or None."""
        return worklist.edge_of(self.connection, query, customer_id)

    def lines(self, customer_ids: Sequence[int]) -> list[WorkItem]:
        """Return the lines of customers in the order given; who is gone is left out."""
        found = worklist.lines(self.connection, customer_ids, now=self.now_text())
        return list(map(self._as_seen_here, found))

    def item(self, customer_id: int) -> WorkItem | None:
        """Return the line of one customer, or None when there is no such customer."""
        found = worklist.item(self.connection, customer_id, now=self.now_text())
        return found and self._as_seen_here(found)

    def window(
        self, query: worklist.WorklistQuery, offset: int, limit: int, total: int
    ) -> list[tuple[worklist.Edge, WorkItem]]:
        """Return ``limit`` rows from ``offset``, counted from the nearer end of the list."""
        now = self.now_text()
        rows = worklist.window(
            self.connection, query, now=now, offset=offset, limit=limit, total=total
        )
        return [(edge, self._as_seen_here(item)) for edge, item in rows]

    def window_beside(
        self,
        query: worklist.WorklistQuery,
        edge: worklist.Edge,
        limit: int,
        *,
        before: bool = False,
    ) -> list[tuple[worklist.Edge, WorkItem]]:
        """Return the rows that follow an edge, or those before it."""
        rows = worklist.window_beside(
            self.connection, query, edge, now=self.now_text(), limit=limit, before=before
        )
        return [(edge, self._as_seen_here(item)) for edge, item in rows]

    def _as_seen_here(self, item: WorkItem) -> WorkItem:
        """Leave out a lease that is this seat's own, or of a process that has died."""
        if item.lease is None or is_anothers(item.lease, self.holder, self.clock()):
            return item
        return replace(item, lease=None)


def open_listing(settings: Settings, clock: Clock) -> Listing:
    """Open the database of the settings for the list alone, which a screen shows first.

    Raises:
        StoreError: the database cannot be used.
    """
    return Listing(settings, connect(settings.database), clock)
