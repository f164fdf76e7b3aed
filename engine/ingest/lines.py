"""The lines of a text file, counted, one at a time or many, and taken back where need be."""

from __future__ import annotations

import io
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

BLOCK = 160_000
"""Characters read at a time: enough to amortise, few enough to stay in the CPU's cache."""


class LineFeed:
    """Hands out physical lines and counts them; takes back those of a record that is given up.

    Attributes:
        line: the number of the line that comes next.
        record: the lines of the current record.
    """

    def __init__(self, lines: io.TextIOWrapper) -> None:
        """Begin before the first of ``lines``."""
        self.line = 1
        self.record: list[str] = []
        self._lines = lines
        self._ahead: deque[str] = deque()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        self.record.append(line)
        self.line += 1
        return line

    def take_block(self) -> str:
        """Take the next lines, as many as are best read at a time, as one text."""
        text = "".join(self._ahead)
        self._ahead.clear()
        if len(text) < BLOCK:
            text += self._lines.read(BLOCK - len(text))
            text += self._lines.readline()
        return text

    def give_back(self, block: str) -> int:
        """Take back the lines of the block just taken; return how many they are."""
        self._ahead.extend(io.StringIO(block, newline=""))
        return len(self._ahead)

    def begin_record(self) -> int:
        """Forget the lines of the record before; return the line on which the next begins."""
        self.record = []
        return self.line

    def give_up_record(self) -> str:
        """Keep the first line of the current record as spent, take back the others; return it."""
        first, *others = self.record
        self._ahead.extendleft(reversed(others))
        self.line -= len(others)
        self.record = [first]
        return first
