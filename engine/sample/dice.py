"""Chance, drawn so that one seed gives the same sample on every Python and every machine.

Python promises that ``Random.random`` never changes for a seed; its other methods may. So every
draw here comes from that one method, and every curved distribution is a table of rounded quantiles
made once: a last bit that differs between two C libraries is rounded away and moves no value.

A distribution is a tuple of *slots*, drawn evenly: what is twice as likely stands in twice as many.
"""

from __future__ import annotations

import math
from random import Random
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")

_QUANTILES = 1024


def _bell(steps: int) -> tuple[float, ...]:
    """Return the standard normal distribution as ``steps`` equally likely values."""
    normal = NormalDist()
    return tuple(round(normal.inv_cdf((i + 0.5) / steps), 6) for i in range(steps))


_BELL = _bell(_QUANTILES)


class Dice:
    """All the chance of one sample, from one seed.

    Attributes:
        roll: returns the next even draw from 0 (included) to 1 (excluded).
    """

    __slots__ = ("roll",)

    def __init__(self, seed: int) -> None:
        self.roll = Random(seed).random

    def chance(self, probability: float) -> bool:
        """Return True with this ``probability``, 0 to 1."""
        return self.roll() < probability

    def pick(self, slots: Sequence[T]) -> T:
        """Return one of ``slots``, each as likely as the next; there must be at least one."""
        return slots[int(self.roll() * len(slots))]

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.roll() * (high - low + 1))

    def noise(self) -> float:
        """Return a draw from the standard normal distribution, within ±3.3."""
        return _BELL[int(self.roll() * _QUANTILES)]


def weighted(weights: Mapping[T, int]) -> tuple[T, ...]:
    """Return slots in which each value stands as often as its weight says; 0 leaves it out."""
    return tuple(value for value, weight in weights.items() for _ in range(weight))


def popular(words: str) -> tuple[str, ...]:
    """Return slots for a list of words that runs from the commonest to the rarest.

    Frequency falls off with rank, as names do: the first of forty is eight times as common as the
    last. This is what makes namesakes natural.
    """
    return tuple(
        word for rank, word in enumerate(words.split()) for _ in range(max(1, 200 // (rank + 6)))
    )


def hill(low: int, peak: int, high: int) -> tuple[int, ...]:
    """Return slots for the whole numbers ``low`` to ``high``, likeliest at ``peak``."""
    rising = [(n, 1 + 20 * (n - low) // max(1, peak - low)) for n in range(low, peak)]
    falling = [(n, 1 + 20 * (high - n) // max(1, high - peak)) for n in range(peak, high + 1)]
    return weighted(dict(rising + falling))


def log_normal(
    median: float, spread: float, *, low: float, high: float, digits: int = 1
) -> tuple[float, ...]:
    """Return slots of a right-skewed distribution, as waiting times and consumption have.

    Args:
        median: half of the values lie below it.
        spread: standard deviation of the logarithm; 0.5 is mild, 1 long-tailed.
        low: smaller values become this one.
        high: greater values become this one.
        digits: decimals kept.
    """
    return tuple(
        round(float(min(high, max(low, median * math.exp(spread * deviate)))), digits)
        for deviate in _BELL
    )


def log_normal_whole(median: float, spread: float, *, low: int, high: int) -> tuple[int, ...]:
    """Return ``log_normal`` slots as whole numbers."""
    return tuple(int(value) for value in log_normal(median, spread, low=low, high=high, digits=0))
