"""What a person would see of the bytes that a program writes to its terminal."""

from __future__ import annotations

import re

import pyte

# What a chunk may end in the middle of: a control sequence, or a string such as a window title.
_CUT_OFF = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P\]_^X][^\x1b\x07]*\x1b?)?\Z")
# What pyte would print as text or trip over: private sequences, private reports, device strings.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-?]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$?[a-gi-km-z]|\x1b[P_^X].*?\x1b\\", re.DOTALL
)


class Screen:
    """What a person would see."""

    def __init__(self, columns: int, rows: int) -> None:
        """Start empty."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._sequences = WholeSequences()
        self._lines: list[str] = []

    def feed(self, data: bytes) -> None:
        """Show what a program wrote."""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", self._sequences.feed(data)))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size; what is shown is kept as far as it fits."""
        self._screen.resize(rows, columns)
        self._lines = []

    @property
    def lines(self) -> list[str]:
        """The lines from the top, without the blanks at their ends."""
        return [line.rstrip() for line in self._whole_lines()]

    def has(self, text: str) -> bool:
        """Whether a line holds ``text``."""
        return any(text in line for line in self._whole_lines())

    def _whole_lines(self) -> list[str]:
        """Return the lines with their blanks; only those that have changed are put together."""
        screen = self._screen
        changed = screen.dirty if self._lines else set(range(screen.lines))
        self._lines = self._lines or [""] * screen.lines
        for y in changed:
            # The second half of a wide character is a cell without text.
            self._lines[y] = "".join(screen.buffer[y][x].data for x in range(screen.columns))
        screen.dirty.clear()
        return self._lines


class WholeSequences:
    """Passes bytes on, but keeps back a control sequence until all of it is there."""

    def __init__(self) -> None:
        """Start with nothing kept back."""
        self._kept = b""

    def feed(self, data: bytes) -> bytes:
        """Return what is whole of all that was kept back and ``data``."""
        data = self._kept + data
        cut = _CUT_OFF.search(data)
        end = cut.start() if cut else len(data)
        self._kept = data[end:]
        return data[:end]
