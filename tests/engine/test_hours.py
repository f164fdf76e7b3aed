"""The hours of contact in London, through clock changes, Sundays and bank holidays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import LONDON
from engine.delivery.hours import MARKETING_HOURS, SERVICE_HOURS, holiday


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "marketing", "service"),
    [
        ("2026-11-20T08:59:59", False, True),
        ("2026-11-20T09:00:00", True, True),
        ("2026-11-20T19:59:59", True, True),
        ("2026-11-20T20:00:00", False, True),
        ("2026-11-20T21:00:00", False, False),
        ("2026-11-20T07:59:59", False, False),
        ("2026-11-21T10:00:00", True, True),  # Saturday
        ("2026-11-22T10:00:00", False, True),  # Sunday
        ("2026-11-30T10:00:00", False, True),  # Saint Andrew's Day
        ("2026-12-25T10:00:00", False, True),
        ("2026-12-28T10:00:00", False, True),  # Boxing Day, observed
        ("2027-01-02T10:00:00", False, True),  # a holiday in Scotland, and a Saturday
        ("2026-07-01T08:30:00", False, True),  # summer time
        ("2026-07-01T09:00:00", True, True),
    ],
)
def test_when_messages_may_go(moment: str, marketing: bool, service: bool) -> None:
    assert MARKETING_HOURS.is_open(london(moment)) is marketing
    assert SERVICE_HOURS.is_open(london(moment)) is service


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-20T21:30:00", "2026-11-21T09:00:00"),
        ("2026-11-21T20:00:00", "2026-11-23T09:00:00"),  # over Sunday
        ("2026-12-24T20:30:00", "2026-12-29T09:00:00"),  # over Christmas
        ("2027-03-27T21:00:00", "2027-03-30T09:00:00"),  # over Easter and into summer time
        ("2026-10-24T21:00:00", "2026-10-26T09:00:00"),  # out of summer time
        ("2026-11-20T05:00:00", "2026-11-20T09:00:00"),
    ],
)
def test_when_marketing_may_go_next(moment: str, opens: str) -> None:
    found = MARKETING_HOURS.next_opening(london(moment))
    assert found == london(opens)
    assert found.tzinfo is UTC


def test_the_clock_changes_move_the_opening_in_utc() -> None:
    assert SERVICE_HOURS.next_opening(london("2026-03-28T22:00:00")).hour == 7
    assert SERVICE_HOURS.next_opening(london("2026-10-24T22:00:00")).hour == 8


@given(
    st.datetimes(
        datetime(2024, 1, 1),
        datetime(2035, 1, 1),
        timezones=st.just(UTC),
    )
)
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime) -> None:
    for window in (MARKETING_HOURS, SERVICE_HOURS):
        opening = window.next_opening(moment)
        assert opening >= moment
        assert window.is_open(opening)
        if opening > moment:
            assert not window.is_open(moment)
            assert not window.is_open(opening - timedelta(seconds=1))


def test_holidays_of_all_our_nations_count() -> None:
    assert holiday(datetime(2026, 4, 6).date()) == "Easter Monday"
    assert holiday(datetime(2026, 8, 3).date()) == "Summer Bank Holiday"
    assert holiday(datetime(2026, 11, 20).date()) is None
