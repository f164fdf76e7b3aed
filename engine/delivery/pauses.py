"""How long to wait before another attempt: pauses that grow, and that differ from one another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 4, 15, 60, 160))
"""Four hours in all. What a channel does not take in that time has failed."""

_SHARE = 0.25
"""Up to this share of a pause is left out, so that what failed together is not tried together."""


def pause_after(
    attempts: int, *, retry_after: float | None, random: Callable[[], float]
) -> timedelta | None:
    """Return how long to wait after so many attempts, or None when it is time to give up.

    Args:
        attempts: how many have been made, 1 or more.
        retry_after: the seconds that the channel asks us to wait, where it says so; it is believed
            up to the longest pause.
        random: draws from 0 up to 1.
    """
    if attempts > len(PAUSES):
        return None
    pause = PAUSES[attempts - 1] * (1 - _SHARE * random())
    asked = min(timedelta(seconds=max(0.0, retry_after or 0.0)), PAUSES[-1])
    return max(pause, asked)
