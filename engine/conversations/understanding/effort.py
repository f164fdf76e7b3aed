"""How much effort a customer had to make: ``ces``, 1 (easy) to 7 (hard)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from engine.language.phrases import any_of
from engine.models.conversations import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.conversations import Message
    from engine.models.understanding import Reply

_HOUR_S, _DAY_S = 3600.0, 86_400.0
_REPEATS = any_of(
    "(?:yet |once )?again",
    r"(?:second|third|fourth|fifth|sixth|umpteenth|nth|2nd|3rd|\dth) time",
    "still (?:no|not|nothing|waiting|haven't|hasn't|isn't|doesn't|can't)",
    "(?:already|previously) (?:told|sent|said|asked|explained|given|tried|emailed|called|rang)",
    r"(?:several|many|multiple|countless|\d+|three|four|five|six) (?:times|emails|calls|occasions)",
    "(?:keep|kept) (?:asking|ringing|calling|chasing|having to|telling)",
    "chasing(?: up)?",
    "(?:as|like) I said|I've just said",
)
_SOMEBODY = r"(?:me|you|this|it|your \w+)"
_TRANSFERS = any_of(
    rf"(?:transfer|transferred|transferring|put|putting) {_SOMEBODY} (?:over |through |across )?to",
    rf"(?:pass|passed|passing|hand|handed|handing) {_SOMEBODY} (?:on |over |back )?to",
    "passed (?:around|about|from|between)|pillar to post",
    "different department|another (?:team|department|adviser|agent)",
)
_CHANNEL_CHANGES = any_of(
    "(?:call|ring|phone|contact) us (?:on|at|by)|give us a (?:call|ring)",
    "(?:email|e-mail|write to|DM|direct message|private message) us",
    "(?:send|drop) us a (?:DM|direct message|private message)",
    r"fill (?:in|out) (?:the|our|a|this) (?:\w+ )?form",
    "visit (?:our|the) (?:website|store|shop|branch)",
    "told (?:me )?to (?:call|ring|phone|email|write|go online)",
    "tried (?:calling|ringing|phoning|emailing)",
    "(?:had|have) to (?:call|ring|phone|email)",
)


def customer_effort(messages: Sequence[Message], answers: Sequence[Reply]) -> float | None:
    """Return ``ces``, from 1 (easy) to 7 (hard); None where the customer never wrote.

    1, and added to it:
        0.5 for each turn of the customer after the first, at most 2;
        0.75 for each message of theirs that says they repeat themselves ("again", "third time",
        "still waiting", "I already told you"), at most 1.5;
        0.75 for each hand-over to another person or team, at most 1.5;
        0.5 for each message that sends them to another channel or tells of one, at most 1;
        0.5 when the longest wait for a reply was over an hour, 1 when it was over a day;
        1 when nobody replied at all.
    Held to 7. A turn is a run of messages without one of the company between them. The reasons are
    those that customer effort research names (repeating oneself, being passed on, having to change
    channel, having to come back); the weights are ours.

    Args:
        messages: without autoresponses, oldest first.
        answers: the company's replies with their waits.
    """
    theirs = [m.text for m in messages if m.direction is Direction.TO_COMPANY]
    if not theirs:
        return None
    texts = [m.text for m in messages]
    sides = [m.direction for m in messages]
    turns = (sides[0] is Direction.TO_COMPANY) + sum(
        after is Direction.TO_COMPANY and before is not after for before, after in pairwise(sides)
    )
    value = 1.0
    value += min(2.0, 0.5 * (turns - 1))
    value += min(1.5, 0.75 * sum(bool(_REPEATS.search(text)) for text in theirs))
    value += min(1.5, 0.75 * sum(bool(_TRANSFERS.search(text)) for text in texts))
    value += min(1.0, 0.5 * sum(bool(_CHANNEL_CHANGES.search(text)) for text in texts))
    value += _for_waiting(answers)
    return min(7.0, value)


def _for_waiting(answers: Sequence[Reply]) -> float:
    longest = max((answer.waited_s for answer in answers), default=None)
    if longest is None or longest > _DAY_S:
        return 1.0
    return 0.5 if longest > _HOUR_S else 0.0
