"""The customer files as data: their names, tables and columns (contract, part A)."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.ingest.headers import folded_header
from engine.ingest.values import (
    MISSING,
    MISSING_BUT_NONE,
    Parser,
    PlainParser,
    consent,
    day,
    flag,
    integer,
    moment,
    number,
    one_of,
    plain_integers,
    plain_moments,
    plain_words,
    prose,
    protection,
    words,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file.

    Attributes:
        header: its name in the file.
        name: its name in the table.
        parse: reads a cell that is not missing.
        needed: an empty cell rejects the row.
        optional: the file may lack the column.
        plain: reads a whole column of plain cells.
        missing: what counts as empty, in lower case.
        when_missing: what an empty cell becomes.
    """

    header: str
    name: str
    parse: Parser
    needed: bool = False
    optional: bool = False
    plain: PlainParser | None = None
    missing: frozenset[str] = MISSING
    when_missing: int | None = None


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One kind of customer file. ``key`` is the column whose values must be unique, if any."""

    name: str
    table: str
    columns: tuple[Column, ...]
    key: str | None = None
    by_name: dict[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_name = {folded_header(column.header): column for column in self.columns}
        object.__setattr__(self, "by_name", by_name)

    @property
    def required(self) -> tuple[str, ...]:
        """Headers that the file must have."""
        return tuple(column.header for column in self.columns if not column.optional)


_SCORE = number(0, 100)
_AMOUNT = number(0, float("inf"))
_COUNT = integer(0)
_CUSTOMER_ID = Column(
    "Customer_ID", "customer_id", integer(1), needed=True, plain=plain_integers(1)
)

PROFILES = FileSpec(
    "Customer Profiles.csv",
    "customer_profiles",
    (
        _CUSTOMER_ID,
        Column("Name", "name", words),
        Column("Age", "age", integer(0, 120)),
        Column("Location", "location", words),
        Column(
            "Preferred_Channel", "preferred_channel", one_of("Email", "SMS", "App Push", "Phone")
        ),
        Column("Segment", "segment", words),
        Column("Opted_In", "opted_in", consent, when_missing=0),
        Column("Income_Bracket", "income_bracket", one_of("Low", "Medium", "High")),
        Column("Customer_Since", "customer_since", day),
        Column("Satisfaction_Score", "satisfaction_score", number(1, 10)),
        Column("Email", "email", words, optional=True, plain=plain_words),
        Column("Phone", "phone", words, optional=True, plain=plain_words),
        Column("Push_Token", "push_token", words, optional=True, plain=plain_words),
        Column("Priority_Services", "priority_services", protection, optional=True, when_missing=0),
        Column("Breathing_Space", "breathing_space", protection, optional=True, when_missing=0),
    ),
    key="customer_id",
)

ACTIVITY = FileSpec(
    "Account Activity Logs.csv",
    "account_activity",
    (
        _CUSTOMER_ID,
        Column(
            "Account_Status", "account_status", one_of("Active", "At Risk", "Dormant", "Suspended")
        ),
        Column("Last_Transaction", "last_transaction", words),
        Column("Last_Login", "last_login", moment, plain=plain_moments),
        Column("Recent_Activity", "recent_activity", words),
        Column("Engagement_Score", "engagement_score", _SCORE),
        Column("Account_Tenure_Years", "account_tenure_years", number(0, 120)),
        Column("Subscription_Type", "subscription_type", one_of("Basic", "Premium", "Green")),
        Column("Churn_Risk_Score", "churn_risk_score", _SCORE),
    ),
)

INTERACTIONS = FileSpec(
    "Interaction History.csv",
    "interaction_history",
    (
        _CUSTOMER_ID,
        Column("Channel", "channel", one_of("SMS", "Email", "Phone", "Chat", "App Push")),
        Column("Date & Time", "occurred_at", moment, plain=plain_moments),
        Column(
            "Interaction_Type",
            "interaction_type",
            one_of("Query", "Complaint", "Feedback", "Unsubscribe"),
        ),
        Column("Sentiment", "sentiment", one_of("Positive", "Neutral", "Negative")),
        Column("Summary", "summary", prose),
        Column("Response_Time_Minutes", "response_time_minutes", _AMOUNT),
        Column(
            "Resolution_Status", "resolution_status", one_of("Resolved", "Pending", "Escalated")
        ),
        Column("Agent_ID", "agent_id", words),
    ),
)

NOTIFICATIONS = FileSpec(
    "Notification History.csv",
    "notification_history",
    (
        Column("Notification_ID", "notification_id", words, needed=True, plain=plain_words),
        _CUSTOMER_ID,
        Column("Channel", "channel", one_of("App Push", "Email", "SMS", "Phone")),
        Column("Sent_Date", "sent_at", moment, plain=plain_moments),
        Column(
            "Notification_Type",
            "notification_type",
            one_of("Payment Reminder", "Re-engagement", "Tariff Offer", "Usage Alert"),
        ),
        Column("Opened", "opened", flag),
        Column("Clicked", "clicked", flag),
        Column("Action_Taken", "action_taken", words),
        Column("Delivery_Status", "delivery_status", one_of("Delivered", "Failed", "Bounced")),
        Column("Notification_Priority", "notification_priority", one_of("Low", "Medium", "High")),
        Column("Response_Time_Hours", "response_time_hours", _AMOUNT),
    ),
    key="notification_id",
)

ACTIONS = FileSpec(
    "Recommended Actions.csv",
    "recommended_actions",
    (
        _CUSTOMER_ID,
        Column("Scenario", "scenario", words),
        Column("Recommended_Action", "recommended_action", words),
        Column("Urgency_Level", "urgency_level", one_of("Low", "Medium", "High")),
        Column("Follow_Up_Required", "follow_up_required", flag),
        Column("Assigned_Team", "assigned_team", words),
    ),
)

ENERGY = FileSpec(
    "Energy Usage.csv",
    "energy_usage",
    (
        _CUSTOMER_ID,
        Column(
            "Segment",
            "segment",
            one_of("Value Seekers", "Traditionalists", "Digital Natives", "Eco Savers"),
        ),
        Column("Region", "region", words),
        Column("Daily_Energy_Usage_kWh", "daily_energy_usage_kwh", _AMOUNT),
        Column("Seasonal_Energy_Usage_kWh", "seasonal_energy_usage_kwh", _AMOUNT),
        Column(
            "Solar_EV_Ownership",
            "solar_ev_ownership",
            one_of("Solar", "EV", "Both", "None"),
            missing=MISSING_BUT_NONE,
        ),
        Column("Campaign_Clicks", "campaign_clicks", _COUNT),
        Column("Campaign_Opens", "campaign_opens", _COUNT),
        Column("Campaign_Conversions", "campaign_conversions", _COUNT),
        Column("Support_Ticket_Issue", "support_ticket_issue", words),
        Column(
            "Billing_Anomaly",
            "billing_anomaly",
            one_of("Overcharge", "Missed Payment", "Dispute", "None"),
            missing=MISSING_BUT_NONE,
        ),
    ),
)

REQUIRED_FILES = (PROFILES, ACTIVITY, INTERACTIONS, NOTIFICATIONS, ACTIONS)
ALL_FILES = (*REQUIRED_FILES, ENERGY)

REJECT_COLUMNS = ("line", "column", "reason")
"""What a rejects file adds to the columns of the file it came from."""
