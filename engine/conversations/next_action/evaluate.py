"""How good the decisions would have been, beside simple baselines.

What history can show: what followed a reply. What it cannot show: what would have followed another
one. A reply through another channel, or at another hour, was never tried at that point, and
customers who are easy to help both answer and end content whatever is done. So the shares below
describe; they do not prove that following a decision helps.

The points of one conversation are alike. Intervals are therefore Wilson's (95 %) with the number of
conversations, not of points, as the sample size: rather too wide than too narrow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.conversations.next_action.timing import HOURS, PRESENT, Habits
from engine.models.next_action import ReplyChannel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from engine.conversations.next_action.replay import Past, Point

_Z = 1.959964
_NEAR_HOURS = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of points with its interval.

    Attributes:
        name: what is counted.
        hits: points that are so.
        points: points looked at.
        conversations: conversations that these are from: the sample size of the interval.
    """

    name: str
    hits: int
    points: int
    conversations: int

    @property
    def share(self) -> float | None:
        """Hits over points; None where there is none."""
        return self.hits / self.points if self.points else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval by Wilson (1927); None where there is no point."""
        return None if self.share is None else wilson(self.share, self.conversations)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a replay gives: groups of rates that belong side by side, by heading."""

    conversations: int
    points: int
    looked_at: int
    groups: dict[str, tuple[Rate, ...]]
    notes: tuple[str, ...]


def wilson(share: float, size: int) -> tuple[float, float]:
    """Return Wilson's score interval (95 %) of a share in a sample of so many."""
    square = _Z * _Z / size
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / size + square / (4 * size)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def evaluate(past: Past, *, limit: int | None, seed: int) -> Evaluation:
    """Return how the decisions compare with what happened.

    Args:
        past: what was replayed.
        limit: look at so many points, drawn at random; None: at all.
        seed: for the draw; the same seed, the same points.
    """
    points = sorted(past.points, key=lambda point: (point.at, point.conversation))
    if limit is not None and limit < len(points):
        drawn = Random(seed).sample(range(len(points)), limit)  # noqa: S311 - no secret
        points = [points[place] for place in sorted(drawn)]
    groups = {
        "The customer answered within 24 hours, by what the rules decide": _by_decision(
            points, lambda point: point.answered_within_a_day
        ),
        "The conversation ended resolved, by what the rules decide": _by_decision(
            points, lambda point: point.ended_resolved
        ),
        "The reply went through the channel decided": _followed(points),
        "The channel in which the customer answered": _channels(points),
        "The hour at which the customer answered, give or take one": _hours(points, past.answers),
    }
    notes = [
        "History shows what followed a reply, not what would have followed another one.",
        "Intervals: Wilson, 95 %, with conversations as the sample size.",
    ]
    if len({point.used for point in points}) < 2:
        notes.append(
            "All conversations were held in one kind of channel: nothing can be said on whether "
            "another one would have been answered."
        )
    return Evaluation(past.conversations, len(past.points), len(points), groups, tuple(notes))


def _rate(name: str, points: Iterable[Point], is_hit: Callable[[Point], bool]) -> Rate:
    looked_at = list(points)
    return Rate(
        name,
        sum(map(is_hit, looked_at)),
        len(looked_at),
        len({point.conversation for point in looked_at}),
    )


def _by_decision(points: Sequence[Point], is_hit: Callable[[Point], bool]) -> tuple[Rate, ...]:
    decided = (
        _rate(channel, (p for p in points if p.decided is channel), is_hit)
        for channel in ReplyChannel
    )
    return (*decided, _rate("all", points, is_hit))


def _followed(points: Sequence[Point]) -> tuple[Rate, ...]:
    """Compare the points at which the company did what the rules decide with the others."""
    did = [p for p in points if p.used is p.decided]
    did_not = [p for p in points if p.used is not p.decided]
    return (
        _rate("answered within 24 hours, where it did", did, lambda p: p.answered_within_a_day),
        _rate("answered within 24 hours, where not", did_not, lambda p: p.answered_within_a_day),
        _rate("ended resolved, where it did", did, lambda p: p.ended_resolved),
        _rate("ended resolved, where not", did_not, lambda p: p.ended_resolved),
    )


def _channels(points: Sequence[Point]) -> tuple[Rate, ...]:
    """Compare the decision with the channel of the answer; only points with an answer count."""
    answered = [p for p in points if p.answered_at is not None]
    seen: Counter[ReplyChannel] = Counter()
    usual: dict[int, ReplyChannel | None] = {}
    for point in answered:
        usual[id(point)] = seen.most_common(1)[0][0] if seen else None
        seen[point.used] += 1
    return (
        _rate("the rules", answered, lambda p: p.used is p.decided),
        _rate("always the most frequent so far", answered, lambda p: usual[id(p)] is p.used),
        # A conversation does not leave its channel: this baseline cannot miss.
        _rate("always that of the customer's last message", answered, lambda _p: True),
    )


def _hours(points: Sequence[Point], answers: list[tuple[datetime, str]]) -> tuple[Rate, ...]:
    """Compare the hour of the answer with the timing by what was known, and with baselines."""
    history = sorted(answers)
    everyone = [0] * HOURS
    own: defaultdict[str, list[int]] = defaultdict(lambda: [0] * HOURS)
    at = 0
    answered = [p for p in points if p.answered_at is not None]
    guesses: dict[int, tuple[int, int]] = {}
    for point in answered:
        while at < len(history) and history[at][0] < point.at:
            hour, who = _hour(history[at][0]), history[at][1]
            everyone[hour] += 1
            own[who][hour] += 1
            at += 1
        theirs = own.get(point.customer, [0] * HOURS)
        is_there = point.at - point.asked_at <= PRESENT
        ours = _hour(point.at) if is_there else Habits(tuple(everyone)).of(theirs, None).best_hour()
        guesses[id(point)] = ours, everyone.index(max(everyone))
    return (
        _rate(
            "the rules: at once while they are there, else the habit",
            answered,
            lambda p: _is_near(p, guesses[id(p)][0]),
        ),
        _rate(
            "always the most frequent hour so far",
            answered,
            lambda p: _is_near(p, guesses[id(p)][1]),
        ),
        _rate(
            "always that of the customer's last message",
            answered,
            lambda p: _is_near(p, _hour(p.asked_at)),
        ),
    )


def _is_near(point: Point, hour: int) -> bool:
    if point.answered_at is None:
        return False
    apart = abs(_hour(point.answered_at) - hour)
    return min(apart, HOURS - apart) <= _NEAR_HOURS


def _hour(moment: datetime) -> int:
    return moment.astimezone(LONDON).hour
