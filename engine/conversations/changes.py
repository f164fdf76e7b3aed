"""What moved the satisfaction of a period: the topics and agents that weigh most in its change.

The share of satisfied customers (CSAT) of a period is the mean of its groups', weighed by how many
conversations each has. A group moves it in two ways: its own customers were more or less satisfied,
and it was a larger or smaller part of all::

    weight = share now x (csat now - csat then)
           + (share now - share then) x (csat then - csat of all then)

Over groups that share all conversations among them, the weights add up to the change of the whole.
Topics overlap, so theirs say which matter most, not what the sum is made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.service import Figures, Grouping

    Groups = Sequence[tuple[str, Figures]]

LEAST_SAMPLE = 5
"""Rated conversations of a group below which its share of satisfied customers is chance."""

LEAST_WEIGHT = 0.5
"""Points of the whole below which nobody would look for a group."""

_CSAT = "csat_percentage"


@dataclass(frozen=True, slots=True)
class Change:
    """How one topic or agent moved the satisfaction of the whole.

    Attributes:
        by: a topic or an agent.
        name: which.
        weight: points by which the whole rose or fell with it.
        now: conversations in the period.
        then: conversations in the period before.
        share_now: their share of all, 0 to 1.
        share_then: as much of the period before.
        csat_now: percentage of satisfied customers; None where too few are known to say.
        csat_then: as much of the period before.
    """

    by: Grouping
    name: str
    weight: float
    now: int
    then: int
    share_now: float
    share_then: float
    csat_now: float | None
    csat_then: float | None


def changes(
    by: Grouping, now: Figures, now_groups: Groups, then: Figures, then_groups: Groups
) -> list[Change]:
    """Return how the groups of a period moved its satisfaction, those that weigh most first.

    Args:
        by: what the groups are.
        now: the figures of the period.
        now_groups: its groups.
        then: the figures of the period before.
        then_groups: its groups.
    """
    all_then = then.values[_CSAT].value
    if all_then is None or not now.conversations or not then.conversations:
        return []
    before = dict(then_groups)
    found = []
    for name, figures in now_groups:
        old = before.pop(name, None)
        change = _change(by, name, figures, old, now.conversations, then.conversations, all_then)
        found.append(change)
    for name, old in before.items():
        change = _change(by, name, None, old, now.conversations, then.conversations, all_then)
        found.append(change)
    telling = [change for change in found if abs(change.weight) >= LEAST_WEIGHT]
    return sorted(telling, key=lambda change: (-abs(change.weight), change.name))


def _change(
    by: Grouping,
    name: str,
    now: Figures | None,
    then: Figures | None,
    all_now: int,
    count_then: int,
    all_then: float,
) -> Change:
    counts = (now.conversations if now else 0), (then.conversations if then else 0)
    shares = counts[0] / all_now, counts[1] / count_then
    rates = _csat(now), _csat(then)
    # A rate that is not known stands for nothing: the group is taken to be as the whole was.
    start = all_then if rates[1] is None else rates[1]
    end = start if rates[0] is None else rates[0]
    weight = shares[0] * (end - start) + (shares[0] - shares[1]) * (start - all_then)
    return Change(by, name, weight, *counts, *shares, *rates)


def _csat(figures: Figures | None) -> float | None:
    if figures is None or figures.values[_CSAT].sample < LEAST_SAMPLE:
        return None
    return figures.values[_CSAT].value
