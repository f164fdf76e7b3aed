"""What a source itself says of a conversation as a whole: facts that no words have to suggest.

Chat exports may state the customer's rating; an interaction history states the mood, how the matter
ended, who answered and after how long, and holds no message of the company.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.understanding import Label, Reply, ResolutionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOODS = {Label.POSITIVE: 0.5, Label.NEUTRAL: 0.0, Label.NEGATIVE: -0.5}
"""A stated mood as a score: the middle of its half of the scale, since a label says no more."""

_STATUSES = {
    "resolved": ResolutionStatus.RESOLVED,
    "pending": ResolutionStatus.OPEN,
    "escalated": ResolutionStatus.ESCALATED,
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated; None for what is not.

    Attributes:
        rating: 1 to 5, rounded down: 3.9 is not yet the 4 of a satisfied customer.
        mood: -1 to 1.
        status: how it stands.
        reply: the one answer that is known of.
    """

    rating: int | None
    mood: float | None
    status: ResolutionStatus | None
    reply: Reply | None


def read_stated(stated: Mapping[str, str | int | float]) -> Stated:
    """Return what a source states, as its import kept it; what cannot be understood is None."""
    rating, waited = _number(stated.get("rating")), _number(stated.get("response_minutes"))
    agent = stated.get("agent")
    return Stated(
        None if rating is None else min(5, max(1, math.floor(rating))),
        _MOODS.get(Label(mood)) if (mood := _word(stated, "sentiment")) in set(Label) else None,
        _STATUSES.get(_word(stated, "resolution")),
        None
        if waited is None or waited < 0
        else Reply("", None if agent is None else str(agent), waited * 60),
    )


def _word(stated: Mapping[str, str | int | float], name: str) -> str:
    return str(stated.get(name, "")).casefold()


def _number(value: str | float | None) -> float | None:
    return float(value) if isinstance(value, int | float) else None
