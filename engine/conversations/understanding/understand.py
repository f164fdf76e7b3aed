"""Understand one conversation offline: join the figures that the other modules work out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.conversations.understanding import index as formulas
from engine.conversations.understanding import times
from engine.conversations.understanding.effort import customer_effort
from engine.conversations.understanding.ratings import ratings
from engine.conversations.understanding.resolution import (
    contacts,
    first_contact_resolution,
    status_of,
)
from engine.conversations.understanding.satisfaction import (
    inferred_satisfaction,
    stated_satisfaction,
)
from engine.conversations.understanding.sentiment import label_of, sentiment
from engine.conversations.understanding.stated import read_stated
from engine.models.conversations import Direction
from engine.models.understanding import (
    Index,
    MessageSentiment,
    ResolutionStatus,
    Understanding,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.conversations.understanding.topics import Taxonomy
    from engine.models.conversations import Conversation, Message

_NO_INDEX = Index(None, None, None, None, None)


def understand(conversation: Conversation, *, taxonomy: Taxonomy) -> Understanding:
    """Return what a conversation says about the service. Pure; the same input, the same answer.

    Company messages marked as autoresponses are left out of every figure; a customer's never are.
    What the source itself states of the conversation (a rating, how it ended) comes before what its
    words suggest. What has nothing to measure is None.

    Args:
        conversation: the conversation.
        taxonomy: the topics to look for.
    """
    heard = sorted(
        (m for m in conversation.messages if not _is_automatic(m)), key=lambda message: message.at
    )
    moods = {message.message_id: sentiment(message.text) for message in heard}
    given = ratings(heard, moods)
    theirs = [m for m in heard if m.direction is Direction.TO_COMPANY]
    told = read_stated(conversation.stated)
    scores = [moods[message.message_id].score for message in theirs]
    if told.mood is not None and theirs:
        scores = [told.mood]
    mean, start, end = _course(scores)
    status = told.status or status_of(heard, moods, given)
    made = contacts(heard, moods, given)
    fcr = first_contact_resolution(status, made)
    answers = times.replies(heard)
    first = times.first_response_s(heard)
    handling = times.handling_s(heard)
    if told.reply is not None and theirs and not answers:
        answers = (told.reply,)
        first = handling = told.reply.waited_s
    unanswered = bool(theirs) and not answers and told.status is not ResolutionStatus.RESOLVED
    stated = stated_satisfaction(given) if told.rating is None else told.rating
    satisfaction = stated
    if stated is None and mean is not None and end is not None:
        satisfaction = inferred_satisfaction(mean, end, status, unanswered=unanswered)
    ces = customer_effort(heard, answers)
    shift = None if start is None or end is None else round(end - start, 3)
    mean = None if mean is None else round(mean, 3)
    response = times.mean_response_minutes(answers)
    found = Understanding(
        conversation_id=conversation.conversation_id,
        sentiment=mean,
        sentiment_shift=shift,
        label=None if mean is None else label_of(mean),
        messages=tuple(MessageSentiment(m.message_id, moods[m.message_id]) for m in heard),
        topics=taxonomy.topics_of(message.text for message in theirs),
        status=status,
        fcr=fcr,
        contacts=made,
        satisfaction=satisfaction,
        is_inferred=stated is None and satisfaction is not None,
        ces=ces,
        replies=answers,
        first_response_s=first,
        mean_response_minutes=response,
        handling_s=handling,
        unanswered=unanswered,
        customer_messages=len(theirs),
        agent_messages=len(heard) - len(theirs),
        autoresponses=len(conversation.messages) - len(heard),
        index=_NO_INDEX,
    )
    return indexed(found)


def indexed(found: Understanding) -> Understanding:
    """Return the same with the index and its parts worked out from the rest."""
    has_written = found.customer_messages > 0
    mean = found.mean_response_minutes
    resolution = 10.0 if found.status is ResolutionStatus.RESOLVED else 0.0
    return replace(
        found,
        index=formulas.index(
            formulas.effectiveness(
                resolution if has_written else None,
                None if found.fcr is None else 10.0 * found.fcr,
            ),
            formulas.effort(found.ces),
            formulas.efficiency(
                found.first_response_s,
                None if mean is None else mean * 60,
                found.handling_s,
                unanswered=found.unanswered,
            ),
            formulas.empathy(found.sentiment, found.sentiment_shift),
        ),
    )


def _is_automatic(message: Message) -> bool:
    return message.is_autoresponse and message.direction is Direction.TO_CLIENT


def _course(scores: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Return the mean mood, and the mood over the first and the last third of the messages."""
    if not scores:
        return None, None, None
    third = max(1, len(scores) // 3)
    return _mean(scores), _mean(scores[:third]), _mean(scores[-third:])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
