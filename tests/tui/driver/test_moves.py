"""Moves of the cursor, tried in a terminal emulator."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.driver.moves import Place, move, to_cell

COLUMNS = st.integers(0, 119)
LINES = st.integers(0, 35)


@given(COLUMNS, LINES, COLUMNS, LINES)
def test_a_move_ends_where_it_should_and_is_never_long(
    x: int, y: int, to_x: int, to_y: int
) -> None:
    screen = pyte.Screen(120, 36)
    stream = pyte.Stream(screen)
    stream.feed(to_cell(x, y))
    sequence = move(Place(x, y), to_x, to_y)
    stream.feed(sequence)
    assert (screen.cursor.x, screen.cursor.y) == (to_x, to_y)
    assert len(sequence) <= len(to_cell(to_x, to_y))


@pytest.mark.parametrize(
    ("place", "to", "sequence"),
    [
        (None, (4, 2), "\x1b[3;5H"),
        (Place(4, 2), (4, 2), ""),
        (Place(4, 2), (2, 2), "\b\b"),
        (Place(4, 2), (0, 2), "\r"),
        (Place(4, 2), (0, 4), "\r\n\n"),
        (Place(4, 2), (5, 2), "\x1b[C"),
        (Place(4, 2), (4, 1), "\x1b[A"),
        (Place(None, 2), (0, 3), "\r\n"),
        (Place(None, 2), (9, 2), "\r\x1b[9C"),
    ],
)
def test_the_shortest_way(place: Place | None, to: tuple[int, int], sequence: str) -> None:
    assert move(place, *to) == sequence
