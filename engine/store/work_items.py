"""One line of the worklist as the store holds it, and made of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.vocabulary import Channel, Priority, Segment, Urgency, WorkMark
from engine.models.work import Lease, WorkItem

if TYPE_CHECKING:
    import sqlite3

REASON_SEPARATOR = "; "
"""Between the reasons of a customer, which are stored as one text."""

_UNIT = "\x1f"
"""Between the teams of a row: a character that no text of a file keeps."""

PRIORITIES = tuple(sorted(Priority, key=lambda priority: priority.rank))
"""The priorities by their stored rank."""

ITEM = """
    SELECT s.customer_id, p.name, p.location, s.segment, s.risk_score, s.priority, s.urgency,
           s.recommended, s.churn, s.reasons, s.channel, d.mark,
           (SELECT group_concat(agent, ', ') FROM drafts
            WHERE customer_id = s.customer_id AND retired_at IS NULL) AS draft_by,
           a.agent AS assigned_to,
           CASE WHEN a.customer_id IS NULL THEN
               (SELECT group_concat(assigned_team, char(31)) FROM recommended_actions
                WHERE customer_id = s.customer_id)
           ELSE a.team END AS teams,
           l.agent AS lease_agent, l.seat AS lease_seat, l.taken_at AS lease_taken_at,
           l.expires_at AS lease_expires_at
    FROM scores s JOIN customer_profiles p USING (customer_id)
    LEFT JOIN dispositions d ON d.customer_id = s.customer_id AND d.until > :now
    LEFT JOIN assignments a ON a.customer_id = s.customer_id
    LEFT JOIN leases l ON l.customer_id = s.customer_id AND l.expires_at > :now
"""
"""The columns of a line."""


def split_reasons(text: str) -> tuple[str, ...]:
    """Return the reasons that scoring stored as one text."""
    return tuple(text.split(REASON_SEPARATOR)) if text else ()


def item_of(row: sqlite3.Row) -> WorkItem:
    """Return the line that a row of ``ITEM`` is."""
    return WorkItem(
        customer_id=row["customer_id"],
        name=row["name"],
        location=row["location"],
        segment=Segment(row["segment"]),
        risk_score=row["risk_score"],
        priority=PRIORITIES[row["priority"]],
        urgency=Urgency(row["urgency"]),
        recommended=bool(row["recommended"]),
        churn=row["churn"],
        reasons=split_reasons(row["reasons"]),
        channel=Channel(row["channel"]),
        mark=WorkMark(row["mark"] or ""),
        draft_by=row["draft_by"],
        assigned_to=row["assigned_to"],
        teams=_teams(row["teams"]),
        lease=_lease(row) if row["lease_agent"] else None,
    )


def _teams(joined: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(joined.split(_UNIT))) if joined else ()


def _lease(row: sqlite3.Row) -> Lease:
    return Lease(
        customer_id=row["customer_id"],
        agent=row["lease_agent"],
        seat=row["lease_seat"],
        taken_at=from_text(row["lease_taken_at"]),
        expires_at=from_text(row["lease_expires_at"]),
    )
