"""All we know of one customer, what scoring made of it, and what an analyst wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.models.people import Assignment
from engine.models.records import (
    AccountActivity,
)
from engine.models.vocabulary import OutboxState

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.models.people import Handover
    from engine.models.records import (
        Customer,
        EnergyUsage,
        Interaction,
        PastNotification,
        RecommendedAction,
    )
    from engine.models.reports import DeliveryReport, Suppression
    from engine.models.vocabulary import (
        Channel,
        Ground,
        IssueCategory,
        MessageType,
        Priority,
        Segment,
        Urgency,
    )
    from engine.models.work import Disposition, Note, Notification


@dataclass(frozen=True, slots=True)
class Factor:
    """One scored fact with its evidence, ready to read.

    Attributes:
        name: what was scored, for example ``payment behaviour``.
        value: the value in the record, as text; empty when the files do not say.
        dated: when the fact is from, if the record dates it.
        points: what it adds to the risk score.
        sentence: the fact in one plain sentence.
    """

    name: str
    value: str
    dated: datetime | date | None
    points: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Score:
    """What scoring stored for one customer; see ``engine.scoring`` for each rule.

    Attributes:
        segment_confidence: 0 (nothing speaks for the segment) to 1.
        segment_evidence: one bit per row of the evidence table that holds.
        risk_points: points per factor name; with the base of 1 they add up to the risk score
            before it is rounded and bounded to 1–10.
        data_confidence: share of the risk weights for which the files hold data, 0 to 1.
        grounds: the priority rules that hold.
        contactable: opted in and no later objection.
        as_of: the newest moment the files know of; recency is counted back from it.
    """

    customer_id: int
    segment: Segment
    segment_confidence: float
    segment_evidence: int
    risk_score: int
    risk_points: dict[str, float]
    data_confidence: float
    priority: Priority
    grounds: Ground
    urgency: Urgency
    recommended: bool
    contactable: bool
    objected_at: datetime | None
    message_type: MessageType
    issue_category: IssueCategory
    channel: Channel
    churn: float | None
    reasons: tuple[str, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """All we know of one customer. Rows are newest first where they carry a date.

    Attributes:
        sent: what was approved here, whatever became of it.
        reports: what providers reported on it, the oldest first.
        suppressed: which of the present addresses take no more messages.
    """

    customer: Customer
    score: Score
    activities: tuple[AccountActivity, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    notifications: tuple[PastNotification, ...] = ()
    actions: tuple[RecommendedAction, ...] = ()
    energy: tuple[EnergyUsage, ...] = ()
    sent: tuple[Notification, ...] = ()
    notes: tuple[Note, ...] = ()
    aside: Disposition | None = None
    assignment: Assignment = field(default_factory=Assignment)
    handover: Handover | None = None
    reports: tuple[DeliveryReport, ...] = ()
    suppressed: tuple[Suppression, ...] = ()

    @property
    def contacts(self) -> tuple[Notification, ...]:
        """What went to the customer from here, or may have: attempts count as sent (DUAA 2025)."""
        return tuple(
            one for one in self.sent if one.state in (OutboxState.SENT, OutboxState.UNKNOWN)
        )

    @property
    def activity(self) -> AccountActivity:
        """The current account row: the one with the latest login."""
        return self.activities[0] if self.activities else AccountActivity()


@dataclass(frozen=True, slots=True)
class Trigger:
    """A fact that calls for contact: the field of the record, its value and its date."""

    field: str
    value: str
    dated: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When to look again and the sign that the contact worked."""

    timing: str
    success_sign: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """One customer's case explained and the message written, by any analyst.

    Attributes:
        analyst: who wrote it, for example ``rules``.
        segment: the segment as this analyst sees it.
        fallback_reason: why a better analyst's words are not here; None when this is the one asked.
    """

    customer_id: int
    analyst: str
    priority: Priority
    urgency: Urgency
    risk_score: int
    issue_category: IssueCategory
    contact_reason: str
    trigger_factors: tuple[Trigger, ...]
    potential_impact: str
    customer_insights: tuple[str, ...]
    communication_style: str
    conversation_starters: tuple[str, ...]
    topics_to_avoid: tuple[str, ...]
    resolution_steps: tuple[str, ...]
    follow_up: FollowUp
    message: str
    message_type: MessageType
    channel: Channel
    segment: Segment
    segment_reason: str
    fallback_reason: str | None = None
