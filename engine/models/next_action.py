"""What to do next about an open conversation: the decision, its reasons, the words and the time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from engine.models.conversations import Direction
    from engine.models.vocabulary import Channel


class ReplyChannel(StrEnum):
    """How to answer, in the words of the contract (part B)."""

    PHONE_CALL = "scheduling_phone_call"
    EMAIL = "email_reply"
    DIRECT_MESSAGE = "twitter_dm_reply"


class IssueStatus(StrEnum):
    """How the matter stands once the action is done; see ``next_action.status``."""

    PENDING = "pending_customer_reply"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


class ResponsePattern(StrEnum):
    """Whether the messages of a conversation lie more than an hour apart, first to last."""

    SPREAD_OUT = "spread_out"
    CLUSTERED = "clustered"


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at, as it was known at one moment. Autoresponses count nowhere.

    Attributes:
        total_interactions: messages of both sides.
        hours_since_last_interaction: since the last message of either side.
        hours_since_customer_message: since the customer's last message.
        messages_within_24h: messages of both sides in the 24 hours before the moment.
        avg_message_length: characters of a message of either side, on average.
        urgent_words: those that the customer used, each once.
        escalation_words: those that the customer used, each once.
        response_pattern: spread out or clustered.
    """

    total_interactions: int
    hours_since_last_interaction: float
    hours_since_customer_message: float
    messages_within_24h: int
    avg_message_length: float
    urgent_words: tuple[str, ...]
    escalation_words: tuple[str, ...]
    response_pattern: ResponsePattern


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules decide.

    Attributes:
        channel: the channel of the first rule that matches.
        rule: its name.
        explanation: why it matches, in one sentence.
        runners_up: later rules that match, too, in order.
        would_change: what would have made it another channel, a sentence each.
        patience_hours: how long an answer may wait for a better moment: half of its worth is lost
            in that time.
    """

    channel: ReplyChannel
    rule: str
    explanation: str
    runners_up: tuple[str, ...]
    would_change: tuple[str, ...]
    patience_hours: float


@dataclass(frozen=True, slots=True)
class Responses:
    """What a customer did with the notifications of one channel."""

    delivered: int
    answered: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the customer files and this engine know of the customer of a conversation.

    Attributes:
        unreachable: channels whose address is missing (where the files hold any address of this
            customer) or takes no more messages.
        responses: per channel, notifications delivered and those opened, clicked or acted on.
    """

    customer_id: int
    name: str | None
    segment: str | None
    preferred: Channel | None
    opted_in: bool
    objected: bool
    unreachable: frozenset[Channel]
    responses: dict[Channel, Responses]


@dataclass(frozen=True, slots=True)
class Advice:
    """The real channel to use for a customer who is known, beside the contract's."""

    channel: Channel
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The words for a real channel: what a draft starts from.

    Attributes:
        written_by: ``template``, or a writer's name.
        fallback_reason: why a template stands in for a writer; empty where none does.
    """

    channel: Channel
    message: str
    written_by: str
    fallback_reason: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """When to send, in UTC, and why then."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """The next best action for one customer.

    Attributes:
        customer_id: what the source calls the customer; where it names nobody, the
            conversation's id.
        linked_customer_id: the customer of the profiles, where known.
        conversation_id: the newest open conversation, which the action answers.
        other_open: the customer's other open conversations, newest first.
        chat_log: the conversation, a line per message.
        topics: what it is about, the most mentioned first.
        awaited: whose turn it is, seen from who wrote last.
        message: the words for the contract's channel.
        advice: the real channel, where the customer is known.
        proposal: the words for it.
        written_by: who wrote the message: ``template``, or a writer's name.
        fallback_reason: why a template stands in for a writer; empty where none does.
    """

    customer_id: str
    linked_customer_id: int | None
    conversation_id: str
    other_open: tuple[str, ...]
    chat_log: str
    topics: tuple[str, ...]
    awaited: Direction
    features: Features
    decision: Decision
    issue_status: IssueStatus
    message: str
    moment: Moment
    advice: Advice | None
    proposal: Proposal | None
    written_by: str
    fallback_reason: str = ""

    @property
    def reasoning(self) -> str:
        """Why this, for the agent; it is never part of a message."""
        parts = [self.decision.explanation, self.moment.reason]
        if self.advice is not None:
            parts.append(self.advice.reason)
        if self.other_open:
            parts.append(f"Also open: {', '.join(self.other_open)}.")
        return " ".join(parts)
