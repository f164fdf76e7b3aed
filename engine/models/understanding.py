"""What is understood of a conversation: its mood, topics, outcome, times and index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """How a message or a conversation reads."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class ResolutionStatus(StrEnum):
    """How a conversation stands."""

    RESOLVED = "resolved"
    OPEN = "open"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Sentiment:
    """The mood of one message or conversation.

    Attributes:
        score: -1 (furious) to 1 (delighted), three decimals.
        label: what the score amounts to.
    """

    score: float
    label: Label


@dataclass(frozen=True, slots=True)
class MessageSentiment:
    """The mood of one message of a conversation."""

    message_id: str
    sentiment: Sentiment


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that a conversation mentions.

    Attributes:
        name: as the taxonomy calls it.
        mentions: how often.
        evidence: the words that decided, in lower case; at most five.
    """

    name: str
    mentions: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the company and how long the customer had waited for it.

    Attributes:
        message_id: the message; empty where the source only says that there was one.
        agent: who wrote it, where the source says so.
        waited_s: seconds since the latest strictly earlier message of the customer.
    """

    message_id: str
    agent: str | None
    waited_s: float


@dataclass(frozen=True, slots=True)
class Index:
    """The customer satisfaction index of a conversation and its parts, 0 to 10, two decimals.

    Every value is None where there is nothing to measure; ``csi`` also where a part is None.
    """

    effectiveness: float | None
    effort: float | None
    efficiency: float | None
    empathy: float | None
    csi: float | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that is understood of one conversation. Autoresponses are left out of every figure.

    Attributes:
        conversation_id: the conversation.
        sentiment: the mean over the customer's messages, -1 to 1; None without one.
        sentiment_shift: mood at the end less mood at the start, -2 to 2; None without one.
        label: what ``sentiment`` amounts to.
        messages: the mood of each message, the company's included, oldest first.
        topics: what the customer wrote about, the most mentioned first.
        status: resolved, open or escalated.
        fcr: whether it was resolved at the first contact; None where the customer never wrote.
        contacts: how often the customer had to make contact.
        satisfaction: 1 to 5; None where the customer never wrote.
        is_inferred: whether ``satisfaction`` was inferred and not stated by the customer.
        ces: customer effort, 1 (easy) to 7 (hard); None where the customer never wrote.
        replies: the company's messages that came after one of the customer's, oldest first.
        first_response_s: seconds to the company's first reply; None without a reply.
        mean_response_minutes: minutes before each of its replies, on average; None without one.
        handling_s: seconds from the customer's first message to the last reply; None without one.
        unanswered: whether the customer wrote and nobody replied.
        customer_messages: how many messages the customer wrote.
        agent_messages: how many the company wrote.
        autoresponses: how many a machine wrote, counted nowhere else.
        index: the customer satisfaction index and its four parts.
        reason: what decided, in a model's words; empty where no model was asked.
    """

    conversation_id: str
    sentiment: float | None
    sentiment_shift: float | None
    label: Label | None
    messages: tuple[MessageSentiment, ...]
    topics: tuple[Topic, ...]
    status: ResolutionStatus
    fcr: bool | None
    contacts: int
    satisfaction: int | None
    is_inferred: bool
    ces: float | None
    replies: tuple[Reply, ...]
    first_response_s: float | None
    mean_response_minutes: float | None
    handling_s: float | None
    unanswered: bool
    customer_messages: int
    agent_messages: int
    autoresponses: int
    index: Index
    reason: str = ""
