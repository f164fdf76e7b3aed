"""Whether a customer's message rates the service, and whether it does nothing else.

Most numbers in a chat are no ratings: "only 2 out of 5 radiators are working", "I live at 3/5 High
Street", "my EPC rating is 3". One counts where its clause ends with it or goes on as ratings do
("because", "for", "thanks"), or where the company has just asked for one.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from engine.models.conversations import Direction
from engine.models.understanding import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.models.conversations import Message
    from engine.models.understanding import Sentiment

_NUMBERS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_NUMBER = r"\d{1,2}(?:\.\d)?|" + "|".join(_NUMBERS)
_GIVEN = rf"(?P<given>10|[0-9]|{'|'.join(_NUMBERS)})\b(?![\d.,]*[\d%p])(?!\s*(?:/|out of))"
_SERVICE = r"(?:you|your|it|this|them|him|her|the (?:service|chat|call|agent))\b"
_OUT_OF = (
    # Not a whole date (5/5/2024) and not part of a longer number.
    rf"(?<![\d/.£-])\b(?P<given>{_NUMBER})"
    r"\s*(?:/|out of)\s*(?P<scale>5|10|five|ten)(?![\d/.:-]*\d)"
)
_STARS = rf"(?<!not )(?<!hardly )\b(?P<given>{_NUMBER})[ -]?stars\b"
_STAR = r"(?<!not )(?<!hardly )\b(?P<given>1|one|zero|0)[ -]?star\b"
_SATISFACTION = rf"\b(?:csat|satisfaction)\W{{0,3}}(?:\w+\W+){{0,4}}?{_GIVEN}"
_RATING = (
    # Of what has ratings only the service will do, or nothing named at all.
    r"(?:\A\W*|[.,;:!?\n]\s*|\b(?:my|our|your|overall|service) )(?:rating|score)"
    rf"(?: (?:of|for) {_SERVICE}(?: \w+)?)?(?: (?:is|of|was|would be))?\W{{1,3}}{_GIVEN}"
)
_RATES = (
    r"\b(?:(?:i(?:['’]?d|['’]?ll)? |would |will |to )(?:rate|score)|"
    rf"(?:rated?|scored?) (?={_SERVICE}))\W{{0,3}}(?:\w+\W+){{0,4}}?{_GIVEN}"
)
_GIVES = rf"\b(?:i['’]?d|i['’]?ll|would|to) give {_SERVICE}(?: \w+)? (?:an? )?{_GIVEN}"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (_OUT_OF, _STARS, _STAR, _SATISFACTION, _RATING, _RATES, _GIVES)
)
_DRAWN = re.compile(r"(?<![★⭐☆])(?:[★⭐]\ufe0f?){1,5}☆{0,4}(?![★⭐])")

# After these a number is an address, a date or a count.
_BEFORE_OTHERS = re.compile(
    r"\b(?:at|on|by|in|of|from|to|until|till|since|before|after|dated|due|between|with|"
    r"flat|unit|house|number|no|page|part|step|readings?|have|has|had|got|paid|"
    r"(?:is|are|was|were) rated)\s+\Z",
    re.IGNORECASE,
)
_GOES_ON_AS_RATINGS_DO = re.compile(
    r"\s*\Z|\s*[^\w\s£/-]|\s+[-–—]|\s+(?:for|from|because|cos|but|and|so|as|if|since|though|although|"
    r"this|today|overall|really|very|to be honest|tbh|imo|i|it|would|will|never|not|service|rating|"
    r"score|review|thanks?|cheers|ta|well|good|great|excellent|brilliant|lovely|amazing|perfect|"
    r"fantastic|nice|friendly|helpful|quick|average|meh|slow|bad|worst|"
    r"poor|rubbish|shocking|awful|terrible|useless|appalling|disgraceful|disappointing)\b",
    re.IGNORECASE,
)
# Words that may stand beside a rating in a message that says nothing else.
_BESIDE = frozenset(
    """
    i id ill im its it a an is was would say give you your my rate rating score star stars service
    the this that of for from me as to out overall about around maybe probably definitely solid
    easily so very really much all thanks thank ta cheers help today again great good excellent
    brilliant lovely amazing perfect fantastic well recommend and please ok okay yes x xx
    """.split()
)
_WORD = re.compile(r"[^\W_]+")
_BARE = re.compile(rf"(?<![\w.,/£:-])(?P<given>{_NUMBER})(?![\w/%:]|[.,-]\d)", re.IGNORECASE)

_INVITES = re.compile(
    r"\brate (?:us|me|our|your|this|the|it|how|my)\b|\b(?:please|you|to|can|kindly) rate\b|"
    r"\b(?:an?|your|star) rating\b|\brating (?:from|out of|between)\b|\bscale of\b|"
    r"\bout of (?:5|five|10|ten)\b|"
    r"\b[01]\s*(?:-|–|to)\s*(?:5|10)\b(?!\s*(?:\w+\s+)?(?:minutes|mins|hours|days|weeks|months))",
    re.IGNORECASE,
)
# Most messages hold no number, and most that do hold none of the words without which it is one only
# where it was asked for.
_HOLDS_NUMBER = re.compile(rf"\d|[★⭐]|\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_HOLDS_FORM = re.compile(r"[/★⭐]|out of|star|csat|satisf|rat(?:e|ing)|score|give", re.IGNORECASE)
_OF_TEN = re.compile(r"(?:to|-|–|out of)\s*(?:10|ten)\b", re.IGNORECASE)
_GOOD = 4


@dataclass(frozen=True, slots=True)
class Rating:
    """What a customer's message gives.

    Attributes:
        value: 1 to 5.
        is_alone: whether the message says nothing else; thanks are nothing else.
    """

    value: int
    is_alone: bool


def ratings(messages: Sequence[Message], moods: Mapping[str, Sentiment]) -> dict[str, Rating]:
    """Return the ratings that the customer gave, by message id, oldest first.

    Read are "4/5", "8 out of 10", "3 stars", "★★★☆☆", "CSAT: 3", "I'd rate it 4", and a bare number
    after the company asked for a rating. Ratings out of ten are halved and rounded up from .5; of
    several in one message the lowest counts. A 4 or 5 in an unhappy message is sarcasm and none.

    Args:
        messages: oldest first.
        moods: the sentiment of each message, by message id; asked for good ratings only.
    """
    found: dict[str, Rating] = {}
    asked = ""
    for message in messages:
        if message.direction is Direction.TO_CLIENT:
            asked = message.text
            continue
        rating = _rating(message.text, asked)
        if rating is None:
            continue
        if rating.value < _GOOD or moods[message.message_id].label is not Label.NEGATIVE:
            found[message.message_id] = rating
    return found


def held(value: float) -> int:
    """Return a satisfaction on 1 to 5, rounded from .5 upwards."""
    return min(5, max(1, math.floor(value + 0.5)))


def _rating(text: str, asked: str) -> Rating | None:
    if not _HOLDS_NUMBER.search(text):
        return None
    is_invited = bool(asked and _INVITES.search(asked))
    if not is_invited and not _HOLDS_FORM.search(text):
        return None
    given: list[int] = []
    rest = text
    for match, value in chain(_written(text, is_invited=is_invited), _drawn(text)):
        given.append(value)
        rest = rest.replace(match[0], " ")
    if given:
        return Rating(min(given), _says_nothing(rest))
    return _bare(text, 10 if _OF_TEN.search(asked) else 5) if is_invited else None


def _written(text: str, *, is_invited: bool) -> Iterator[tuple[re.Match[str], int]]:
    for form in _FORMS:
        for match in form.finditer(text):
            if is_invited or (
                _GOES_ON_AS_RATINGS_DO.match(text, match.end())
                and not _BEFORE_OTHERS.search(text[: match.start()])
            ):
                number = _number(match["given"])
                scale = match.groupdict().get("scale") or ("5" if number <= 5 else "10")
                value = _scaled(number, int(_number(scale)))
                if value is not None:
                    yield match, value


def _drawn(text: str) -> Iterator[tuple[re.Match[str], int]]:
    for match in _DRAWN.finditer(text):
        full = sum(sign in "★⭐" for sign in match[0])
        # A lone star is decoration.
        if full > 1 or "☆" in match[0]:
            yield match, held(full)


def _bare(text: str, scale: int) -> Rating | None:
    """Return the rating of a message that is one number and words that say nothing."""
    numbers = list(_BARE.finditer(text))
    if len(numbers) != 1:
        return None
    given = numbers[0]["given"]
    rest = text.replace(given, " ")
    # "This one was great" counts nothing.
    if not _says_nothing(rest) or (given.lower() == "one" and _WORD.search(rest)):
        return None
    value = _scaled(_number(given), scale)
    return None if value is None else Rating(value, is_alone=True)


def _says_nothing(rest: str) -> bool:
    words = _WORD.findall(rest.lower().replace("'", "").replace("’", ""))
    return "?" not in rest and all(word in _BESIDE for word in words)


def _scaled(value: float, scale: int) -> int | None:
    return None if value > scale else held(value * 5 / scale)


def _number(given: str) -> float:
    word = _NUMBERS.get(given.lower())
    return float(given) if word is None else float(word)
