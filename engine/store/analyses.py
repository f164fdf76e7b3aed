"""Analyses that took an analyst time to make, kept until the profile they rest on changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.models.case import Analysis, FollowUp, Trigger
from engine.models.vocabulary import Channel, IssueCategory, MessageType, Priority, Urgency

if TYPE_CHECKING:
    import sqlite3


def save_analysis(
    connection: sqlite3.Connection, analysis: Analysis, *, profile_digest: str, made_at: str
) -> None:
    """Keep an analysis, in place of the analyst's earlier one for the same customer."""
    connection.execute(
        "INSERT INTO analyses (customer_id, analyst, profile_digest, made_at, body) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (customer_id, analyst) DO UPDATE SET "
        "profile_digest = excluded.profile_digest, made_at = excluded.made_at, "
        "body = excluded.body",
        (
            analysis.customer_id,
            analysis.analyst,
            profile_digest,
            made_at,
            json.dumps(analysis_to_json(analysis), ensure_ascii=False),
        ),
    )


def read_analysis(
    connection: sqlite3.Connection, customer_id: int, analyst: str, *, profile_digest: str
) -> Analysis | None:
    """Return the analyst's analysis, or None when there is none or the profile has changed."""
    row = connection.execute(
        "SELECT body FROM analyses WHERE customer_id = ? AND analyst = ? AND profile_digest = ?",
        (customer_id, analyst, profile_digest),
    ).fetchone()
    return None if row is None else _analysis(json.loads(row["body"]))


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as plain data, with the names of the contract."""
    data = asdict(analysis)
    data["trigger_factors"] = [
        {
            "field": trigger.field,
            "value": trigger.value,
            "date": trigger.dated.isoformat() if trigger.dated else None,
        }
        for trigger in analysis.trigger_factors
    ]
    return data


def _analysis(data: dict[str, Any]) -> Analysis:
    from datetime import datetime

    triggers = tuple(
        Trigger(
            item["field"],
            item["value"],
            datetime.fromisoformat(item["date"]) if item["date"] else None,
        )
        for item in data["trigger_factors"]
    )
    lists = (
        "customer_insights",
        "conversation_starters",
        "topics_to_avoid",
        "resolution_steps",
    )
    words = {
        "priority": Priority,
        "urgency": Urgency,
        "issue_category": IssueCategory,
        "message_type": MessageType,
        "channel": Channel,
    }
    return Analysis(
        **{
            **data,
            **{name: tuple(data[name]) for name in lists},
            **{name: kind(data[name]) for name, kind in words.items()},
            "trigger_factors": triggers,
            "follow_up": FollowUp(**data["follow_up"]),
        }
    )
