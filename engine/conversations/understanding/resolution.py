"""How a conversation stands, and whether it was settled at the first contact."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.conversations.understanding.closings import (
    asks,
    closes_for_agent,
    closes_for_customer,
)
from engine.language.phrases import any_of
from engine.models.conversations import Direction
from engine.models.understanding import Label, ResolutionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.conversations.understanding.ratings import Rating
    from engine.models.conversations import Message
    from engine.models.understanding import Sentiment

_CONTACT_LASTS = timedelta(hours=24)
_ESCALATES = any_of(
    "escalate|escalated|escalating|manager|complaint|unacceptable",
    "supervisor|ombudsman|deadlock(?: letter)?",
)
_NO_COMPLAINT = any_of(r"(?:no|not a|without(?: a)?|never (?:had )?a|any) complaint")
_WE_HAVE = "(?:I've|I have|we've|we have|been|I'll|I will|we'll|we will)(?: now| just| be)?"
_AGENT_ESCALATES = any_of(
    f"{_WE_HAVE} (?:escalate|escalated|escalating)",
    f"{_WE_HAVE} (?:raise|raised|log|logged)(?: this as)?(?: a)?(?: formal)? complaint",
    r"(?:passed|passing|referred|transferred) (?:this|it|you|your \w+) (?:on |over )?"
    r"to (?:my|our|a|the) (?:\w+ )?(?:manager|supervisor|team leader|complaints team)",
)


def status_of(
    messages: Sequence[Message], moods: Mapping[str, Sentiment], given: Mapping[str, Rating]
) -> ResolutionStatus:
    """Return how a conversation stands.

    Resolved when the customer's last message is thanks or a confirmation after a message of the
    company, or when the company then says that it is done and the customer does not come back. A
    message that only rates the service is no coming back: the one before it stands as the last.
    Else escalated when the customer used a word of escalation (escalate, manager, complaint,
    unacceptable, supervisor, ombudsman, deadlock) or the company said that it escalated. Else open.

    Args:
        messages: without autoresponses, oldest first.
        moods: the sentiment of each message, by message id.
        given: the ratings among them, by message id.
    """
    if _is_resolved(messages, moods, given):
        return ResolutionStatus.RESOLVED
    if any(_escalates(message) for message in messages):
        return ResolutionStatus.ESCALATED
    return ResolutionStatus.OPEN


def contacts(
    messages: Sequence[Message], moods: Mapping[str, Sentiment], given: Mapping[str, Rating]
) -> int:
    """Return how many times the customer had to make contact.

    A contact lasts until the matter is closed, or until 24 hours have passed since the company's
    last message: the window in which the big messaging services keep a conversation with a
    company open. A customer who then writes again, other than to close, makes another contact; a
    customer who writes twice before anybody answers does not, nor does one who only rates the
    service.

    Args:
        messages: without autoresponses, oldest first.
        moods: the sentiment of each message, by message id.
        given: the ratings among them, by message id.
    """
    made = 0
    is_over = False
    answered: Message | None = None
    said: Message | None = None
    for message in messages:
        if message.direction is Direction.TO_CLIENT:
            answered = message
            is_over = is_over or (said is not None and _company_closes(message, said, moods))
        elif _closes(message, answered, moods):
            said = message
            made = max(made, 1)
            is_over = True
        elif made == 0 or not _only_rates(message, given):
            said = message
            if (
                made == 0
                or _is_too_late(message, answered)
                or (is_over and _is_about_a_problem(message, moods))
            ):
                made += 1
                is_over = False
    return made


def _is_too_late(message: Message, answered: Message | None) -> bool:
    return answered is not None and message.at - answered.at > _CONTACT_LASTS


def first_contact_resolution(status: ResolutionStatus, made: int) -> bool | None:
    """Return whether the matter was resolved at the first contact; None without a contact.

    First-contact resolution, as contact centres commonly define it: the customer's matter is
    resolved and the customer did not have to make contact again. Whether they had to is what
    ``contacts`` counts. The FCR % of many conversations is those resolved at the first contact over
    all those with a message of the customer; conversations without one are left out of both.

    Args:
        status: how the conversation stands.
        made: how many contacts the customer made.
    """
    if not made:
        return None
    return status is ResolutionStatus.RESOLVED and made == 1


def last_word(messages: Sequence[Message], given: Mapping[str, Rating]) -> int | None:
    """Return the place of the customer's last message that says more than a rating.

    Their first message, where all of theirs only rate; None where they never wrote.

    Args:
        messages: without autoresponses, oldest first.
        given: the ratings among them, by message id.
    """
    theirs = [at for at, one in enumerate(messages) if one.direction is Direction.TO_COMPANY]
    for at in reversed(theirs):
        if not _only_rates(messages[at], given):
            return at
    return theirs[0] if theirs else None


def _is_resolved(
    messages: Sequence[Message], moods: Mapping[str, Sentiment], given: Mapping[str, Rating]
) -> bool:
    last = last_word(messages, given)
    if last is None:
        return False
    said = messages[last]
    answered = next(
        (one for one in reversed(messages[:last]) if one.direction is Direction.TO_CLIENT), None
    )
    for message in messages[last:]:
        if message.direction is Direction.TO_COMPANY:
            if _closes(message, answered, moods):
                return True
            continue
        if _company_closes(message, said, moods):
            return True
        answered = message
    return False


def _only_rates(message: Message, given: Mapping[str, Rating]) -> bool:
    rating = given.get(message.message_id)
    return rating is not None and rating.is_alone


def _company_closes(message: Message, said: Message, moods: Mapping[str, Sentiment]) -> bool:
    """Whether the company says that it is done; ``said`` is the customer's message before."""
    return closes_for_agent(message.text, says_more=lambda: _is_about_a_problem(said, moods))


def _closes(message: Message, answered: Message | None, moods: Mapping[str, Sentiment]) -> bool:
    if answered is None:
        return False
    mood = moods[message.message_id]
    return closes_for_customer(message.text, mood, answering=answered.text)


def _is_about_a_problem(message: Message, moods: Mapping[str, Sentiment]) -> bool:
    return moods[message.message_id].label is Label.NEGATIVE or asks(message.text)


def _escalates(message: Message) -> bool:
    if message.direction is Direction.TO_CLIENT:
        return bool(_AGENT_ESCALATES.search(message.text))
    return bool(_ESCALATES.search(message.text)) and not _NO_COMPLAINT.search(message.text)
