"""What the decision rules look at, measured from the messages known at a moment (contract B)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.models.conversations import Direction
from engine.models.next_action import Features, ResponsePattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from engine.models.conversations import Message

URGENT = ("urgent", "asap", "immediately", "now", "help")
ESCALATION = ("escalate", "manager", "complaint", "unacceptable")

_DAY = timedelta(hours=24)
_SPREAD = timedelta(hours=1)
_HOUR_S = 3600.0


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_URGENT, _ESCALATION = _whole_words(URGENT), _whole_words(ESCALATION)


def features_of(messages: Sequence[Message], now: datetime) -> Features:
    """Return the features of a conversation at ``now``.

    Args:
        messages: oldest first, without autoresponses and without what came after ``now``; at least
            one is the customer's.
        now: the moment.
    """
    theirs = [m for m in messages if m.direction is Direction.TO_COMPANY]
    texts = [m.text for m in theirs]
    is_spread = messages[-1].at - messages[0].at > _SPREAD
    return Features(
        total_interactions=len(messages),
        hours_since_last_interaction=_hours(now - messages[-1].at),
        hours_since_customer_message=_hours(now - theirs[-1].at),
        messages_within_24h=sum(now - m.at <= _DAY for m in messages),
        avg_message_length=sum(len(m.text) for m in messages) / len(messages),
        urgent_words=_found(_URGENT, texts),
        escalation_words=_found(_ESCALATION, texts),
        response_pattern=ResponsePattern.SPREAD_OUT if is_spread else ResponsePattern.CLUSTERED,
    )


def _hours(passed: timedelta) -> float:
    return passed.total_seconds() / _HOUR_S


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.lower() for text in texts for word in pattern.findall(text)))
