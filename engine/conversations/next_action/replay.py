"""The past replayed: at each reply of the company, what was known, decided, and what came of it.

A point is the company's first message after one of the customer's. Known at it is what was written
before it; the customer's answer, and how the conversation ended, are what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.conversations.next_action.features import features_of
from engine.conversations.next_action.habits import answers_in
from engine.conversations.next_action.predict import without_autoresponses
from engine.conversations.next_action.rules import decide
from engine.conversations.next_action.status import Moods, is_resolved
from engine.models.conversations import Direction
from engine.models.next_action import ReplyChannel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from engine.models.conversations import Conversation, Message
    from engine.store.conversation_groups import Held

_DAY = timedelta(hours=24)
_OF_PLATFORM = {"email": ReplyChannel.EMAIL, "phone": ReplyChannel.PHONE_CALL}
"""Every other place is one of messages: tweets, chats, texts."""


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of decision, and what came of it.

    Attributes:
        at: when the company replied.
        customer: whose conversation it is.
        conversation: its number among those replayed.
        decided: what the rules decide with what was known.
        used: the channel in which the company replied, and in which the customer answered if at
            all: a conversation does not leave its place.
        asked_at: the customer's message before the reply.
        answered_at: the customer's next message; None where none came.
        ended_resolved: whether the conversation was resolved in the end.
    """

    at: datetime
    customer: str
    conversation: int
    decided: ReplyChannel
    used: ReplyChannel
    asked_at: datetime
    answered_at: datetime | None
    ended_resolved: bool

    @property
    def answered_within_a_day(self) -> bool:
        """Whether the customer answered within 24 hours."""
        return self.answered_at is not None and self.answered_at - self.at <= _DAY


@dataclass(frozen=True, slots=True)
class Past:
    """What was replayed.

    Attributes:
        points: in no order.
        answers: when which customer answered.
        conversations: how many there are.
    """

    points: list[Point]
    answers: list[tuple[datetime, str]]
    conversations: int


def replay(conversations: Iterable[Held]) -> Past:
    """Return all points of all conversations."""
    past = Past([], [], 0)
    number = 0
    for number, held in enumerate(conversations, start=1):
        heard = without_autoresponses(held.conversation.messages)
        who = _who(held.conversation, number)
        past.points.extend(_points(held, heard, who, number))
        past.answers.extend((at, who) for at in answers_in(heard))
    return Past(past.points, past.answers, number)


def _points(held: Held, heard: Sequence[Message], who: str, number: int) -> Iterator[Point]:
    used = _OF_PLATFORM.get((held.platform or "").casefold(), ReplyChannel.DIRECT_MESSAGE)
    places = [
        place
        for place, (before, message) in enumerate(pairwise(heard), start=1)
        if before.direction is Direction.TO_COMPANY and message.direction is Direction.TO_CLIENT
    ]
    if not places:
        return
    is_done = is_resolved(heard, Moods(heard), held.stated)
    for place in places:
        at = heard[place].at
        later = (m.at for m in heard[place + 1 :] if m.direction is Direction.TO_COMPANY)
        yield Point(
            at=at,
            customer=who,
            conversation=number,
            decided=decide(features_of(heard[:place], at)).channel,
            used=used,
            asked_at=heard[place - 1].at,
            answered_at=next(later, None),
            ended_resolved=is_done,
        )


def _who(conversation: Conversation, number: int) -> str:
    if conversation.customer_id is not None:
        return f"c{conversation.customer_id}"
    if conversation.participant:
        return f"p{conversation.source} {conversation.participant}"
    return f"k{number}"
