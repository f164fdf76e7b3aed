"""Migration 1: what the customer files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_CUSTOMER = ("customer_id", "customer_profiles", "customer_id")


def m0001_customers(db: Database) -> None:
    """Create the five customer tables and the optional energy table, as loaded from files.

    ``extra`` keeps the columns we do not know, as JSON. ``mended`` marks rows that came from a
    mended rejects file: a later load of the whole file must not drop them.
    """
    db.table("customer_profiles").create(
        {
            "customer_id": int,
            "name": str,
            "age": int,
            "location": str,
            "preferred_channel": str,
            "segment": str,
            "opted_in": int,
            "income_bracket": str,
            "customer_since": str,
            "satisfaction_score": float,
            "email": str,
            "phone": str,
            "push_token": str,
            "priority_services": int,
            "breathing_space": int,
            "extra": str,
        },
        pk="customer_id",
        not_null={"opted_in", "priority_services", "breathing_space"},
        strict=True,
    )
    _child(
        db,
        "account_activity",
        {
            "account_status": str,
            "last_transaction": str,
            "last_login": str,
            "recent_activity": str,
            "engagement_score": float,
            "account_tenure_years": float,
            "subscription_type": str,
            "churn_risk_score": float,
        },
        index=["customer_id"],
    )
    _child(
        db,
        "interaction_history",
        {
            "channel": str,
            "occurred_at": str,
            "interaction_type": str,
            "sentiment": str,
            "summary": str,
            "response_time_minutes": float,
            "resolution_status": str,
            "agent_id": str,
            "topics": int,
        },
        # Everything that scoring reads, so that it never touches the table itself.
        index=[
            "customer_id",
            "occurred_at",
            "topics",
            "interaction_type",
            "resolution_status",
            "sentiment",
        ],
    )
    _child(
        db,
        "notification_history",
        {
            "channel": str,
            "sent_at": str,
            "notification_type": str,
            "opened": int,
            "clicked": int,
            "action_taken": str,
            "delivery_status": str,
            "notification_priority": str,
            "response_time_hours": float,
        },
        index=["customer_id"],
        own_key="notification_id",
    )
    _child(
        db,
        "recommended_actions",
        {
            "scenario": str,
            "recommended_action": str,
            "urgency_level": str,
            "follow_up_required": int,
            "assigned_team": str,
        },
        index=["customer_id"],
    )
    _child(
        db,
        "energy_usage",
        {
            "segment": str,
            "region": str,
            "daily_energy_usage_kwh": float,
            "seasonal_energy_usage_kwh": float,
            "solar_ev_ownership": str,
            "campaign_clicks": int,
            "campaign_opens": int,
            "campaign_conversions": int,
            "support_ticket_issue": str,
            "billing_anomaly": str,
        },
        index=["customer_id"],
    )


def _child(
    db: Database,
    name: str,
    columns: dict[str, type],
    *,
    index: list[str],
    own_key: str | None = None,
) -> None:
    """Create a table of rows that belong to a customer; a customer may have many in each."""
    key: dict[str, type] = {own_key: str} if own_key else {"id": int}
    table = db.table(name)
    table.create(
        {**key, "customer_id": int, **columns, "extra": str, "mended": int},
        pk=own_key or "id",
        foreign_keys=[_CUSTOMER],
        not_null={"customer_id", "mended"},
        strict=True,
    )
    table.create_index(index, index_name=f"{name}_by_customer")
