"""When to send: at an hour in which this customer, or customers like them, tend to answer.

An *answer* is a message of the customer directly after one of the company. Hours are those of the
clock in London, so that a habit stays at its hour through the clock changes. The customer's own
answers are blended with those of their segment, and these with everyone's, by pseudo-counts: few
answers of one's own leave the others the say, many take it (a Dirichlet prior of strength k, see
Gelman et al., Bayesian Data Analysis, ch. 3). Days of the week are not told apart: one customer's
answers are too few for it.

The moment is chosen among the next full hours, and the first moment at all, in which the hours of
contact are open: the best chance of an answer within the hour after, halved for every
``patience_hours`` that it lies behind the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from engine.clock import LONDON
from engine.models.next_action import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

HOURS = 24
OWN_PRIOR = 10.0
"""Answers that the segment's habit weighs against the customer's own."""

SEGMENT_PRIOR = 50.0
"""Answers that everyone's habit weighs against the segment's."""

_HOUR = timedelta(hours=1)
_LOOKED_AHEAD = 24
_MINUTES = 60

Counts = tuple[int, ...]
"""Answers per hour of the day, 24 of them."""

NO_ANSWERS: Counts = (0,) * HOURS


class Hours(Protocol):
    """Hours of contact; the gate's are in ``engine.delivery.hours``."""

    def is_open(self, moment: datetime) -> bool:
        """Whether a message may go."""

    def next_opening(self, moment: datetime) -> datetime:
        """Return ``moment`` where they are open, else when they open next."""


@dataclass(frozen=True, slots=True)
class Habits:
    """When customers answer, as far as it is known.

    Attributes:
        everyone: the answers of all customers.
        segments: those of the customers of each segment.
    """

    everyone: Counts = NO_ANSWERS
    segments: dict[str, Counts] | None = None

    def of(self, own: Sequence[int], segment: str | None) -> Habit:
        """Return the habit of one customer."""
        like_them = (self.segments or {}).get(segment or "", NO_ANSWERS)
        everyone = _blend(self.everyone, [1 / HOURS] * HOURS, HOURS)
        near = _blend(like_them, everyone, SEGMENT_PRIOR)
        basis = "all customers" if not sum(like_them) else f"{segment} customers"
        return Habit(tuple(own), tuple(_blend(own, near, OWN_PRIOR)), basis, sum(self.everyone))


@dataclass(frozen=True, slots=True)
class Habit:
    """When one customer answers.

    Attributes:
        own: their answers per hour of the day.
        shares: the blended share of each hour; they add up to 1.
        basis: whose answers stand in where their own are few.
        known: how many answers of everyone were counted.
    """

    own: Counts
    shares: tuple[float, ...]
    basis: str
    known: int

    def chance(self, moment: datetime) -> float:
        """Return the share of answers in the hour that begins at ``moment``."""
        local = moment.astimezone(LONDON)
        spent = local.minute / _MINUTES
        after = (local.hour + 1) % HOURS
        return self.shares[local.hour] * (1 - spent) + self.shares[after] * spent

    def best_hour(self) -> int:
        """Return the hour of the day with the largest share, the earliest of equals."""
        return max(range(HOURS), key=lambda hour: (self.shares[hour], -hour))


def best_moment(habit: Habit, hours: Hours, now: datetime, patience_hours: float) -> Moment:
    """Return when to send.

    Args:
        habit: when the customer answers.
        hours: when a message may go.
        now: the present moment; nothing is sent before it.
        patience_hours: after how long half of the answer's worth is lost by waiting.
    """
    first = hours.next_opening(_whole_second(now))
    best = max(
        _candidates(first, hours),
        # Of equals the earliest: the clock breaks ties.
        key=lambda at: (_worth(habit, at, first, patience_hours), -at.timestamp()),
    )
    return Moment(best, _why(habit, best, first, now))


def _whole_second(moment: datetime) -> datetime:
    whole = moment.replace(microsecond=0)
    return whole if whole == moment else whole + timedelta(seconds=1)


def _candidates(first: datetime, hours: Hours) -> Iterator[datetime]:
    yield first
    # London keeps whole hours from UTC: a full hour there is one here.
    at = first.replace(minute=0, second=0)
    for _ in range(_LOOKED_AHEAD):
        at += _HOUR
        if hours.is_open(at):
            yield at


def _worth(habit: Habit, at: datetime, first: datetime, patience_hours: float) -> float:
    waited = (at - first) / _HOUR
    return float(habit.chance(at) * 0.5 ** (waited / patience_hours))


def _why(habit: Habit, best: datetime, first: datetime, now: datetime) -> str:
    local = best.astimezone(LONDON)
    when = f"Send {local:%a} {local.day} {local:%b} at {local:%H:%M} (London)"
    held = "" if first - now < timedelta(minutes=1) else ", not before the hours of contact open"
    answers = sum(habit.own)
    there = habit.own[local.hour] + habit.own[(local.hour + 1) % HOURS]
    if there:
        return f"{when}{held}: {there} of their {answers} answers came in the two hours from then."
    if not habit.known and not answers:
        return f"{when}{held}: nothing is known yet of when customers answer."
    own = "no answer of their own is known" if not answers else f"theirs are few ({answers})"
    return f"{when}{held}: {habit.basis} answer then as much as waiting allows; {own}."


def _blend(counts: Sequence[int], prior: Sequence[float], strength: float) -> list[float]:
    whole = sum(counts) + strength
    return [
        (count + strength * share) / whole for count, share in zip(counts, prior, strict=True)
    ]
