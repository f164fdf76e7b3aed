"""Clocks and stored times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import fixed_clock, from_text, local_date, running_clock, to_text

MOMENTS = st.datetimes(
    min_value=datetime(1950, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)
)


@given(MOMENTS)
def test_a_stored_moment_is_read_back_to_the_millisecond(moment: datetime) -> None:
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert abs(from_text(to_text(moment)) - whole) < timedelta(milliseconds=1)


@given(MOMENTS, MOMENTS)
def test_stored_texts_sort_in_the_order_of_time(one: datetime, other: datetime) -> None:
    first, second = sorted([one, other])
    if second - first >= timedelta(milliseconds=1):
        assert to_text(first) < to_text(second)


def test_a_moment_without_an_offset_cannot_be_stored() -> None:
    with pytest.raises(ValueError, match="without an offset"):
        to_text(datetime(2026, 1, 1))


def test_a_fixed_clock_stands_and_a_running_one_goes_on_from_its_start() -> None:
    start = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    fixed, running = fixed_clock(start), running_clock(start)
    assert fixed() == fixed() == start
    assert start <= running() <= running() < start + timedelta(minutes=1)


def test_the_day_is_londons() -> None:
    assert str(local_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))) == "2026-07-01"
    assert str(local_date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))) == "2026-12-31"
