"""How satisfied a customer was, 1 to 5: as they said, else as the conversation suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.conversations.understanding.ratings import held
from engine.models.understanding import ResolutionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.conversations.understanding.ratings import Rating

_BEFORE_RESOLUTION = 3.0
_MOOD_WEIGHT = 1.5
_FOR_STATUS = {
    ResolutionStatus.RESOLVED: 1.0,
    ResolutionStatus.OPEN: 0.0,
    ResolutionStatus.ESCALATED: -1.0,
}
_FOR_SILENCE = -0.5


def stated_satisfaction(given: Mapping[str, Rating]) -> int | None:
    """Return the last rating that the customer gave, on 1 to 5, or None.

    Args:
        given: what ``ratings`` found, oldest first.
    """
    values = [rating.value for rating in given.values()]
    return values[-1] if values else None


def inferred_satisfaction(
    sentiment: float, end: float, status: ResolutionStatus, *, unanswered: bool
) -> int:
    """Return what the customer would probably have said, 1 to 5.

    3 + 1.5 * the mean of the whole mood and the mood at the end, + 1 when resolved, - 1 when
    escalated, - 0.5 when nobody answered; rounded from .5 upwards and held to 1 to 5. Our own rule
    of thumb, not a measured relation: figures made of it are marked as inferred.

    Args:
        sentiment: mean mood of the customer's messages, -1 to 1.
        end: mood at the end, -1 to 1.
        status: how the conversation stands.
        unanswered: whether nobody replied.
    """
    value = _BEFORE_RESOLUTION + _MOOD_WEIGHT * (sentiment + end) / 2 + _FOR_STATUS[status]
    if unanswered:
        value += _FOR_SILENCE
    return held(value)
