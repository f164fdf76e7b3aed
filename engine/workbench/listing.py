"""The worklist as the screen and the commands read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.delivery.leasing import is_anothers
from engine.privacy.clean import folded
from engine.store import worklist
from engine.store.connection import connect
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.clock import Clock
    from engine.models.work import WorkItem
    from engine.settings import Settings


class Listing(Seat):
    """Who needs contact, by window, however many there are."""

    def totals(self, query: worklist.WorklistQuery) -> worklist.Totals:
        """Return how many customers the query finds, per priority."""
        return worklist.totals(self.connection, query)

    def searching(self, query: worklist.WorklistQuery, typed: str) -> worklist.WorklistQuery:
        """Return ``query`` with what a person typed into the search."""
        return replace(query, search=tuple(folded(typed).split()))

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
