"""Drafts that another agent's message made superfluous: kept, but no longer what is to be sent.

A retired draft keeps its place, its text and its version. When the message is taken back, the draft
is current again; so it is when its owner opens it and goes on writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.vocabulary import Channel
from engine.models.work import Draft

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class RetiredDraft:
    """An agent's words that were not sent because somebody else's were.

    Attributes:
        draft: the words, as they were.
        sent_by: the agent whose message went.
        sent_at: when it was approved.
    """

    draft: Draft
    sent_by: str
    sent_at: datetime


def retire_others(
    connection: sqlite3.Connection, customer_id: int, *, agent: str, at: str, by: str
) -> tuple[str, ...]:
    """Retire the drafts of all agents but ``agent``, since the message ``by`` goes instead.

    Returns:
        The agents whose drafts were retired.
    """
    rows = connection.execute(
        "UPDATE drafts SET retired_at = ?, retired_by = ? "
        "WHERE customer_id = ? AND agent <> ? AND retired_at IS NULL RETURNING agent",
        (at, by, customer_id, agent),
    ).fetchall()
    return tuple(sorted(row["agent"] for row in rows))


def bring_back(connection: sqlite3.Connection, by: str) -> None:
    """Make the drafts current again that the message ``by`` had retired."""
    connection.execute(
        "UPDATE drafts SET retired_at = NULL, retired_by = NULL WHERE retired_by = ?", (by,)
    )


def reopen(connection: sqlite3.Connection, customer_id: int, agent: str) -> bool:
    """Make an agent's retired draft current again; return whether there was one."""
    cursor = connection.execute(
        "UPDATE drafts SET retired_at = NULL, retired_by = NULL "
        "WHERE customer_id = ? AND agent = ? AND retired_at IS NOT NULL",
        (customer_id, agent),
    )
    return cursor.rowcount == 1


def read(connection: sqlite3.Connection, customer_id: int, agent: str) -> RetiredDraft | None:
    """Return an agent's retired draft to a customer, or None."""
    row = connection.execute(
        "SELECT d.*, o.agent AS sent_by, o.approved_at AS sent_at "
        "FROM drafts d JOIN outbox o ON o.notification_id = d.retired_by "
        "WHERE d.customer_id = ? AND d.agent = ?",
        (customer_id, agent),
    ).fetchone()
    if row is None:
        return None
    return RetiredDraft(
        draft=Draft(
            customer_id=customer_id,
            agent=agent,
            channel=Channel(row["channel"]),
            message=row["message"],
            version=row["version"],
            updated_at=from_text(row["updated_at"]),
        ),
        sent_by=row["sent_by"],
        sent_at=from_text(row["sent_at"]),
    )
