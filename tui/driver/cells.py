"""A screen as cells: in each a character with all that combines with it, and how it looks."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import split_graphemes

from tui.driver.style import PLAIN, Style, on_blank

BLANK = " "
SECOND_HALF = ""
"""What the second cell of a wide character holds."""

_BLANKS = re.compile(" +")
_EAST_ASIAN = (
    ("\u1100", "\u115f"),
    ("\u2e80", "\u303e"),
    ("\u3041", "\ua4cf"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uff60"),
)
"""First and last of the characters that had two cells as long as there have been wide ones."""


@lru_cache(maxsize=4096)
def clusters(text: str) -> tuple[tuple[str, int], ...]:
    """Split ``text`` into what a person sees as one character each, with its width in cells.

    The widths are those that Textual reckons with (``rich.cells``); other ones would tear its
    frames apart.
    """
    spans, _width = split_graphemes(text)
    return tuple((text[start:end], width) for start, end, width in spans)


@lru_cache(maxsize=4096)
def is_single(text: str) -> bool:
    """Whether every character of ``text`` has one cell, and nothing combines."""
    return text.isascii() or all(width == len(part) == 1 for part, width in clusters(text))


def is_disputed(text: str, *, is_wide: bool) -> bool:
    """Whether terminals disagree about the width of what a cell holds.

    That is the case for whatever is put together of several characters, and for emoji: old
    terminals give them one cell, and some draw every part of a family beside the other.
    """
    if len(text) > 1:
        return True
    return is_wide and not any(first <= text <= last for first, last in _EAST_ASIAN)


class Cells:
    """A screen of ``width`` × ``height`` cells, and where its cursor is (column, line).

    ``texts`` and ``styles`` hold one list per line: two lists of plain values are compared and
    filled faster than one of objects.
    """

    __slots__ = ("cursor", "height", "styles", "texts", "width")

    def __init__(self, width: int, height: int) -> None:
        """Start blank."""
        self.width = width
        self.height = height
        self.cursor = (0, 0)
        self.texts = [[BLANK] * width for _ in range(height)]
        self.styles = [[PLAIN] * width for _ in range(height)]

    def copy_line(self, y: int, other: Cells) -> None:
        """Make a line like that of ``other``, which is of the same size."""
        self.texts[y] = other.texts[y].copy()
        self.styles[y] = other.styles[y].copy()

    def take_over(self, other: Cells) -> None:
        """Show what ``other`` shows, as far as it fits; a wide character at the edge does not."""
        width = min(self.width, other.width)
        for y in range(min(self.height, other.height)):
            self.texts[y][:width] = other.texts[y][:width]
            self.styles[y][:width] = other.styles[y][:width]
            if width < other.width and other.texts[y][width] == SECOND_HALF:
                self.erase(width - 1, y, width, PLAIN)

    def put(self, x: int, y: int, text: str, style: Style) -> int:
        """Write ``text`` from a cell on; return the column behind it.

        What does not fit on the line is cut off, as by a terminal that does not wrap.
        """
        if not is_single(text):
            return self._put_clusters(x, y, text, style)
        end = x + len(text)
        if y >= self.height or x >= self.width:
            return end
        text = text[: self.width - x]
        stop = x + len(text)
        line, styles = self.texts[y], self.styles[y]
        if line[x] == SECOND_HALF or line[stop : stop + 1] == [SECOND_HALF]:
            self._halve(y, x, stop)
        line[x:stop] = text
        styles[x:stop] = [style] * (stop - x)
        bare = on_blank(style)
        if bare is not style:
            for run in _BLANKS.finditer(text):
                styles[x + run.start() : x + run.end()] = [bare] * (run.end() - run.start())
        return end

    def _put_clusters(self, x: int, y: int, text: str, style: Style) -> int:
        for cluster, width in clusters(text):
            if y < self.height and x + width <= self.width:
                if width == 0:
                    self._combine(x, y, cluster)
                else:
                    self._halve(y, x, x + width)
                    self.texts[y][x : x + width] = [cluster, *[SECOND_HALF] * (width - 1)]
                    look = on_blank(style) if cluster == BLANK else style
                    self.styles[y][x : x + width] = [look] * width
            x += width
        return x

    def _combine(self, x: int, y: int, mark: str) -> None:
        """Add a mark to the character before column ``x``."""
        line = self.texts[y]
        head = x - 1
        while head > 0 and line[head] == SECOND_HALF:
            head -= 1
        if head >= 0 and line[head] != BLANK:
            line[head] += mark

    def _halve(self, y: int, x: int, stop: int) -> None:
        """Blank the halves that are left of wide characters when the cells between are taken."""
        line = self.texts[y]
        if line[x] == SECOND_HALF:
            head = x - 1
            while head > 0 and line[head] == SECOND_HALF:
                head -= 1
            line[head:x] = [BLANK] * (x - head)
        while stop < self.width and line[stop] == SECOND_HALF:
            line[stop] = BLANK
            stop += 1

    def erase(self, x: int, y: int, stop: int, style: Style) -> None:
        """Blank the cells of a line from column ``x`` up to before ``stop``."""
        if y < self.height and x < stop:
            self.put(x, y, BLANK * (stop - x), Style(background=style.background))
