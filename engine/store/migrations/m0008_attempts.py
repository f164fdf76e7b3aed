"""Migration 8: every attempt at a send, and what came of the calls that people make."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_NOTIFICATION = ("notification_id", "outbox", "notification_id")


def m0008_attempts(db: Database) -> None:
    """Create the attempts and the outcomes of calls; keep what a message was approved for."""
    db.conn.execute("ALTER TABLE outbox ADD COLUMN via TEXT")
    # A row is written before the channel is called; without an outcome, the attempt still runs.
    db.table("attempts").create(
        {
            "notification_id": str,
            "number": int,
            "at": str,
            "by": str,
            "via": str,
            "ended_at": str,
            "outcome": str,
            "reference": str,
            "detail": str,
        },
        pk=("notification_id", "number"),
        foreign_keys=[_NOTIFICATION],
        not_null={"at", "by", "via"},
        strict=True,
    )
    db.table("calls").create(
        {
            "id": int,
            "notification_id": str,
            "at": str,
            "agent": str,
            "outcome": str,
            "note": str,
        },
        pk="id",
        foreign_keys=[_NOTIFICATION],
        not_null={"notification_id", "at", "agent", "outcome"},
        strict=True,
    )
    db.table("calls").create_index(["notification_id"])
