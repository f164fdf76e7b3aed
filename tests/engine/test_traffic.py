"""How many calls may be under way, by how the last ones ended."""

from __future__ import annotations

import pytest

from engine.providers.base import Trouble
from engine.running.traffic import (
    FAILURES_TO_OPEN,
    PAUSES_SECONDS,
    THROTTLED_PAUSE_SECONDS,
    Traffic,
)


class Watch:
    """A stopwatch that a test moves on by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def never() -> bool:
    return False


def at_once() -> bool:
    """Cancelled: a call that may not begin now is given up and not waited for."""
    return True


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def traffic(watch: Watch) -> Traffic:
    """Eight calls at a time, the first of which has been answered."""
    made = Traffic(8, watch)
    assert made.enter(never)
    made.leave(None)
    return made


def calls(traffic: Traffic, trouble: Trouble | None, times: int = 1) -> None:
    for _ in range(times):
        assert traffic.enter(never)
        traffic.leave(trouble)


def may_begin(traffic: Traffic) -> bool:
    """Whether a call may begin without waiting; takes it back."""
    with traffic._changed:
        waits = traffic._not_before > traffic._now()
        return not waits and traffic._under_way < traffic.limit


def test_the_first_call_goes_alone_and_its_answer_opens_the_way(watch: Watch) -> None:
    traffic = Traffic(8, watch)
    assert traffic.limit == 1
    assert traffic.enter(never)
    assert not may_begin(traffic)
    traffic.leave(None)
    assert traffic.limit == 8


def test_a_refused_first_call_does_not_open_the_way(watch: Watch) -> None:
    traffic = Traffic(8, watch)
    calls(traffic, Trouble.DENIED)
    assert traffic.limit == 1


def test_no_more_than_the_limit_at_a_time(traffic: Traffic) -> None:
    for _ in range(8):
        assert traffic.enter(never)
    assert not may_begin(traffic)
    assert not traffic.enter(at_once)
    traffic.leave(None)
    assert may_begin(traffic)


def test_throttling_halves_the_calls_and_pauses(traffic: Traffic, watch: Watch) -> None:
    calls(traffic, Trouble.THROTTLED)
    assert traffic.limit == 4
    assert not may_begin(traffic)
    watch.seconds += THROTTLED_PAUSE_SECONDS
    assert may_begin(traffic)


def test_the_pause_that_the_service_asks_for_is_kept(traffic: Traffic, watch: Watch) -> None:
    assert traffic.enter(never)
    traffic.leave(Trouble.THROTTLED, 7.0)
    watch.seconds += 6.9
    assert not may_begin(traffic)
    watch.seconds += 0.1
    assert may_begin(traffic)


def test_calls_throttled_together_brake_once(traffic: Traffic) -> None:
    for _ in range(4):
        assert traffic.enter(never)
    for _ in range(4):
        traffic.leave(Trouble.THROTTLED)
    assert traffic.limit == 4


def test_answers_raise_the_limit_by_one_a_round(traffic: Traffic, watch: Watch) -> None:
    calls(traffic, Trouble.THROTTLED)
    watch.seconds += THROTTLED_PAUSE_SECONDS
    calls(traffic, None, 4)
    assert 4 <= traffic.limit <= 5
    calls(traffic, None, 40)
    assert traffic.limit == 8


def test_repeated_failure_opens_the_breaker_and_one_call_tries(
    traffic: Traffic, watch: Watch
) -> None:
    calls(traffic, Trouble.UNAVAILABLE, FAILURES_TO_OPEN)
    assert not may_begin(traffic)
    watch.seconds += PAUSES_SECONDS[0]
    assert traffic.enter(never)
    assert not may_begin(traffic), "half-open: only one call at a time"
    traffic.leave(None)
    assert may_begin(traffic)


def test_an_answer_between_failures_keeps_the_breaker_closed(traffic: Traffic) -> None:
    calls(traffic, Trouble.UNAVAILABLE, FAILURES_TO_OPEN - 1)
    calls(traffic, None)
    calls(traffic, Trouble.UNAVAILABLE, FAILURES_TO_OPEN - 1)
    assert may_begin(traffic)


def test_failed_trials_pause_longer_and_then_break_for_good(traffic: Traffic, watch: Watch) -> None:
    calls(traffic, Trouble.UNAVAILABLE, FAILURES_TO_OPEN)
    for pause in PAUSES_SECONDS:
        assert not traffic.is_broken
        assert not may_begin(traffic)
        watch.seconds += pause
        calls(traffic, Trouble.UNAVAILABLE)
    assert traffic.is_broken


def test_a_cancelled_call_never_begins(watch: Watch) -> None:
    assert not Traffic(8, watch).enter(at_once)
