"""Read the cells of one column of a file, a batch at a time."""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING

from engine.ingest.values import BadValueError, Unclear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.ingest.files import Column
    from engine.ingest.values import PlainParser, Value

_REMEMBERED_TEXTS = 50_000
_SMALLEST_PLAIN = 50


class Fault(str):
    """The reason why a cell cannot be read, in place of its value."""

    __slots__ = ()


class ColumnReader(dict[str, "Value | Fault"]):
    """Reads the cells of one column; each distinct text is parsed once and then looked up.

    Columns of a real file repeat themselves, and a look-up is ten times quicker than parsing.
    """

    def __init__(self, column: Column) -> None:
        """Read what ``column`` says; know no text yet."""
        self.column = column
        self._odd: dict[str, Fault | Unclear] = {}
        self._met_odd = False
        self._as_written: set[str] = set()

    def read(self, cells: Sequence[str]) -> list[Value | Fault]:
        """Return the value of each cell, or the fault in it."""
        self._met_odd = False
        plain = self.column.plain
        if plain is not None:
            return self._read_plain(plain, cells)
        return list(cells) if self._are_as_written(cells) else self._read_each(cells)

    def oddities(self, cells: Sequence[str]) -> Iterator[tuple[int, Fault | Unclear]]:
        """Yield which of the cells just read are faulty or unclear, and why."""
        if not self._met_odd:
            return
        for place, cell in enumerate(cells):
            if cell not in self:
                found = self._odd.get(cell) or self._parse(cell)
                if isinstance(found, Fault | Unclear):
                    yield place, found

    def _read_plain(self, plain: PlainParser, cells: Sequence[str]) -> list[Value | Fault]:
        """Read all cells in one go where all are plain; else find the part where they are not."""
        try:
            return [*plain(cells)]
        except (ValueError, LookupError):
            if len(cells) <= _SMALLEST_PLAIN:
                return self._read_each(cells)
        middle = len(cells) // 2
        return self._read_plain(plain, cells[:middle]) + self._read_plain(plain, cells[middle:])

    def _are_as_written(self, cells: Sequence[str]) -> bool:
        """Whether every cell is stored as it stands. Most columns are, and asking is cheaper."""
        unknown = filterfalse(self._as_written.__contains__, cells)
        return all(self[cell] == cell for cell in unknown)

    def _read_each(self, cells: Sequence[str]) -> list[Value | Fault]:
        return list(map(self.__getitem__, cells))

    def __missing__(self, cell: str) -> Value | Fault:
        found = self._odd.get(cell) or self._parse(cell)
        if isinstance(found, Fault | Unclear):
            self._met_odd = True
            if len(self._odd) < _REMEMBERED_TEXTS:
                self._odd[cell] = found
            return found.value if isinstance(found, Unclear) else found
        if len(self) < _REMEMBERED_TEXTS:
            self[cell] = found
            if found == cell:
                self._as_written.add(cell)
        return found

    def _parse(self, cell: str) -> Value | Fault | Unclear:
        column = self.column
        text = cell.strip()
        value: Value | Unclear = ""
        if text.casefold() not in column.missing:
            try:
                value = column.parse(text)
            except BadValueError as error:
                return Fault(error)
        # A text may hold nothing that can be seen, and be empty once it is cleaned.
        if value == "":
            return Fault("must not be empty") if column.needed else column.when_missing
        return value
