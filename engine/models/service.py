"""How the service went: figures over many conversations, and one conversation as a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from engine.models.understanding import Label, ResolutionStatus


@dataclass(frozen=True, slots=True)
class Measure:
    """What one figure is.

    Attributes:
        name: as programs know it.
        title: as people read it.
        unit: %, min, or empty for points on a scale.
        about: what it means and which way its scale runs, in a line.
        decimals: how many are shown.
        is_better_high: whether more is better.
    """

    name: str
    title: str
    unit: str
    about: str
    decimals: int = 2
    is_better_high: bool = True


MEASURES = (
    Measure("csat_percentage", "CSAT", "%", "satisfaction of 4 or 5, stated or else inferred"),
    Measure("csat_stated_percentage", "CSAT, stated", "%", "only where the customer gave a rating"),
    Measure("csat_inferred_percentage", "CSAT, inferred", "%", "only where the rating is inferred"),
    Measure(
        "fcr_percentage",
        "First-contact resolution",
        "%",
        "resolved at the first contact, of those in which the customer wrote",
    ),
    Measure(
        "first_response_time_minutes",
        "First response",
        "min",
        "from the customer's first message to the first reply",
        is_better_high=False,
    ),
    Measure(
        "avg_response_time_minutes",
        "Response",
        "min",
        "before each reply since the customer's latest earlier message, per conversation",
        is_better_high=False,
    ),
    Measure(
        "handling_time_minutes",
        "Handling",
        "min",
        "from the customer's first message to the last reply",
        is_better_high=False,
    ),
    Measure(
        "unanswered_percentage",
        "Unanswered",
        "%",
        "the customer wrote and nobody replied",
        is_better_high=False,
    ),
    Measure("sentiment", "Sentiment", "", "-1 to 1", decimals=3),
    Measure("csi", "Satisfaction index (CSI)", "", "0 to 10, of the four parts below"),
    Measure("effectiveness_score", "Effectiveness", "", "0 to 10, weighs 35 %"),
    Measure("effort_score", "Effort", "", "0 to 10, 10 is no effort; weighs 25 %"),
    Measure("efficiency_score", "Efficiency", "", "0 to 10, weighs 25 %"),
    Measure("empathy_score", "Empathy", "", "0 to 10, weighs 15 %"),
    Measure("ces", "Customer effort (CES)", "", "1 easy to 7 hard", is_better_high=False),
)
"""Every figure, in the order in which it is shown: the README generation, then the index."""


@dataclass(frozen=True, slots=True)
class Value:
    """One figure.

    Attributes:
        value: None where there is nothing to average.
        sample: how many conversations it is made of.
    """

    value: float | None
    sample: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some conversations. Autoresponses count nowhere but in their own number.

    Attributes:
        conversations: how many there are.
        customer_messages: how many messages customers wrote.
        agent_messages: how many the company wrote, autoresponses apart.
        autoresponses: how many its machines wrote.
        unanswered: conversations in which the customer wrote and nobody replied.
        values: by the names of ``MEASURES``, all of them.
        labels: conversations by mood.
        statuses: conversations by how they stand.
        by_model: conversations that a model judged; the others were understood by words alone.
    """

    conversations: int
    customer_messages: int
    agent_messages: int
    autoresponses: int
    unanswered: int
    values: Mapping[str, Value]
    labels: Mapping[Label, int]
    statuses: Mapping[ResolutionStatus, int]
    by_model: int = 0


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many conversations have a topic, and their share of all, 0 to 1."""

    topic: str
    count: int
    share: float


class Grouping(StrEnum):
    """What figures can be shown by."""

    DAY = "day"
    AGENT = "agent"
    TOPIC = "topic"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of a period.

    Attributes:
        since: first day in London; None: from the beginning.
        until: last day.
        figures: over all conversations that began in the period.
        topics: the most frequent first.
        previous_since: first day of the period before, of equal length; None without both days.
        previous: the figures of the period before.
        by: what ``groups`` are; None without.
        groups: names with their figures; days in order, else the largest first. A conversation
            with two topics is in two groups, one that two agents replied in, too.
        failed: conversations of the period that could not be understood; in no figure.
        waiting: conversations of any period that have not been understood yet.
    """

    since: date | None
    until: date | None
    figures: Figures
    topics: tuple[TopicCount, ...]
    previous_since: date | None
    previous: Figures | None
    by: Grouping | None
    groups: tuple[tuple[str, Figures], ...]
    failed: int
    waiting: int

    @property
    def previous_until(self) -> date | None:
        """Last day of the period before."""
        if self.previous_since is None or self.since is None:
            return None
        return self.since - timedelta(days=1)

    def delta(self, name: str) -> float | None:
        """Return a figure less that of the period before; None where either is empty."""
        if self.previous is None:
            return None
        now, then = self.figures.values[name].value, self.previous.values[name].value
        return None if now is None or then is None else now - then


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """One conversation in a list. What is not known or could not be understood is None.

    Attributes:
        key: its number in the store.
        conversation_id: its id in the source.
        source: the kind of file it came from.
        channel: where it was held; the kind of file where nothing says it.
        participant: the customer's name or number in the source.
        customer_id: the customer of the profiles, when known.
        counterpart: the brand or company.
        agent: who wrote last for the company.
        first_at: when it began; this day in London is the one that it counts to.
        last_at: when the last message was written.
        messages: all of them, autoresponses included.
        failed: why it could not be understood.
        status: how it stands.
        fcr: whether it was resolved at the first contact.
        satisfaction: 1 to 5.
        is_inferred: whether that was inferred and not stated by the customer.
        label: its mood in a word.
        sentiment: its mood, -1 to 1.
        unanswered: whether the customer wrote and nobody replied.
        response_minutes: ``avg_response_time_minutes`` of this conversation.
        first_response_minutes: until the first reply.
        handling_minutes: until the last reply.
        ces: customer effort, 1 easy to 7 hard.
        effectiveness: part of the index, 0 to 10, as are the next three.
        effort: 10 is no effort.
        efficiency: how quickly.
        empathy: how it felt.
        csi: the index.
        topics: the most mentioned first.
        analyst: who understood it: ``offline``, ``bedrock`` or ``openai``.
        reason: what decided, in a model's words.
        is_answered: whether a message to the customer was approved here since, and stands; of
            several conversations the newest counts as answered by it.
    """

    key: int
    conversation_id: str
    source: str
    channel: str
    participant: str
    customer_id: int | None
    counterpart: str
    agent: str | None
    first_at: datetime
    last_at: datetime
    messages: int
    failed: str | None
    status: ResolutionStatus | None
    fcr: bool | None
    satisfaction: int | None
    is_inferred: bool
    label: Label | None
    sentiment: float | None
    unanswered: bool
    response_minutes: float | None
    first_response_minutes: float | None
    handling_minutes: float | None
    ces: float | None
    effectiveness: float | None
    effort: float | None
    efficiency: float | None
    empathy: float | None
    csi: float | None
    topics: tuple[str, ...]
    analyst: str = ""
    reason: str | None = None
    is_answered: bool = False
