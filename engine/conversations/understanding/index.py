"""The customer satisfaction index (CSI) and its four parts, all 0 (worst) to 10 (best).

CSI = 0.35 effectiveness + 0.25 effort + 0.25 efficiency + 0.15 empathy. A part that has nothing to
measure is None, and so is the index then. Customer effort (``ces``) runs the other way round than
its part: 1 is easy and 7 is hard, so a ``ces`` of 1 makes an effort part of 10.
"""

from __future__ import annotations

from engine.models.understanding import Index

FIRST_RESPONSE_LIMIT_S = 3600.0
MEAN_RESPONSE_LIMIT_S = 1800.0
HANDLING_LIMIT_S = 7200.0

_EASY, _HARD = 1.0, 7.0


def effectiveness(resolution: float | None, fcr: float | None) -> float | None:
    """Return the mean of resolution and first-contact resolution, both given as 0 to 10."""
    if resolution is None or fcr is None:
        return None
    return (resolution + fcr) / 2


def effort(ces: float | None) -> float | None:
    """Return (7 - ces) / 6 * 10, where a ``ces`` of 1 is easy and one of 7 is hard."""
    return None if ces is None else (_HARD - ces) / (_HARD - _EASY) * 10


def efficiency(
    first_response_s: float | None,
    mean_response_s: float | None,
    handling_s: float | None,
    *,
    unanswered: bool,
) -> float | None:
    """Return the mean of max(0, 1 - seconds / limit) * 10 over the three times.

    The limits are 3600 s for the first response, 1800 s for the mean response and 7200 s for the
    handling. 0 where the customer wrote and nobody answered; None where nobody had to answer.
    """
    if unanswered:
        return 0.0
    given = [
        max(0.0, 1 - seconds / limit) * 10
        for seconds, limit in (
            (first_response_s, FIRST_RESPONSE_LIMIT_S),
            (mean_response_s, MEAN_RESPONSE_LIMIT_S),
            (handling_s, HANDLING_LIMIT_S),
        )
        if seconds is not None
    ]
    return sum(given) / len(given) if given else None


def empathy(sentiment: float | None, shift: float | None) -> float | None:
    """Return the mean of the sentiment on 0 to 10 and the shift on -5 to 5 plus 5.

    Args:
        sentiment: mean mood, -1 to 1; becomes (sentiment + 1) * 5.
        shift: mood at the end less mood at the start, -2 to 2; becomes shift * 2.5, so that a
            conversation that went from one end of the scale to the other has -5 or 5.
    """
    if sentiment is None or shift is None:
        return None
    return ((sentiment + 1) * 5 + (shift * 2.5 + 5)) / 2


def index(
    effectiveness: float | None,
    effort: float | None,
    efficiency: float | None,
    empathy: float | None,
) -> Index:
    """Return the index of four parts, everything rounded to two decimals at the very end."""
    csi = None
    if not (effectiveness is None or effort is None or efficiency is None or empathy is None):
        csi = 0.35 * effectiveness + 0.25 * effort + 0.25 * efficiency + 0.15 * empathy
    return Index(*map(_two_decimals, (effectiveness, effort, efficiency, empathy, csi)))


def _two_decimals(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
