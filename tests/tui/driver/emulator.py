"""Terminals that emulate: what a person sees of bytes, cell by cell.

pyte stops drawing at what joins characters and does not know REP, so both are done here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyte
from pyte.screens import Char
from rich.cells import get_character_cell_size

from tests.screen import _UNKNOWN_TO_PYTE
from tui.driver.abilities import Abilities
from tui.driver.cells import clusters
from tui.driver.frames import FrameReader
from tui.driver.painter import Painter

XTERM = Abilities(erases_in_colour=True, erases_cells=True, is_selective=True)
FOOT = Abilities(erases_in_colour=True, erases_cells=True, repeats=True, is_selective=True)
TMUX = Abilities(is_selective=True)
VT100 = Abilities()

_REPEAT = re.compile(r"(.)\x1b\[(\d+)b", re.DOTALL)
_SEEN = ("bg", "underscore", "strikethrough", "reverse", "blink")
Split = Callable[[str], tuple[tuple[str, int], ...]]
Cell = tuple[object, ...]


def by_character(text: str) -> tuple[tuple[str, int], ...]:
    """Split text as an old terminal does: every character for itself."""
    return tuple((character, get_character_cell_size(character)) for character in text)


class _Screen(pyte.Screen):
    """A screen that splits text into cells by a rule of its own and does only what it can."""

    def __init__(self, columns: int, lines: int, split: Split, abilities: Abilities) -> None:
        self._split = split
        self._abilities = abilities
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        for text, width in self._split(data):
            line, x = self.buffer[self.cursor.y], self.cursor.x
            if width == 0:
                last = max(0, x - 1)
                while last and line[last].data == "":
                    last -= 1
                line[last] = line[last]._replace(data=line[last].data + text)
                self.dirty.add(self.cursor.y)
                continue
            if x + width > self.columns:
                x = self.columns - width
            for cell in (x, x + width):
                self._halve(line, cell)
            line[x] = self.cursor.attrs._replace(data=text)
            for second in range(x + 1, x + width):
                line[second] = self.cursor.attrs._replace(data="")
            self.cursor.x = x + width
        self.dirty.add(self.cursor.y)

    def _halve(self, line: Any, x: int) -> None:
        """Blank both halves of a wide character between which something is written."""
        if x < self.columns and line[x].data == "" and x > 0:
            line[x - 1] = line[x - 1]._replace(data=" ")
            line[x] = line[x]._replace(data=" ")

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        with self._erasing():
            super().erase_in_line(how, private)

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        with self._erasing():
            super().erase_in_display(how, *args, **kwargs)

    def erase_characters(self, count: int | None = None) -> None:
        assert self._abilities.erases_cells, "this terminal has no ECH"
        super().erase_characters(count)

    def _erasing(self) -> Any:
        return _plain_attributes(self) if not self._abilities.erases_in_colour else _nothing()


class _nothing:  # noqa: N801 - used like contextlib's functions
    def __enter__(self) -> None: ...

    def __exit__(self, *_error: object) -> None: ...


class _plain_attributes:  # noqa: N801 - used like contextlib's functions
    """Without background colour erase, what is erased is plain whatever the colours are."""

    def __init__(self, screen: _Screen) -> None:
        self._screen = screen

    def __enter__(self) -> None:
        self._kept = self._screen.cursor.attrs
        self._screen.cursor.attrs = self._screen.default_char

    def __exit__(self, *_error: object) -> None:
        self._screen.cursor.attrs = self._kept


class Emulator:
    """A terminal of some size; ``split`` is its opinion about widths."""

    def __init__(
        self,
        width: int,
        height: int,
        *,
        split: Split = clusters,
        abilities: Abilities = FOOT,
    ) -> None:
        self._screen = _Screen(width, height, split, abilities)
        self._screen.reset_mode(7, private=True)
        self._stream = pyte.Stream(self._screen)
        self._abilities = abilities

    def feed(self, data: str) -> None:
        if "b" in data and self._abilities.repeats:
            data = _REPEAT.sub(lambda m: m[1] * (1 + int(m[2])), data)
        assert not re.search(r"\x1b\[\d+b", data), "this terminal has no REP"
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data.encode()).decode())

    def resize(self, width: int, height: int) -> None:
        """Change the size, and upset what is shown, as reflowing terminals do."""
        self._screen.resize(height, width)
        self._screen.cursor_position(2, 2)
        self._screen.draw("reflown")

    @property
    def cells(self) -> list[list[Cell]]:
        """What can be seen of every cell."""
        return [self.line(y) for y in range(self._screen.lines)]

    def line(self, y: int) -> list[Cell]:
        """What can be seen of the cells of a line."""
        line = self._screen.buffer[y]
        return [_seen(line[x]) for x in range(self._screen.columns)]

    def touched(self) -> set[int]:
        """Return the lines that were written since this was last asked."""
        lines = set(self._screen.dirty)
        self._screen.dirty.clear()
        return lines

    @property
    def cursor(self) -> tuple[int, int, bool]:
        """Column, line, and whether it is hidden."""
        cursor = self._screen.cursor
        return min(cursor.x, self._screen.columns - 1), cursor.y, cursor.hidden


def _seen(cell: Char) -> Cell:
    if cell.data == " " and not (cell.underscore or cell.strikethrough or cell.reverse):
        return (" ", cell.bg)
    return tuple(cell)


class Twins:
    """One terminal that is sent what Textual writes, and one that is sent what changed.

    Attributes:
        sent: bytes of Textual, and bytes of the difference.
    """

    def __init__(
        self, width: int, height: int, *, abilities: Abilities = XTERM, split: Split = clusters
    ) -> None:
        self.stock = Emulator(width, height)
        self.lean = Emulator(width, height, abilities=abilities, split=split)
        self.reader = FrameReader(width, height)
        self.painter = Painter(abilities)
        self.sent = (0, 0)

    def show(self, data: str) -> str:
        """Write a frame to both; return what the second was sent."""
        self.stock.feed(data)
        self.reader.feed(data)
        controls = "".join(self.reader.controls)
        self.reader.controls.clear()
        if self.reader.is_uncertain:
            self.reader.is_uncertain = False
            self.painter.forget()
        difference = controls
        if self.reader.has_picture:
            difference += self.painter.paint(self.reader.cells)
        self.lean.feed(difference)
        stock, lean = self.sent
        self.sent = stock + len(data.encode()), lean + len(difference.encode())
        return difference

    def resize(self, width: int, height: int) -> None:
        """Change the size of both."""
        self.stock.resize(width, height)
        self.lean.resize(width, height)
        self.reader.resize(width, height)
        self.painter.forget()

    def assert_same(self) -> None:
        """Compare every cell, its style, and the cursor."""
        assert not self.differences()

    def differences(self) -> list[str]:
        """Return where cells, styles or the cursor differ.

        Lines that neither was sent anything for are as they were when they were last compared.
        """
        found = []
        for y in sorted(self.stock.touched() | self.lean.touched()):
            cells = zip(self.stock.line(y), self.lean.line(y), strict=True)
            found += [
                f"line {y}, column {x}: {shown} is not {wanted}"
                for x, (wanted, shown) in enumerate(cells)
                if wanted != shown
            ]
        if self.lean.cursor != self.stock.cursor:
            found.append(f"cursor: {self.lean.cursor} is not {self.stock.cursor}")
        return found
