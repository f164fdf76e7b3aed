"""When to send: habits, the hours of contact, clock changes and holidays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import LONDON
from engine.conversations.next_action.habits import counted, habits_of
from engine.conversations.next_action.timing import HOURS, Counts, Habits, at_once, best_moment
from engine.delivery.hours import MARKETING_HOURS, SERVICE_HOURS

MORNING = datetime(2026, 11, 20, 9, 7, 30, tzinfo=UTC)  # A Friday.


def at_hour(hour: int, answers: int = 1) -> Counts:
    return tuple(answers if h == hour else 0 for h in range(HOURS))


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def test_who_answers_in_the_evening_is_written_to_in_the_evening() -> None:
    habit = Habits(at_hour(9, 500)).of(at_hour(18, 40), None)
    found = best_moment(habit, SERVICE_HOURS, MORNING, patience_hours=24)
    assert found.at == london(2026, 11, 20, 18)
    assert "40 of their 40 answers" in found.reason


def test_few_answers_of_ones_own_leave_the_others_the_say() -> None:
    habit = Habits(at_hour(12, 500)).of(at_hour(19, 1), None)
    assert best_moment(habit, SERVICE_HOURS, MORNING, 24).at == london(2026, 11, 20, 12)


def test_customers_like_them_count_for_more_than_everyone() -> None:
    habits = Habits(at_hour(9, 900), {"Eco Savers": at_hour(15, 400)})
    like_them = habits.of((0,) * HOURS, "Eco Savers")
    found = best_moment(like_them, SERVICE_HOURS, MORNING, 24)
    assert found.at == london(2026, 11, 20, 15)
    assert "Eco Savers" in found.reason
    other = habits.of((0,) * HOURS, "Digital Natives")
    assert best_moment(other, SERVICE_HOURS, MORNING, 24).at == MORNING


def test_who_cannot_wait_is_not_kept_for_a_better_hour() -> None:
    habit = Habits().of(at_hour(18, 5), None)
    assert best_moment(habit, SERVICE_HOURS, MORNING, patience_hours=1).at == MORNING
    assert best_moment(habit, SERVICE_HOURS, MORNING, patience_hours=24).at > MORNING


def test_where_nothing_is_known_the_first_moment_is_taken_and_said() -> None:
    found = best_moment(Habits().of((0,) * HOURS, None), SERVICE_HOURS, MORNING, 8)
    assert found.at == MORNING
    assert "nothing is known" in found.reason


def test_who_is_there_now_is_answered_now_or_when_the_hours_open() -> None:
    assert at_once(SERVICE_HOURS, MORNING).at == MORNING
    night = london(2026, 11, 20, 23, 30)
    assert at_once(SERVICE_HOURS, night).at == london(2026, 11, 21, 8)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # The clocks go back at 2am on 25 October 2026: 18:00 is still six in the evening.
        (london(2026, 10, 24, 21, 30), london(2026, 10, 25, 18)),
        # They go forward on 29 March 2026.
        (london(2026, 3, 28, 21, 30), london(2026, 3, 29, 18)),
    ],
)
def test_a_habit_keeps_its_hour_through_the_clock_changes(
    now: datetime, expected: datetime
) -> None:
    habit = Habits().of(at_hour(18, 300), None)
    assert best_moment(habit, SERVICE_HOURS, now, 24).at == expected


def test_answers_are_counted_by_the_clock_in_london() -> None:
    summer, winter = (datetime(2026, month, 20, 17, 30, tzinfo=UTC) for month in (7, 11))
    assert counted([summer, winter])[17:19] == (1, 1)
    rows = [("Eco Savers", "2026-07-20T17", 3), (None, "2026-11-20T17", 2)]
    habits = habits_of(rows)
    assert habits.everyone[17:19] == (2, 3)
    assert habits.segments["Eco Savers"][18] == 3


def test_what_is_about_debt_waits_through_christmas_and_sundays() -> None:
    habit = Habits().of(at_hour(12, 300), None)
    christmas_eve = london(2026, 12, 24, 20, 30)
    # Christmas, Boxing Day, a Sunday, and the Monday in lieu of Boxing Day.
    assert best_moment(habit, MARKETING_HOURS, christmas_eve, 24).at == london(2026, 12, 29, 12)
    assert best_moment(habit, SERVICE_HOURS, christmas_eve, 24).at == london(2026, 12, 25, 12)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    own=st.lists(st.integers(0, 20), min_size=HOURS, max_size=HOURS),
    is_strict=st.booleans(),
    patience=st.floats(0.5, 48),
)
def test_the_moment_is_open_never_past_and_always_the_same(
    now: datetime, own: list[int], is_strict: bool, patience: float
) -> None:
    hours = MARKETING_HOURS if is_strict else SERVICE_HOURS
    habit = Habits().of(own, None)
    found = best_moment(habit, hours, now, patience)
    assert hours.is_open(found.at)
    first = hours.next_opening(now)
    assert now <= found.at <= first + timedelta(hours=25)
    assert found == best_moment(habit, hours, now, patience)
    assert sum(habit.shares) == pytest.approx(1)
