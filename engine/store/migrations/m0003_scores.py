"""Migration 3: what scoring made of each customer; the worklist is read from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0003_scores(db: Database) -> None:
    """Create the scores, one row per customer, and the record of scoring runs.

    ``work_order`` puts priority, then risk, then churn into one number, the smallest first, so
    that every order and every window of the worklist is a range of an index. SQLite ends each
    index with the row id, which here is the customer id: the last key of the order.
    """
    scores = db.table("scores")
    scores.create(
        {
            "customer_id": int,
            "segment": str,
            "segment_confidence": float,
            "segment_evidence": int,
            "risk_score": int,
            "points_engagement": float,
            "points_satisfaction": float,
            "points_usage": float,
            "points_payment": float,
            "points_support": float,
            "points_tenure": float,
            "points_churn": float,
            "data_confidence": float,
            "priority": int,
            "grounds": int,
            "urgency": str,
            "recommended": int,
            "contactable": int,
            "objected_at": str,
            "message_type": str,
            "issue_category": str,
            "channel": str,
            "churn": float,
            "reasons": str,
            "search": str,
            "work_order": int,
        },
        pk="customer_id",
        foreign_keys=[("customer_id", "customer_profiles", "customer_id")],
        strict=True,
    )
    for columns in (
        ["segment", "recommended", "work_order"],
        ["segment", "work_order"],
        ["recommended", "work_order"],
        ["work_order"],
    ):
        scores.create_index(columns)
    db.table("scoring_runs").create(
        {"run_id": int, "scored_at": str, "as_of": str, "customers": int},
        pk="run_id",
        not_null={"scored_at", "as_of", "customers"},
        strict=True,
    )
