"""Which part of an answer goes where on the screen."""

from __future__ import annotations

import re

import pyte

_PIECE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|[\xc0-\xff][\x80-\xbf]+|.", re.DOTALL)
_PRIVATE = re.compile(rb"\x1b\[[?<>=]|\x1b\[6n")


def bytes_left_of(column: int, data: bytes, *, columns: int = 120, rows: int = 36) -> int:
    """Return how many bytes of ``data`` leave the cursor in the columns before ``column``.

    The cursor rests in the first cell between frames. A move through those columns on the way to
    others counts, too: it is a little more than what is drawn there.
    """
    screen = pyte.Screen(columns, rows)
    screen.set_mode(pyte.modes.LNM)
    stream = pyte.ByteStream(screen)
    total = 0
    for piece in _PIECE.finditer(data):
        if _PRIVATE.match(piece[0]):
            continue
        stream.feed(piece[0])
        if screen.cursor.x < column and 0 < screen.cursor.y < rows - 2:
            total += len(piece[0])
    return total
