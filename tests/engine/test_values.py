"""One cell: numbers, vocabularies, texts, consent and protective marks, each at its bounds."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ingest.values import (
    MISSING,
    MISSING_BUT_NONE,
    BadValueError,
    Unclear,
    consent,
    flag,
    integer,
    number,
    one_of,
    plain_integers,
    plain_words,
    prose,
    protection,
    words,
)

AGE = integer(0, 120)
CUSTOMER_ID = integer(1)
SCORE = number(0, 100)
AMOUNT = number(0, math.inf)

NO_NUMBERS = ["forty", "1_000", "１２", "٣", "1,5", "4 5", "0x1F", "--1", "1e", ".", "e5", "²", "½"]


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("45", 45), ("45.0", 45), ("45.", 45), ("007", 7), ("120", 120)]
)
def test_whole_numbers(text: str, value: int) -> None:
    assert AGE(text) == value
    assert type(AGE(text)) is int


@pytest.mark.parametrize(
    "text", [*NO_NUMBERS, "45.5", "1e2", "+5", "inf", "-inf", "nan", "-", "-.0"]
)
def test_what_is_no_whole_number_says_what_was_expected(text: str) -> None:
    with pytest.raises(BadValueError, match="expected a whole number"):
        AGE(text)


@pytest.mark.parametrize("text", ["-1", "121", "9" * 30, "9" * 10_000])
def test_whole_numbers_out_of_range_name_the_range(text: str) -> None:
    with pytest.raises(BadValueError, match="expected a whole number from 0 to 120"):
        AGE(text)


@pytest.mark.parametrize("text", ["0", "-5", str(2**63), "9" * 26])
def test_an_id_is_positive_and_fits_the_store(text: str) -> None:
    with pytest.raises(BadValueError, match="of 1 or more"):
        CUSTOMER_ID(text)
    assert CUSTOMER_ID(str(2**63 - 1)) == 2**63 - 1


@given(st.integers(min_value=1, max_value=2**63 - 1))
def test_every_id_is_read_as_it_is_written(value: int) -> None:
    assert CUSTOMER_ID(str(value)) == value
    assert CUSTOMER_ID(f"{value}.0") == value
    assert plain_integers(1)([str(value)]) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("100", 100), ("62.5", 62.5), (".5", 0.5), ("5.", 5), ("+7", 7), ("1e2", 100)],
)
def test_numbers(text: str, value: float) -> None:
    assert SCORE(text) == value
    assert type(SCORE(text)) is float


@pytest.mark.parametrize("text", [*NO_NUMBERS, "inf", "-inf", "infinity", "nan", "NaN", "1e1000"])
def test_what_is_no_number_says_so(text: str) -> None:
    with pytest.raises(BadValueError, match="expected a number"):
        SCORE(text)


@pytest.mark.parametrize("text", ["-0.01", "100.01", "1e3", "1e999"])
def test_numbers_out_of_range_name_the_range(text: str) -> None:
    with pytest.raises(BadValueError, match="expected a number from 0 to 100"):
        SCORE(text)


@pytest.mark.parametrize("text", ["1e999", "9" * 400])
def test_an_amount_without_an_upper_bound_is_still_finite(text: str) -> None:
    with pytest.raises(BadValueError, match="of 0 or more"):
        AMOUNT(text)


@given(st.floats(min_value=0, max_value=100, allow_subnormal=False))
def test_every_score_is_read_as_python_writes_it(value: float) -> None:
    assert SCORE(repr(value)) == value


@given(st.text())
def test_no_text_breaks_the_parsers_of_numbers(text: str) -> None:
    for parse in (AGE, SCORE, AMOUNT, CUSTOMER_ID):
        try:
            value = parse(text)
        except BadValueError:
            continue
        assert isinstance(value, int | float)
        assert math.isfinite(value)


@pytest.mark.parametrize("text", ["App Push", "app push", "APP_PUSH", "app-push", "App  Push"])
def test_a_vocabulary_forgives_case_and_separators(text: str) -> None:
    assert one_of("Email", "App Push")(text) == "App Push"


@pytest.mark.parametrize("text", ["Pigeon", "AppPush", "Email, SMS", "Ëmail"])
def test_a_word_outside_the_vocabulary_is_told_all_of_it(text: str) -> None:
    with pytest.raises(BadValueError, match="expected one of Email, App Push"):
        one_of("Email", "App Push")(text)


@pytest.mark.parametrize("text", ["Yes", "yes", "Y", "TRUE", "true", "1", "1.0"])
def test_a_clear_yes(text: str) -> None:
    assert (flag(text), consent(text), protection(text)) == (1, 1, 1)


@pytest.mark.parametrize("text", ["No", "n", "FALSE", "0", "0.0"])
def test_a_clear_no(text: str) -> None:
    assert (flag(text), consent(text), protection(text)) == (0, 0, 0)


UNCLEAR = ["maybe", "Yes?", "yes please", "Opted in", "2", "x", "✓", "Y/N", "tru", "on", "Ｙｅｓ"]


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear_consent_is_no_consent_and_is_reported(text: str) -> None:
    assert consent(text) == Unclear(0, "unclear consent, taken as No")


@pytest.mark.parametrize("text", UNCLEAR)
def test_an_unclear_protective_mark_protects_and_is_reported(text: str) -> None:
    found = protection(text)
    assert isinstance(found, Unclear)
    assert found.value == 1


@pytest.mark.parametrize("text", UNCLEAR)
def test_an_unclear_flag_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="expected Yes or No"):
        flag(text)


@given(st.text().filter(lambda text: text.casefold() not in ("yes", "y", "true", "1", "1.0")))
def test_nothing_but_a_clear_yes_is_ever_consent(text: str) -> None:
    found = consent(text)
    assert (found.value if isinstance(found, Unclear) else found) == 0


def test_none_is_missing_except_where_it_is_a_value() -> None:
    assert {"", "nan", "n/a", "null", "-", "none"} <= MISSING
    assert {"none"} == MISSING - MISSING_BUT_NONE


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Ann   Lee", "Ann Lee"),
        ("Ann\tLee\nJr", "Ann Lee Jr"),
        ("\x1b[31mAnn\x1b[0m", "Ann"),
        ("Ann\u202eeeL", "AnneeL"),
        ("An\x00n\x07", "Ann"),
        ("\x1b]0;title\x07Ann", "Ann"),
        ("Zoë O’Neil", "Zoë O’Neil"),
        ("[/b] <script> {x} %s ' ;--", "[/b] <script> {x} %s ' ;--"),
        ("\u200b", ""),
    ],
)
def test_a_short_text_is_cleaned_and_put_on_one_line(text: str, clean: str) -> None:
    assert words(text) == clean


def test_a_free_text_keeps_its_lines_but_no_controls() -> None:
    assert prose("First\r\nsecond\x1b[2J\rthird\u202e") == "First\nsecond\nthird"


@given(st.text())
def test_cleaned_texts_hold_no_control_or_bidirectional_character(text: str) -> None:
    for clean in (words(text), prose(text)):
        assert not set(clean) & set("\x00\x07\x08\x1b\x7f\x9b\r\u202a\u202e\u2066\u2069\u200f")
    assert "\n" not in words(text)


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1))
def test_plain_texts_are_those_that_need_no_cleaning(cells: list[str]) -> None:
    try:
        found = plain_words(cells)
    except ValueError:
        return
    assert list(found) == [words(cell.strip()) for cell in cells]
    assert all(cell.strip().casefold() not in MISSING for cell in cells)
