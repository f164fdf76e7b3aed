"""When to send: at an hour in which this customer, or customers like them, tend to answer.

An *answer* is a message of the customer directly after one of the company. Hours are those of the
clock in London, so that a habit stays at its hour through the clock changes. The customer's own
answers are blended with those of their segment, and these with everyone's, by pseudo-counts: few
answers of one's own leave the others the say, many take it (a Dirichlet prior of strength k, see
Gelman et al., Bayesian Data Analysis, ch. 3). Days of the week are not told apart: one customer's
answers are too few for it.

A customer who wrote within the last hour is most likely still there: replayed history shows it
(``sne nba evaluate``), and the answer goes at once, or as soon as the hours of contact allow.
Otherwise the moment is chosen among the next full hours, and the first moment at all, in which the
hours of contact are open: the best chance of an answer within the hour after, halved for every
``patience_hours`` that it lies behind the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from engine.clock import LONDON
from engine.models.next_action import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

HOURS = 24
OWN_PRIOR = 10.0
"""Answers that the segment's habit weighs against the customer's own."""

SEGMENT_PRIOR = 50.0
"""Answers that everyone's habit weighs against the segment's."""

PRESENT = timedelta(hours=1)
"""How long after a message its writer counts as still there."""

_HOUR = timedelta(hours=1)
_LOOKED_AHEAD = 24
_MINUTES = 60

Counts = tuple[int, ...]
"""Answers per hour of the day, 24 of them."""

NO_ANSWERS: Counts = (0,) * HOURS


class Hours(Protocol):
    """Hours of contact; the gate's are in ``engine.delivery.hours``."""

    def __hash__(self) -> int:
        """Return the same for the same hours: what they allow is remembered."""

    def is_open(self, moment: datetime) -> bool:
        """Whether a message may go."""

    def next_opening(self, moment: datetime) -> datetime:
        """Return ``moment`` where they are open, else when they open next."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which a message may go.

    Attributes:
        hour: the hour of London's day in which it lies.
        spent: how much of that hour is over, 0 to 1.
        waited: hours since the first moment possible.
    """

    at: datetime
    hour: int
    spent: float
    waited: float


@dataclass(frozen=True, slots=True)
class Habits:
    """When customers answer, as far as it is known.

    Attributes:
        everyone: the answers of all customers.
        segments: those of the customers of each segment.
    """

    everyone: Counts = NO_ANSWERS
    segments: Mapping[str, Counts] = field(default_factory=dict)

    def of(self, own: Sequence[int], segment: str | None) -> Habit:
        """Return the habit of one customer."""
        like_them = self.segments.get(segment or "", NO_ANSWERS)
        near = _near(self.everyone, like_them)
        basis = f"{segment} customers" if any(like_them) else "all customers"
        return Habit(tuple(own), _blend(own, near, OWN_PRIOR), basis, sum(self.everyone))


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

    def chance(self, slot: Slot) -> float:
        """Return the share of answers in the hour that begins with a slot."""
        after = self.shares[(slot.hour + 1) % HOURS]
        return self.shares[slot.hour] * (1 - slot.spent) + after * slot.spent

    def best_hour(self) -> int:
        """Return the hour of the day with the largest share, the earliest of equals."""
        return max(range(HOURS), key=lambda hour: (self.shares[hour], -hour))


def at_once(hours: Hours, now: datetime) -> Moment:
    """Return the first moment that the hours of contact allow, for a customer who is there now."""
    first = hours.next_opening(_whole_second(now))
    return Moment(first, f"{_when(first, first, now)}: the customer wrote within the hour.")


def best_moment(habit: Habit, hours: Hours, now: datetime, patience_hours: float) -> Moment:
    """Return when to send.

    Args:
        habit: when the customer answers.
        hours: when a message may go.
        now: the present moment; nothing is sent before it.
        patience_hours: after how long half of the answer's worth is lost by waiting.
    """
    first = hours.next_opening(_whole_second(now))
    slots = _slots(hours, first)
    # Of equals the earliest: max keeps the first it meets.
    best = max(slots, key=lambda slot: habit.chance(slot) * 0.5 ** (slot.waited / patience_hours))
    return Moment(best.at, _why(habit, best, first, now))


def _whole_second(moment: datetime) -> datetime:
    whole = moment.replace(microsecond=0)
    return whole if whole == moment else whole + timedelta(seconds=1)


# Of one run nearly all ask for the same hours at the same moment.
@lru_cache(maxsize=64)
def _slots(hours: Hours, first: datetime) -> tuple[Slot, ...]:
    """Return the first moment and the full hours after it that are open."""
    # London keeps whole hours from UTC: a full hour there is one here.
    full = first.replace(minute=0, second=0)
    later = (full + n * _HOUR for n in range(1, _LOOKED_AHEAD + 1))
    moments = (first, *(at for at in later if hours.is_open(at)))
    return tuple(_slot(at, first) for at in moments)


def _slot(at: datetime, first: datetime) -> Slot:
    local = at.astimezone(LONDON)
    return Slot(at, local.hour, local.minute / _MINUTES, (at - first) / _HOUR)


def _why(habit: Habit, best: Slot, first: datetime, now: datetime) -> str:
    when = _when(best.at, first, now)
    answers = sum(habit.own)
    there = habit.own[best.hour] + habit.own[(best.hour + 1) % HOURS]
    if there:
        return f"{when}: {there} of their {answers} answers came in the two hours from then."
    if not habit.known and not answers:
        return f"{when}: nothing is known yet of when customers answer."
    own = "no answer of their own is known" if not answers else f"theirs are few ({answers})"
    return f"{when}: soon enough, and when {habit.basis} tend to answer; {own}."


def _when(best: datetime, first: datetime, now: datetime) -> str:
    local = best.astimezone(LONDON)
    held = "" if first - now < timedelta(minutes=1) else ", not before the hours of contact open"
    return f"Send {local:%a} {local.day} {local:%b} at {local:%H:%M} (London){held}"


@lru_cache(maxsize=16)
def _near(everyone: Counts, like_them: Counts) -> tuple[float, ...]:
    """Return the habit of a segment, blended with everyone's."""
    blended = _blend(everyone, (1 / HOURS,) * HOURS, HOURS)
    return _blend(like_them, blended, SEGMENT_PRIOR)


def _blend(counts: Sequence[int], prior: Sequence[float], strength: float) -> tuple[float, ...]:
    whole = sum(counts) + strength
    return tuple(
        (count + strength * share) / whole for count, share in zip(counts, prior, strict=True)
    )
