"""How satisfied a customer was, 1 to 5: as they said, else as the conversation suggests."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from engine.models.conversations import Direction
from engine.models.understanding import ResolutionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.conversations import Message

_NUMBERS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBER = r"\d{1,2}(?:\.\d)?|" + "|".join(_NUMBERS)
_OUT_OF = re.compile(
    # Not a date (5/5/2024, "on 5/5") and not part of a longer number.
    rf"(?<![\d/.£-])(?<!\bon )(?<!\bby )(?<!\bsince )\b(?P<given>{_NUMBER})"
    r"\s*(?:/|out of)\s*(?P<scale>5|10|five|ten)(?![\d/.:-]*\d)",
    re.IGNORECASE,
)
_STARS = re.compile(
    rf"(?<!not )(?<!hardly )\b(?:(?P<many>{_NUMBER})[ -]?stars|(?P<few>1|one|zero|0)[ -]?star)\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"(?<![★⭐☆])(?:[★⭐]\ufe0f?){1,5}☆{0,4}(?![★⭐])")
_RATED = re.compile(
    r"\b(?:csat|satisfaction|rating|scored?|(?:i(?:'d| would)? |would |to )rate|"
    r"rate (?=(?:you|your|it|this|the (?:service|chat|call|agent))\b))"
    rf"\W{{0,3}}(?:\w+\W+){{0,4}}?(?P<given>[0-9]|10|{'|'.join(_NUMBERS)})\b(?![\d.,]*[\d%p])",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\brate\b|\brating\b|scale of|out of (?:5|five|10|ten)\b|\b[01]\s*(?:-|–|to)\s*(?:5|10)\b",
    re.IGNORECASE,
)
_OF_TEN = re.compile(r"(?:to|-|–|out of)\s*(?:10|ten)\b", re.IGNORECASE)
_BARE = re.compile(rf"\W*(?P<given>{_NUMBER})\W*", re.IGNORECASE)

_BEFORE_RESOLUTION = 3.0
_MOOD_WEIGHT = 1.5
_FOR_STATUS = {
    ResolutionStatus.RESOLVED: 1.0,
    ResolutionStatus.OPEN: 0.0,
    ResolutionStatus.ESCALATED: -1.0,
}
_FOR_SILENCE = -0.5


def stated_satisfaction(messages: Sequence[Message]) -> int | None:
    """Return the last rating that the customer gave, on 1 to 5, or None.

    Read are "4/5", "8 out of 10", "3 stars", "★★★☆☆", "CSAT: 3", "I'd rate it 4", and a bare number
    after the company asked for a rating. Ratings out of ten are halved and rounded up from .5.

    Args:
        messages: oldest first.
    """
    found = None
    asked = ""
    for message in messages:
        if message.direction is Direction.TO_CLIENT:
            asked = message.text
            continue
        rating = _rating(message.text)
        if rating is None and asked and _INVITES.search(asked):
            bare = _BARE.fullmatch(message.text)
            scale = 10 if _OF_TEN.search(asked) else 5
            rating = _scaled(bare["given"], scale) if bare else None
        found = found if rating is None else rating
    return found


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
    return _held(value)


def _rating(text: str) -> int | None:
    if found := _OUT_OF.search(text):
        return _scaled(found["given"], 10 if found["scale"].lower() in ("10", "ten") else 5)
    if found := _STARS.search(text):
        return _scaled(found["many"] or found["few"], 5)
    if found := _DRAWN.search(text):
        # A lone star is decoration.
        full = sum(sign in "★⭐" for sign in found[0])
        return _held(full) if full > 1 or "☆" in found[0] else None
    if found := _RATED.search(text):
        given = _value(found["given"])
        return _scaled(found["given"], 5 if given <= 5 else 10)
    return None


def _scaled(given: str, scale: int) -> int | None:
    value = _value(given)
    if value > scale:
        return None
    return _held(value * 5 / scale)


def _value(given: str) -> float:
    word = _NUMBERS.get(given.lower())
    return float(given) if word is None else float(word)


def _held(value: float) -> int:
    return min(5, max(1, math.floor(value + 0.5)))
