"""Dates, times, money and names as British readers expect them (uk-rules, rule 18)."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.british import (
    first_name,
    format_date,
    format_money,
    plain_number,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 1), "1 June 2026"),
        (date(2025, 12, 31), "31 December 2025"),
        # Half past eleven at night in UTC is the next day in British Summer Time.
        (datetime(2026, 6, 1, 23, 30, tzinfo=UTC), "2 June 2026"),
        (datetime(2026, 1, 1, 23, 30, tzinfo=UTC), "1 January 2026"),
        (datetime(2026, 6, 1, 23, 30), "1 June 2026"),  # a wall clock
    ],
)
def test_dates(day: date, expected: str) -> None:
    assert format_date(day) == expected


@given(st.dates())
def test_dates_read_back(day: date) -> None:
    text = format_date(day)
    found = re.fullmatch(r"([1-9]\d?) ([A-Z][a-z]{2,8}) (\d{1,4})", text)
    assert found
    number, month, year = found.groups()
    assert date(int(year), list(month_name).index(month), int(number)) == day


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (75, "£75"),
        (75.0, "£75"),
        (75.5, "£75.50"),
        (Decimal("75.00"), "£75"),
        (1075.5, "£1,075.50"),
        (0.1, "£0.10"),
        (0, "£0"),
        (2.675, "£2.68"),  # as written, not as a binary fraction
        (Decimal("0.005"), "£0.01"),
        (-20, "-£20"),
        (Decimal("-0.001"), "£0"),
    ],
)
def test_money(amount: Decimal | float, expected: str) -> None:
    assert format_money(amount) == expected


@given(st.decimals(-(10**9), 10**9, places=2))
def test_money_reads_back(amount: Decimal) -> None:
    text = format_money(amount)
    assert Decimal(text.replace("£", "").replace(",", "")) == amount
    assert not text.endswith(".00")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (87.0, "87"),
        (87, "87"),
        (87.5, "87.5"),
        (0.1, "0.1"),
        (-0.0, "0"),
        (1e16, "10000000000000000"),
        (0.00001, "0.00001"),
        (Decimal("40.00"), "40"),
        (100, "100"),
    ],
)
def test_plain_numbers(value: Decimal | float, expected: str) -> None:
    assert plain_number(value) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_plain_numbers_read_back(value: float) -> None:
    assert float(plain_number(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(value: Decimal | float) -> None:
    with pytest.raises(ValueError, match="finite"):
        plain_number(value)
    with pytest.raises(ValueError, match="finite"):
        format_money(value)


@pytest.mark.parametrize(
    ("full_name", "expected"),
    [
        ("Emily Clark", "Emily"),
        ("  Emily   Clark ", "Emily"),
        ("Emily", "Emily"),
        ("Mr John Doe", "John"),
        ("Dr. Priya Patel", "Priya"),
        ("Prof. Dr. Uwe Klein", "Uwe"),
        ("The Revd Ann Lee", None),  # "The" is not how people are named here
        ("EMILY CLARK", "Emily"),
        ("emily o'neil", "Emily"),
        ("AJ Smith", "AJ"),
        ("Siân Jones", "Siân"),
        ("Mòrag MacGill-Eain", "Mòrag"),
        ("Llŷr ap Gruffudd", "Llŷr"),
        ("Zoe\u0308 Brown", "Zoë"),
        ("D’Arcy Wentworth", "D'Arcy"),
        ("ANNE-MARIE O'NEILL", "Anne-Marie"),
        ("Nan Shepherd", "Nan"),
        ("Bob\x1b[31m Red", "Bob"),
        ("Emily J. Clark", "Emily"),
        (None, None),
        ("", None),
        ("   ", None),
        ("Mrs Smith", None),
        ("Mr", None),
        ("Mr and Mrs Smith", None),
        ("J Smith", None),
        ("J. R. Hartley", None),
        ("Smith, John", None),
        ("Bob1 Brown", None),
        ("Emily 4 Clark", None),
        ("[/b] Bob", None),
        ("<b>Bob</b> Brown", None),
        ("{first_name}", None),
        ("Bob {supplier}", None),
        ("http://example.com", None),
        ("bob@example.com", None),
        ("www.example.com Bob", None),
        ("A" * 31 + " Brown", None),
        ("A" * 30 + " Brown", "A" * 30),
        ("Dear customer you owe us so much", None),
        ("Estate of John Brown", None),
        ("Brown Homes Ltd", None),
        ("The Occupier", None),
        ("Valued Customer", None),
        ("STOP", None),
        ("Unsubscribe Me", None),
        ("Test Person", None),
        ("NaN", None),
        ("null", None),
        ("😀 Bob", None),
        ("Bob\u202eevil", "Bobevil"),
    ],
)
def test_first_names(full_name: str | None, expected: str | None) -> None:
    assert first_name(full_name) == expected


@given(st.text(max_size=80))
def test_a_first_name_is_letters_on_one_line(text: str) -> None:
    name = first_name(text)
    if name is not None:
        assert 1 < len(name) <= 30
        assert all(part.isalpha() for part in re.split("['-]", name))
