"""The next best action for one customer, from all that is known of them at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.conversations.next_action import wording
from engine.conversations.next_action.advice import advise
from engine.conversations.next_action.features import features_of
from engine.conversations.next_action.habits import answers_in, counted
from engine.conversations.next_action.rules import decide
from engine.conversations.next_action.status import Moods, is_resolved, open_status
from engine.conversations.next_action.timing import PRESENT, Habits, at_once, best_moment
from engine.language.british import first_name
from engine.models.conversations import Direction
from engine.models.next_action import (
    IssueStatus,
    Moment,
    Prediction,
    Proposal,
    ReplyChannel,
)
from engine.models.understanding import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from engine.conversations.next_action.timing import Hours
    from engine.conversations.understanding.topics import Taxonomy
    from engine.models.conversations import Message
    from engine.models.next_action import Decision, Known
    from engine.models.vocabulary import Channel
    from engine.store.conversation_groups import Held


@dataclass(frozen=True, slots=True)
class Ground:
    """What all predictions of one run stand on.

    Attributes:
        now: the moment; nothing later is known.
        taxonomy: the topics to look for.
        habits: when customers answer.
        hours_for: the hours of contact that hold for a message.
        supplier: our name.
        writer: who writes the words; None: the templates.
        record: what speaks against a writer's words by a customer's record, by customer id.
    """

    now: datetime
    taxonomy: Taxonomy
    habits: Habits
    hours_for: Callable[[str], Hours]
    supplier: str
    writer: wording.Writer | None = None
    record: Callable[[int, Channel, str], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one customer's conversations.

    Attributes:
        prediction: the next best action; None where nothing is open.
        resolved: how many of the conversations are resolved, and so skipped.
    """

    prediction: Prediction | None
    resolved: int


@dataclass(frozen=True, slots=True)
class _Open:
    held: Held
    heard: Sequence[Message]
    moods: Moods


def predict(group: Sequence[Held], known: Known | None, ground: Ground) -> Outcome:
    """Return the next best action for one customer: one, however many conversations are open.

    It answers the open conversation in which was written last; the others are named beside it.
    A conversation in which the customer never wrote asks for nothing and is left out.

    Args:
        group: the customer's conversations with their messages up to ``ground.now``.
        known: what the profiles know of the customer.
        ground: what all predictions stand on.
    """
    resolved = 0
    still_open: list[_Open] = []
    answers: list[datetime] = []
    for held in group:
        heard = without_autoresponses(held.conversation.messages)
        answers.extend(answers_in(heard))
        if not any(m.direction is Direction.TO_COMPANY for m in heard):
            continue
        moods = Moods(heard)
        if is_resolved(heard, moods, held.stated):
            resolved += 1
        else:
            still_open.append(_Open(held, heard, moods))
    if not still_open:
        return Outcome(None, resolved)
    # Of equals the first: sorting keeps the order of the group.
    still_open.sort(key=lambda one: one.heard[-1].at, reverse=True)
    newest, *others = still_open
    other_ids = tuple(one.held.conversation.conversation_id for one in others)
    return Outcome(_prediction(newest, other_ids, answers, known, ground), resolved)


def without_autoresponses(messages: Sequence[Message]) -> Sequence[Message]:
    """Return the messages that people wrote; a customer's message never is an autoresponse."""
    return [m for m in messages if not m.is_autoresponse or m.direction is Direction.TO_COMPANY]


def _prediction(
    found: _Open,
    other_open: tuple[str, ...],
    answers: Sequence[datetime],
    known: Known | None,
    ground: Ground,
) -> Prediction:
    conversation = found.held.conversation
    if known is not None:
        # Another conversation of the same person may be the one that says who it is.
        conversation = replace(conversation, customer_id=known.customer_id)
    features = features_of(found.heard, ground.now)
    decision = decide(features)
    status = open_status(features.escalation_words, found.held.stated)
    theirs = [m for m in found.heard if m.direction is Direction.TO_COMPANY]
    topics = tuple(t.name for t in ground.taxonomy.topics_of(m.text for m in theirs))
    awaited = found.heard[-1].direction
    request = wording.Request(
        topics=topics,
        mood=_mood(found, theirs[-1], status),
        is_reminder=awaited is Direction.TO_CLIENT,
        is_call=decision.channel is ReplyChannel.PHONE_CALL,
        channel=wording.CARRIED_BY[decision.channel],
        supplier=ground.supplier,
    )
    words = wording.words_for(request, conversation, decision=decision, writer=ground.writer)
    advice = None if known is None else advise(known, decision)
    proposal = None
    if advice is not None and known is not None:
        proposed = wording.words_for(
            wording.to_customer(request, advice.channel, first_name(known.name)),
            conversation,
            decision=decision,
            writer=ground.writer,
            record=_check_of(known, ground),
        )
        proposal = Proposal(advice.channel, proposed.text, proposed.by, proposed.fallback_reason)
    return Prediction(
        customer_id=conversation.participant or conversation.conversation_id,
        linked_customer_id=None if known is None else known.customer_id,
        conversation_id=conversation.conversation_id,
        other_open=other_open,
        chat_log=chat_log(conversation.messages),
        topics=topics,
        awaited=awaited,
        features=features,
        decision=decision,
        issue_status=status,
        message=words.text,
        moment=_moment(theirs[-1], decision, words.text, answers, known, ground),
        advice=advice,
        proposal=proposal,
        written_by=words.by,
        fallback_reason=words.fallback_reason,
    )


def _check_of(known: Known, ground: Ground) -> Callable[[Channel, str], tuple[str, ...]] | None:
    record = ground.record
    if record is None:
        return None
    return lambda channel, text: record(known.customer_id, channel, text)


def _mood(found: _Open, last: Message, status: IssueStatus) -> wording.Mood:
    if status is IssueStatus.ESCALATED:
        return wording.Mood.ESCALATED
    is_upset = found.moods[last.message_id].label is Label.NEGATIVE
    return wording.Mood.UPSET if is_upset else wording.Mood.PLAIN


def _moment(
    last: Message,
    decision: Decision,
    text: str,
    answers: Sequence[datetime],
    known: Known | None,
    ground: Ground,
) -> Moment:
    hours = ground.hours_for(text)
    if ground.now - last.at <= PRESENT:
        return at_once(hours, ground.now)
    habit = ground.habits.of(counted(answers), known.segment if known else None)
    return best_moment(habit, hours, ground.now, decision.patience_hours)


def chat_log(messages: Sequence[Message]) -> str:
    """Return a conversation as text: a line per message, with its time in UTC and its side."""
    return "\n".join(f"[{to_text(m.at)}] {_side(m)}: {' '.join(m.text.split())}" for m in messages)


def _side(message: Message) -> str:
    if message.direction is Direction.TO_COMPANY:
        return "customer"
    return "autoresponse" if message.is_autoresponse else "company"
