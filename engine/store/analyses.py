"""Analyses that took an analyst time to make, kept until the profile they rest on changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.models.case import Analysis, FollowUp, Trigger
from engine.models.vocabulary import Channel, IssueCategory, MessageType, Priority, Segment, Urgency

if TYPE_CHECKING:
    import sqlite3


def save_analysis(
    connection: sqlite3.Connection,
    analysis: Analysis,
    *,
    analyst: str,
    profile_digest: str,
    made_at: str,
    is_final: bool,
) -> None:
    """Keep what came of asking ``analyst``, in place of what came of it before.

    Where the analyst failed, ``analysis`` is that of the rules with the reason; it is final
    unless asking again may help.
    """
    connection.execute(
        "INSERT INTO analyses (customer_id, analyst, profile_digest, made_at, is_final, body) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (customer_id, analyst) DO UPDATE SET "
        "profile_digest = excluded.profile_digest, made_at = excluded.made_at, "
        "is_final = excluded.is_final, body = excluded.body",
        (
            analysis.customer_id,
            analyst,
            profile_digest,
            made_at,
            int(is_final),
            json.dumps(analysis_to_json(analysis), ensure_ascii=False),
        ),
    )


def newest_analysis(
    connection: sqlite3.Connection, customer_id: int, *, profile_digest: str
) -> Analysis | None:
    """Return what the analyst asked last made of a profile; None when it was asked of another."""
    row = connection.execute(
        "SELECT body FROM analyses WHERE customer_id = ? AND profile_digest = ? "
        "ORDER BY made_at DESC, analyst LIMIT 1",
        (customer_id, profile_digest),
    ).fetchone()
    return None if row is None else _analysis(json.loads(row["body"]))


def is_done(
    connection: sqlite3.Connection, customer_id: int, analyst: str, *, profile_digest: str
) -> bool:
    """Whether ``analyst`` need not be asked about this profile again."""
    row = connection.execute(
        "SELECT 1 FROM analyses "
        "WHERE customer_id = ? AND analyst = ? AND profile_digest = ? AND is_final",
        (customer_id, analyst, profile_digest),
    ).fetchone()
    return row is not None


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
        "segment": Segment,
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
