"""A long list by windows: blocks are read when they are looked at, and kept while they are near."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCK = 64
KEPT_BLOCKS = 64

Edge = TypeVar("Edge")
Line = TypeVar("Line")
Read_co = TypeVar("Read_co", covariant=True)


class Source(Protocol[Edge, Read_co]):
    """What a list is read from."""

    def at(self, offset: int, limit: int) -> Sequence[tuple[Edge, Read_co]]:
        """Return lines from a place on, each with its edge."""

    def beside(self, edge: Edge, limit: int, *, before: bool) -> Sequence[tuple[Edge, Read_co]]:
        """Return the lines that follow a known one, or those before it; both in order."""


class Windows(Generic[Edge, Line]):
    """The blocks of a list whose length is known."""

    def __init__(self, source: Source[Edge, Line], count: int) -> None:
        """Read nothing yet."""
        self._source = source
        self._count = count
        self._blocks: OrderedDict[int, Sequence[tuple[Edge, Line]]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many lines the list has."""
        return self._count

    def __getitem__(self, place: int) -> Line | None:
        """Return the line at a place; None where the list is shorter by now."""
        number, within = divmod(place, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = self._fetch(number)
            while len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return block[within][1] if within < len(block) else None

    def forget(self) -> None:
        """Read every line anew when it is looked at again."""
        self._blocks.clear()

    def _fetch(self, number: int) -> Sequence[tuple[Edge, Line]]:
        """Fetch a block: beside a known one by its edge, else by its place."""
        limit = min(BLOCK, self._count - number * BLOCK)
        before, after = self._blocks.get(number - 1), self._blocks.get(number + 1)
        if before and len(before) == BLOCK:
            return self._source.beside(before[-1][0], limit, before=False)
        if after and limit == BLOCK:
            return self._source.beside(after[0][0], limit, before=True)
        return self._source.at(number * BLOCK, limit)
