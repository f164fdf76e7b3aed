"""The shortest way of a cursor from one cell to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_LINES_BY_FEED = 3
"""Beyond so many lines an absolute move is never longer than line feeds."""


class Place(NamedTuple):
    """Where the cursor is; ``x`` is None when only the line is certain.

    That is so at the end of a line, and behind characters about whose width terminals disagree.
    """

    x: int | None
    y: int


def to_cell(x: int, y: int) -> str:
    """Return the move to a cell from anywhere (CUP)."""
    if x:
        return f"\x1b[{y + 1};{x + 1}H"
    return f"\x1b[{y + 1}H" if y else "\x1b[H"


def _along(start: int, end: int) -> str:
    """Return the shortest relative move within a line."""
    if start == end:
        return ""
    if end > start:
        return "\x1b[C" if end - start == 1 else f"\x1b[{end - start}C"
    return min("\b" * (start - end), f"\x1b[{start - end}D", key=len)


def _across(start: int, end: int) -> str:
    """Return the shortest relative move within a column."""
    count, letter = (end - start, "B") if end > start else (start - end, "A")
    return f"\x1b[{'' if count == 1 else count}{letter}"


@lru_cache(maxsize=8192)
def move(place: Place | None, x: int, y: int) -> str:
    """Return the shortest move from ``place`` (None: anywhere) to a cell."""
    if place is None:
        return to_cell(x, y)
    if place == (x, y):
        return ""
    ways = [to_cell(x, y)]
    down = y - place.y
    if 0 <= down <= _LINES_BY_FEED:
        # A terminal line that turns a line feed into "new line" changes nothing after "\r".
        ways.append("\r" + "\n" * down + _along(0, x))
    if place.x is not None:
        if down == 0:
            ways.append(_along(place.x, x))
        elif place.x == x:
            ways.append(_across(place.y, y))
    return min(ways, key=len)
