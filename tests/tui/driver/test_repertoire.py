"""What stands for what a terminal cannot show: always in as many cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.driver.repertoire import STAND_INS, Repertoire, encoding_of


@pytest.mark.parametrize(
    ("environ", "encoding"),
    [
        ({}, "utf-8"),
        ({"LANG": "en_GB.UTF-8"}, "utf-8"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "ascii"),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "ascii"),
        ({"LANG": "en_GB"}, "iso8859-1"),
        ({"LC_CTYPE": "de_DE.ISO-8859-15@euro"}, "iso8859-15"),
        ({"LANG": "ja_JP.eucJP"}, "ascii"),
        ({"LANG": "nonsense"}, "ascii"),
    ],
)
def test_the_encoding_is_that_of_the_locale(environ: dict[str, str], encoding: str) -> None:
    assert encoding_of(environ, is_utf8_mode=True) == encoding


def test_a_locale_that_python_has_not_made_up_counts() -> None:
    assert encoding_of({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, is_utf8_mode=False) == "utf-8"


def test_names_and_symbols_without_utf_8() -> None:
    assert Repertoire("ascii").shown("▌ 9 ■ Zoë Łuk £5 李 …") == "> 9 # Zoe Luk ?5 ?? ~"
    assert Repertoire("iso8859-1").shown("Zoë · £5 €\n李") == "Zoë · £5 ?\n??"


@given(
    st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("é👩‍👧李")))
)
def test_no_column_moves(text: str) -> None:
    shown = Repertoire("ascii").shown(text)
    assert shown.isascii()
    assert cell_len(shown) == len(shown) == cell_len(text)


def test_every_stand_in_is_one_plain_character() -> None:
    for character, stand_in in STAND_INS.items():
        assert cell_len(character) == len(stand_in) == 1
        assert stand_in.isascii()
