"""One row of each customer file, typed. ``None`` means that the file does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.models.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Customer:
    """One row of ``Customer Profiles.csv``.

    ``opted_in`` is False unless the file clearly says yes. ``source_segment`` is the source
    system's own label. ``satisfaction_score`` runs from 1 to 10.
    """

    customer_id: int
    name: str | None = None
    age: int | None = None
    location: str | None = None
    preferred_channel: Channel | None = None
    source_segment: str | None = None
    opted_in: bool = False
    income_bracket: str | None = None
    customer_since: date | None = None
    satisfaction_score: float | None = None
    email: str | None = None
    phone: str | None = None
    push_token: str | None = None
    priority_services: bool = False
    breathing_space: bool = False


@dataclass(frozen=True, slots=True)
class AccountActivity:
    """One row of ``Account Activity Logs.csv``; scores run from 0 to 100."""

    account_status: str | None = None
    last_transaction: str | None = None
    last_login: datetime | None = None
    recent_activity: str | None = None
    engagement_score: float | None = None
    account_tenure_years: float | None = None
    subscription_type: str | None = None
    churn_risk_score: float | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """One row of ``Interaction History.csv``.

    ``about_billing`` and ``is_objection`` are read from the type and the summary when the file is
    loaded (see ``engine.ingest.topics``).
    """

    channel: str | None = None
    occurred_at: datetime | None = None
    interaction_type: str | None = None
    sentiment: str | None = None
    summary: str | None = None
    response_time_minutes: float | None = None
    resolution_status: str | None = None
    agent_id: str | None = None
    about_billing: bool = False
    is_objection: bool = False

    @property
    def is_unresolved(self) -> bool:
        """Whether the file says that it is still open; an empty status is not evidence."""
        return self.resolution_status in ("Pending", "Escalated")


@dataclass(frozen=True, slots=True)
class PastNotification:
    """One row of ``Notification History.csv``: what was sent before this engine."""

    notification_id: str
    channel: str | None = None
    sent_at: datetime | None = None
    notification_type: str | None = None
    opened: bool | None = None
    clicked: bool | None = None
    action_taken: str | None = None
    delivery_status: str | None = None
    notification_priority: str | None = None
    response_time_hours: float | None = None


@dataclass(frozen=True, slots=True)
class RecommendedAction:
    """One row of ``Recommended Actions.csv``."""

    scenario: str | None = None
    recommended_action: str | None = None
    urgency_level: str | None = None
    follow_up_required: bool | None = None
    assigned_team: str | None = None


@dataclass(frozen=True, slots=True)
class EnergyUsage:
    """One row of the optional energy file; ``None`` in the two value columns there is a value."""

    business_segment: str | None = None
    region: str | None = None
    daily_energy_usage_kwh: float | None = None
    seasonal_energy_usage_kwh: float | None = None
    solar_ev_ownership: str | None = None
    campaign_clicks: int | None = None
    campaign_opens: int | None = None
    campaign_conversions: int | None = None
    support_ticket_issue: str | None = None
    billing_anomaly: str | None = None
