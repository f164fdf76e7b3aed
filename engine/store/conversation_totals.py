"""The counts and times of each conversation, made from its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.bulk import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

# Tagged texts sort by time and carry the agent along: the latest company message, and who wrote it.
_COUNT = """
    UPDATE conversations SET
        revision = revision + 1,
        messages = t.messages,
        customer_messages = t.messages - t.company,
        company_messages = t.company - t.autoresponses,
        autoresponses = t.autoresponses,
        first_message_at = t.first_at,
        last_message_at = t.last_at,
        last_customer_at = t.customer_at,
        last_company_at = t.company_at,
        agent = coalesce(
            substr(t.agent_at, instr(t.agent_at, ' ') + 1),
            json_extract(conversations.stated, '$.agent')
        )
    FROM (
        SELECT
            c.conversation_key,
            count(*) AS messages,
            sum(m.direction = 'to_client') AS company,
            sum(m.is_autoresponse) AS autoresponses,
            min(c.at) AS first_at,
            max(c.at) AS last_at,
            max(iif(m.direction = 'to_company', c.at, NULL)) AS customer_at,
            max(iif(m.direction = 'to_client' AND NOT m.is_autoresponse, c.at, NULL)) AS company_at,
            max(iif(m.is_autoresponse, NULL, c.at || ' ' || m.agent)) AS agent_at
        FROM temp.touched t
        JOIN conversation_messages c USING (conversation_key)
        JOIN messages m USING (message_key)
        GROUP BY c.conversation_key
    ) AS t
    WHERE conversations.conversation_key = t.conversation_key
"""


def recount(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Count the messages of some conversations anew, inside the caller's transaction."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS touched (conversation_key INTEGER PRIMARY KEY)"
    )
    connection.execute("DELETE FROM temp.touched")
    found = sorted(keys)
    if found:
        insert(connection, "touched", {"conversation_key": found})
        connection.execute(_COUNT)
