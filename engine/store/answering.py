"""When customers answer: their messages directly after one of the company, hour by hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

NEWEST = 5000
"""Conversations looked at. A habit of 24 hours is plain from fewer, and reading them all for one
customer's case would take seconds."""

# Autoresponses are left out before the messages are paired: an answer to a machine is none.
_ANSWERS = """
    WITH newest AS (
        SELECT conversation_key, customer_id FROM conversations
        WHERE last_message_at <= ? ORDER BY last_message_at DESC, conversation_key LIMIT ?
    ),
    told AS (
        SELECT n.customer_id, c.at, m.direction,
            lag(m.direction) OVER (
                PARTITION BY c.conversation_key ORDER BY c.at, c.message_key
            ) AS before
        FROM newest n
        CROSS JOIN conversation_messages c USING (conversation_key)
        CROSS JOIN messages m USING (message_key)
        WHERE NOT m.is_autoresponse OR m.direction = 'to_company'
    )
    SELECT s.segment, substr(t.at, 1, 13) AS hour, count(*) AS answers
    FROM told t LEFT JOIN scores s USING (customer_id)
    WHERE t.direction = 'to_company' AND t.before = 'to_client'
    GROUP BY s.segment, hour
"""


def answers_by_hour(
    connection: sqlite3.Connection, until: datetime
) -> list[tuple[str | None, str, int]]:
    """Return (segment, hour, answers) of the newest conversations that had ended by ``until``.

    The segment is None for customers who are not linked; the hour is one of UTC, as
    ``2026-11-20T09``.
    """
    rows = connection.execute(_ANSWERS, (to_text(until), NEWEST))
    return [(row["segment"], row["hour"], row["answers"]) for row in rows]
