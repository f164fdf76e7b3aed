"""The rows of the worklist: fetched from the store by window, kept while they are near."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.models.work import WorkItem
    from engine.store.worklist import Edge, Totals, WorklistQuery
    from engine.workbench.listing import Listing

BLOCK = 64
KEPT_BLOCKS = 64


class Rows:
    """A list of any length, of which only the blocks that were looked at are in memory.

    The list is frozen when it is opened: what agents close afterwards keeps its place until the
    list is opened anew, so that nothing moves under the cursor.
    """

    def __init__(self, seat: Listing, query: WorklistQuery) -> None:
        """Open the list of ``query`` as it is now.

        Among those to contact, and in an agent's own work, whoever is put aside is left out.
        Everyone is everyone, and a search finds whom it names: there they stand with their mark.
        """
        self._seat = seat
        leaves_out = (query.recommended_only or query.mine is not None) and not query.search
        self.query = replace(query, opened_at=seat.now_text() if leaves_out else None)
        self.totals: Totals = seat.totals(self.query)
        self._blocks: OrderedDict[int, list[tuple[Edge, WorkItem]]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many customers the list holds."""
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
        return self._seat.find(self.query, customer_id)

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

    def _block(self, number: int) -> list[tuple[Edge, WorkItem]]:
        block = self._blocks.get(number)
        if block is None:
            block = self._fetch(number)
            self._blocks[number] = block
            while len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return block

    def _fetch(self, number: int) -> list[tuple[Edge, WorkItem]]:
        """Fetch a block: beside a known one by its edge, else by counting from the nearer end."""
        before, after = self._blocks.get(number - 1), self._blocks.get(number + 1)
        count = min(BLOCK, len(self) - number * BLOCK)
        if before and len(before) == BLOCK:
            return self._seat.window_beside(self.query, before[-1][0], count)
        if after and count == BLOCK:
            return self._seat.window_beside(self.query, after[0][0], count, before=True)
        return self._seat.window(self.query, number * BLOCK, count, len(self))
