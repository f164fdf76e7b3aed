"""Facts first, then the model: what of a judgement counts, and within which bounds.

Never the model's: what the source states (a rating, a mood, how it ended), counts, times, who
replied, the mood of single messages, and the formulas, which are worked out anew from what counts.

The model's, within bounds, so that nothing that somebody writes into a conversation can move its
figures far, and those of no other at all:

============ =======================================================================
sentiment    as judged; where the words are negative, neutral at best: a support desk
             cares most that a negative message is not called positive
shift        as judged, within what the sentiment's scale allows
topics       as judged; with the words that decided where the lists found the topic, too
status       as judged, but resolved only where the customer's last word does not speak
             against it (negative, or a question, and the company has not said since that
             it is done); a matter that was escalated is escalated or resolved, never open
fcr          only where it is resolved, the model says so and one contact was counted
satisfaction at most two points from what the rules infer; marked as inferred
effort       at most two points from what the rules count
============ =======================================================================
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.conversations.shown import heard
from engine.conversations.understanding.closings import asks
from engine.conversations.understanding.ratings import ratings
from engine.conversations.understanding.resolution import last_word
from engine.conversations.understanding.sentiment import label_of
from engine.conversations.understanding.stated import read_stated
from engine.conversations.understanding.understand import indexed
from engine.models.understanding import Label, ResolutionStatus, Topic

if TYPE_CHECKING:
    from engine.conversations.understanding.model.reading import Judged
    from engine.models.conversations import Conversation
    from engine.models.understanding import Understanding

FARTHEST = 2
"""Points by which satisfaction and effort may differ from what the rules say."""


def combined(conversation: Conversation, ours: Understanding, judged: Judged) -> Understanding:
    """Return what counts of a conversation.

    Args:
        conversation: what was written.
        ours: what facts and words say of it.
        judged: what the model says of it.
    """
    if not ours.customer_messages:
        return ours
    stated = read_stated(conversation.stated)
    model = judged.judgement
    sentiment, shift = ours.sentiment, ours.sentiment_shift
    if stated.mood is None:
        is_negative = ours.label is Label.NEGATIVE
        sentiment = round(min(model.sentiment, 0.0) if is_negative else model.sentiment, 3)
        shift = round(model.shift, 3)
    status = stated.status or _status(conversation, ours, ResolutionStatus(model.status))
    satisfaction = ours.satisfaction
    if ours.is_inferred and satisfaction is not None:
        satisfaction = min(
            max(model.satisfaction, satisfaction - FARTHEST), satisfaction + FARTHEST
        )
    ces = ours.ces
    if ces is not None:
        ces = min(max(float(model.effort), ces - FARTHEST), ces + FARTHEST)
    fcr = ours.fcr
    if fcr is not None:
        fcr = status is ResolutionStatus.RESOLVED and model.first_contact and ours.contacts == 1
    return indexed(
        replace(
            ours,
            sentiment=sentiment,
            sentiment_shift=shift,
            label=None if sentiment is None else label_of(sentiment),
            topics=_topics(ours, model.topics),
            status=status,
            fcr=fcr,
            satisfaction=satisfaction,
            ces=ces,
            reason=judged.reason,
        )
    )


def _status(
    conversation: Conversation, ours: Understanding, judged: ResolutionStatus
) -> ResolutionStatus:
    if judged is ResolutionStatus.RESOLVED and _last_word_disagrees(conversation, ours):
        return ours.status
    if judged is ResolutionStatus.OPEN and ours.status is ResolutionStatus.ESCALATED:
        return ours.status
    return judged


def _last_word_disagrees(conversation: Conversation, ours: Understanding) -> bool:
    """Whether the customer's last message speaks against it that the matter is done."""
    if ours.status is ResolutionStatus.RESOLVED:
        return False
    messages = heard(conversation)
    moods = {one.message_id: one.sentiment for one in ours.messages}
    last = last_word(messages, ratings(messages, moods))
    if last is None:
        return False
    said = messages[last]
    return moods[said.message_id].label is Label.NEGATIVE or asks(said.text)


def _topics(ours: Understanding, names: list[str]) -> tuple[Topic, ...]:
    found = {topic.name: topic for topic in ours.topics}
    return tuple(found.get(name) or Topic(name, 1, ()) for name in dict.fromkeys(names))
