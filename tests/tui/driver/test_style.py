"""Colour changes: whatever was written before, the new style is what comes out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.driver.style import PLAIN, Style, change, on_blank, restyled

CODES = st.sampled_from(
    "0 1 2 3 4 5 7 8 9 21 22 23 24 27 29 31 37 39 41 49 53 55 94 103 38;5;208 48;5;17 "
    "38;2;1;2;3 48;2;255;0;9".split()
)
STYLES = st.lists(CODES, max_size=6).map(lambda codes: restyled(PLAIN, ";".join(codes) or "0"))


def told(style: Style, sequence: str) -> Style:
    for codes in re.findall(r"\x1b\[([0-9;]*)m", sequence):
        style = restyled(style, codes)
    for link in re.findall(r"\x1b\]8;([^\x1b]*)\x1b", sequence):
        style = style._replace(link="" if link == ";" else link)
    return style


@given(STYLES, STYLES, st.booleans(), st.sampled_from(["", "id=1;https://a.example"]))
def test_a_change_gives_exactly_the_new_style(
    old: Style, new: Style, selective: bool, link: str
) -> None:
    new = new._replace(link=link)
    assert told(old, change(old, new, selective=selective)) == new
    assert told(restyled(old, "1;4;7;31;44"), change(None, new, selective=selective)) == new


@given(STYLES, STYLES)
def test_a_change_is_never_longer_than_starting_afresh(old: Style, new: Style) -> None:
    assert len(change(old, new, selective=True)) <= len(change(None, new, selective=True))


@given(STYLES, STYLES)
def test_a_terminal_that_takes_nothing_away_is_never_told_to(old: Style, new: Style) -> None:
    sequence = change(old, new, selective=False)
    sequence = re.sub(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+", "", sequence)
    assert not {"22", "23", "24", "25", "27", "28", "29", "39", "49", "55"} & set(
        re.findall(r"\d+", sequence)
    )


def test_a_blank_shows_its_background_and_lines_only() -> None:
    assert on_blank(restyled(PLAIN, "1;3;31;44")) == restyled(PLAIN, "44")
    underlined = restyled(PLAIN, "4;31")
    assert on_blank(underlined) == underlined
