"""Text that is safe to show: nothing in it commands the terminal, whatever it holds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.privacy.clean import clean_line, clean_text, folded

ANYTHING = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("\x1b[]()\x07\x9b\x9d31;mHJ\\\u202e\u2066\u200b\r\n\t")
    )
)


@given(ANYTHING)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    cleaned = clean_text(text)
    for letter in cleaned:
        if letter not in "\n\t":
            assert unicodedata.category(letter) not in ("Cc", "Cs"), repr(letter)
            assert unicodedata.bidirectional(letter) not in (
                *("LRE", "RLE", "LRO", "RLO", "PDF"),
                *("LRI", "RLI", "FSI", "PDI"),
            )


@given(ANYTHING)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc", "Cf"])))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b\x1b[31m[31mnested", "[31mnested"),
        ("\x9b2Jgone", "gone"),
        ("a\u202eb", "ab"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("Mòrag, Siân, Łukasz, 🙂 £5", "Mòrag, Siân, Łukasz, 🙂 £5"),
        ("\x1b]unclosed string", ""),
    ],
)
def test_sequences_go_whole(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_a_line_has_no_line_ends_and_no_runs_of_blanks() -> None:
    assert clean_line("  a\n\tb   c\u00a0") == "a b c"


def test_a_hundred_kilobytes_of_escapes_are_cleaned_in_no_time() -> None:
    assert clean_text("\x1b[" * 50_000) == ""
    assert clean_text("\x1b]" * 50_000) == ""


def test_searches_compare_without_case_and_accents() -> None:
    assert folded("MÒRAG Ó Dónaill") == "morag o donaill"
