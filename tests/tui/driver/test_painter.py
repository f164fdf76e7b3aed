"""Random frames through both ways into emulators: every cell, every style and the cursor agree."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui.driver.emulator import FOOT, TMUX, VT100, XTERM, Split, Twins, by_character
from tui.driver.abilities import Abilities
from tui.driver.cells import clusters, is_disputed

WIDTH, HEIGHT = 22, 5
FAMILY, HEART, FLAG = "👨‍👩‍👧", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"
AGREED = ["a", "b", "z", "£", "│", "─", "名", "前", "한"]
DISPUTED = ["e\u0301", "🔥", HEART, FAMILY, "n\u0303\u0323", "✅", FLAG]
STYLES = ["0", "0", "1", "31", "1;31", "44", "4", "7;33", "38;5;208;48;5;17", "2", "9", "94;44"]


@dataclass(frozen=True)
class Piece:
    """A piece of a frame: text in a style at a place."""

    x: int
    y: int
    style: str
    text: str

    def __str__(self) -> str:
        return f"\x1b[{self.y + 1};{self.x + 1}H\x1b[{self.style}m{self.text}\x1b[0m"


def pieces(alphabet: list[str]) -> st.SearchStrategy[Piece]:
    """Draw text that ends on the screen: Textual cuts what does not fit."""
    words = st.one_of(
        st.builds(
            lambda c, n: c * n, st.sampled_from([*alphabet, " ", " ", "-"]), st.integers(1, 22)
        ),
        st.lists(st.sampled_from([*alphabet, " "]), min_size=1, max_size=12).map("".join),
    )

    def place(text: str, x: int, y: int, style: str) -> Piece:
        room = WIDTH - sum(width for _cluster, width in clusters(text))
        if room < 0:
            return Piece(0, y, style, "-" * WIDTH)
        return Piece(min(x, room), y, style, text)

    return st.builds(
        place, words, st.integers(0, WIDTH), st.integers(0, HEIGHT - 1), st.sampled_from(STYLES)
    )


def sessions(alphabet: list[str]) -> st.SearchStrategy[list[list[Piece]]]:
    return st.lists(st.lists(pieces(alphabet), min_size=1, max_size=8), min_size=1, max_size=4)


def entered(abilities: Abilities, split: Split = clusters) -> Twins:
    twins = Twins(WIDTH, HEIGHT, abilities=abilities, split=split)
    twins.show("\x1b[?1049h\x1b[?25l")
    return twins


@pytest.mark.parametrize("abilities", [XTERM, FOOT, TMUX, VT100])
@settings(max_examples=40)
@given(session=sessions([*AGREED, *DISPUTED]))
def test_every_frame_looks_the_same(abilities: Abilities, session: list[list[Piece]]) -> None:
    twins = entered(abilities)
    for frame in session:
        twins.show("".join(map(str, frame)) + "\x1b[3;4H")
        twins.assert_same()


@settings(max_examples=40)
@given(session=sessions(AGREED), width=st.integers(10, 30), height=st.integers(2, 8))
def test_a_resize_shows_nothing_old(session: list[list[Piece]], width: int, height: int) -> None:
    twins = entered(XTERM)
    twins.show("".join(map(str, session[0])))
    twins.resize(width, height)
    background = "".join(f"\x1b[{y};1H{' ' * width}" for y in range(1, height + 1))
    twins.show(f"{background}\x1b[1;1Hnew\x1b[2;1H")
    twins.assert_same()


@settings(max_examples=60)
@given(session=sessions(["a", "z", "名", *DISPUTED]))
def test_a_terminal_of_another_opinion_shows_all_else_at_its_place(
    session: list[list[Piece]],
) -> None:
    twins = entered(XTERM, split=by_character)
    for frame in session:
        twins.show("".join(map(str, frame)) + "\x1b[1;1H")
    for stock, lean in zip(twins.stock.cells, twins.lean.cells, strict=True):
        for x, (wanted, shown) in enumerate(zip(stock, lean, strict=True)):
            text, following = str(wanted[0]), str(stock[x + 1][0]) if x + 1 < WIDTH else " "
            if text and not is_disputed(text, is_wide=following == ""):
                assert shown == wanted, f"column {x}: {shown} is not {wanted}"


@given(frame=st.lists(pieces([*AGREED, *DISPUTED]), min_size=1, max_size=8))
def test_the_same_frame_again_costs_nothing(frame: list[Piece]) -> None:
    twins = entered(XTERM)
    data = "".join(map(str, frame)) + "\x1b[1;1H"
    twins.show(data)
    assert twins.show(data) == ""


def test_what_changes_is_all_that_is_sent() -> None:
    twins = entered(XTERM)
    twins.show("\x1b[1;1H\x1b[31mone two three\x1b[0m\x1b[2;1Hfour\x1b[5;1H")
    assert twins.show("\x1b[1;1H\x1b[31mone 2wo three\x1b[0m\x1b[5;1H") == (
        "\x1b[1;5H\x1b[31m2\x1b[5H"
    )
    assert twins.show("\x1b[1;1H             \x1b[5;1H") == "\x1b[H\x1b[K\x1b[5H"


def test_repeats_and_erasures_only_where_the_terminal_can() -> None:
    box = "\x1b[1;1H" + "─" * 20 + "x\x1b[2;1H\x1b[44m" + " " * 20 + "\x1b[0mx\x1b[5;1H"
    assert "─\x1b[19b" in entered(FOOT).show(box)
    assert "\x1b[20X" in entered(XTERM).show(box)
    for plain in (TMUX, VT100):
        assert entered(plain).show(box).count(" " * 20) == 1
