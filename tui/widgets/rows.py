"""The rows of the worklist: fetched from the store by window, kept while they are near."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.work import WorkItem
    from engine.store.searching import Found
    from engine.store.worklist import Edge, WorklistQuery
    from engine.store.worklist_totals import Totals
    from engine.workbench.listing import Listing

    Row = tuple[Edge | None, WorkItem]
    """A row and its key in the list; a row of a list of ids needs none."""

BLOCK = 64
KEPT_BLOCKS = 64


class Rows:
    """A list of any length, of which only the blocks that were looked at are in memory.

    The list is frozen when it is opened: what agents close afterwards keeps its place until the
    list is opened anew, so that nothing moves under the cursor.
    """

    def __init__(self, seat: Listing, query: WorklistQuery, *, in_full: bool = True) -> None:
        """Open the list of ``query`` as it is now.

        Among those to contact, and in an agent's own work, whoever is put aside is left out.
        Everyone is everyone, and a search finds whom it names: there they stand with their mark.

        A search that is not to be done ``in_full``, because it would take long, finds the first
        rows; ``complete`` brings the others.
        """
        self._seat = seat
        leaves_out = (query.recommended_only or query.mine is not None) and not query.search
        self.query = replace(query, opened_at=seat.now_text() if leaves_out else None)
        self.is_complete = in_full or not query.search
        self._blocks: OrderedDict[int, list[Row]] = OrderedDict()
        self._ids: Sequence[int] | None = None
        self.totals: Totals
        if not self.is_complete:
            self.totals, first = seat.first_found(self.query, BLOCK)
            self._blocks[0] = list(first)
        elif query.search:
            self.complete(seat.search(self.query))
        else:
            self.totals = seat.totals(self.query)

    def complete(self, found: Found) -> None:
        """Take over what a search of the whole list has found; rows known already keep their place.

        Args:
            found: by the query of this list.
        """
        self.is_complete = True
        self.totals, self._ids = found.totals, found.customer_ids
        if len(self._blocks.get(0, ())) < min(BLOCK, len(self)):
            self._blocks.clear()

    def __len__(self) -> int:
        """Return how many customers the list holds, as far as is known."""
        return self.totals.customers

    def __getitem__(self, index: int) -> WorkItem | None:
        """Return the row at a place.

        None where the list is shorter by now: the customers were loaded anew by somebody else.
        """
        number, place = divmod(index, BLOCK)
        block = self._block(number)
        return block[place][1] if place < len(block) else None

    def find(self, customer_id: int) -> int | None:
        """Return the place of a customer, or None when the list does not hold them."""
        if self._ids is not None:
            return self._ids.index(customer_id) if customer_id in self._ids else None
        first = [item.customer_id for _edge, item in self._blocks.get(0, ())]
        if customer_id in first or not self.is_complete:
            return first.index(customer_id) if customer_id in first else None
        place = self._seat.find(self.query, customer_id)
        if place is not None and place // BLOCK not in self._blocks:
            self._keep(place // BLOCK, self._around(customer_id, place))
        return place

    def reload(self, index: int) -> WorkItem | None:
        """Read the row at a place again (its marks, not its place) and return it."""
        number, place = divmod(index, BLOCK)
        block = self._block(number)
        if place >= len(block):
            return None
        edge, item = block[place]
        fresh = self._seat.item(item.customer_id)
        if fresh is not None and fresh != item:
            block[place] = (edge, fresh)
        return block[place][1]

    def _block(self, number: int) -> list[Row]:
        block = self._blocks.get(number)
        if block is None:
            block = self._keep(number, self._fetch(number))
        self._blocks.move_to_end(number)
        return block

    def _keep(self, number: int, block: Sequence[Row]) -> list[Row]:
        kept = self._blocks[number] = list(block)
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        return kept

    def _fetch(self, number: int) -> Sequence[Row]:
        """Fetch a block: beside a known one by its edge, else by counting from the nearer end."""
        start = number * BLOCK
        if self._ids is not None:
            return [(None, item) for item in self._seat.lines(self._ids[start : start + BLOCK])]
        before, after = self._blocks.get(number - 1), self._blocks.get(number + 1)
        count = min(BLOCK, len(self) - start)
        if before and len(before) == BLOCK and (edge := before[-1][0]):
            return self._seat.window_beside(self.query, edge, count)
        if after and count == BLOCK and (edge := after[0][0]):
            return self._seat.window_beside(self.query, edge, count, before=True)
        return self._seat.window(self.query, start, count, len(self))

    def _around(self, customer_id: int, place: int) -> Sequence[Row]:
        """Fetch the block of a customer, whose place is known, from both sides of them."""
        edge, item = self._seat.edge_of(self.query, customer_id), self._seat.item(customer_id)
        if edge is None or item is None:
            return ()
        above = place % BLOCK
        below = min(BLOCK, len(self) - place + above) - above - 1
        return [
            *self._seat.window_beside(self.query, edge, above, before=True),
            (edge, item),
            *self._seat.window_beside(self.query, edge, below),
        ]
