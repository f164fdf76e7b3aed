"""Figures over many customers: the segments, the target segment, billing issues, plain lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from engine.models.vocabulary import Segment

_CURRENT_ACTIVITY = """
    (SELECT customer_id, engagement_score, subscription_type, account_status,
            max(coalesce(last_login, '') || printf('%012d', id)) AS latest
     FROM account_activity GROUP BY customer_id)
"""
_AVERAGES = """
    count(*) AS customers,
    round(avg(p.age), 1) AS average_age,
    round(avg(a.engagement_score), 1) AS average_engagement,
    round(avg(s.churn), 1) AS average_churn,
    round(avg(p.satisfaction_score), 1) AS average_satisfaction,
    round(avg(s.risk_score), 1) AS average_risk,
    sum(s.recommended) AS recommended
"""
_FROM = f"""
    FROM scores s JOIN customer_profiles p USING (customer_id)
    LEFT JOIN {_CURRENT_ACTIVITY} a USING (customer_id)
"""

Row = dict[str, Any]


def segment_figures(connection: sqlite3.Connection) -> list[Row]:
    """Return a row per segment that has customers: how many, and their averages."""
    return _rows(
        connection,
        f"SELECT s.segment, {_AVERAGES} {_FROM} GROUP BY s.segment ORDER BY customers DESC",
        (),
    )


def one_segment(connection: sqlite3.Connection, segment: Segment) -> Row:
    """Return the figures of one segment, with breakdowns by plan, location and income bracket."""
    found: Row = {
        "segment": str(segment),
        **_rows(
            connection,
            f"SELECT {_AVERAGES} {_FROM} WHERE s.segment = ?",
            (str(segment),),
        )[0],
    }
    for name, column in (
        ("by_plan", "a.subscription_type"),
        ("by_location", "p.location"),
        ("by_income", "p.income_bracket"),
    ):
        rows = connection.execute(
            f"SELECT coalesce({column}, 'not known') AS value, count(*) AS customers {_FROM} "
            "WHERE s.segment = ? GROUP BY 1 ORDER BY customers DESC, 1",
            (str(segment),),
        )
        found[name] = {row["value"]: row["customers"] for row in rows}
    return found


def billing_issues(connection: sqlite3.Connection) -> list[Row]:
    """Return the customers with an interaction about billing or a complaint (contract, part A)."""
    return _rows(
        connection,
        """
        SELECT p.customer_id, p.name, s.segment, s.risk_score,
               count(*) AS interactions,
               sum(i.resolution_status IN ('Pending', 'Escalated')) AS unresolved,
               max(i.occurred_at) AS latest_at,
               i.summary AS latest_summary, i.resolution_status AS latest_status
        FROM interaction_history i JOIN customer_profiles p USING (customer_id)
        JOIN scores s USING (customer_id)
        WHERE i.topics & 1 OR i.interaction_type = 'Complaint'
        GROUP BY p.customer_id ORDER BY s.work_order, p.customer_id
        """,
        (),
    )


def customers(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield every customer's profile row with segment, risk and priority rank, by id."""
    cursor = connection.execute(
        "SELECT p.customer_id, p.name, p.age, p.location, p.preferred_channel, "
        "p.segment AS source_segment, p.opted_in, p.income_bracket, p.customer_since, "
        "p.satisfaction_score, s.segment, s.risk_score, s.priority "
        "FROM customer_profiles p JOIN scores s USING (customer_id) ORDER BY p.customer_id"
    )
    return (dict(row) for row in cursor)


def past_notifications(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield every row of the imported notification history, the newest first."""
    cursor = connection.execute(
        "SELECT notification_id, customer_id, channel, sent_at, notification_type, opened, "
        "clicked, action_taken, delivery_status, notification_priority, response_time_hours "
        "FROM notification_history ORDER BY sent_at DESC, notification_id"
    )
    return (dict(row) for row in cursor)


def _rows(connection: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> list[Row]:
    return [dict(row) for row in connection.execute(sql, values)]
