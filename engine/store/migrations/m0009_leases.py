"""Migration 9: who works on whom, and what keeps two windows from writing over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_CUSTOMER = ("customer_id", "customer_profiles", "customer_id")


def m0009_leases(db: Database) -> None:
    """Create the leases, the texts kept beside drafts, and the marks that races are told by."""
    db.table("leases").create(
        {"customer_id": int, "agent": str, "seat": str, "taken_at": str, "expires_at": str},
        pk="customer_id",
        foreign_keys=[_CUSTOMER],
        not_null={"agent", "seat", "taken_at", "expires_at"},
        strict=True,
    )
    # Which window wrote a draft last; empty for those from before.
    db.conn.execute("ALTER TABLE drafts ADD COLUMN seat TEXT NOT NULL DEFAULT ''")
    # What one window wrote and another one's text took the place of: one text for each window.
    db.table("displaced_drafts").create(
        {
            "id": int,
            "customer_id": int,
            "agent": str,
            "seat": str,
            "channel": str,
            "message": str,
            "updated_at": str,
        },
        pk="id",
        foreign_keys=[_CUSTOMER],
        not_null={"customer_id", "agent", "seat", "channel", "message", "updated_at"},
        strict=True,
    )
    db.table("displaced_drafts").create_index(["customer_id", "agent"])
    # The last version of a draft that is gone: its number must not come again with other words.
    db.table("ended_drafts").create(
        {"customer_id": int, "agent": str, "version": int},
        pk=("customer_id", "agent"),
        foreign_keys=[_CUSTOMER],
        not_null={"version"},
        strict=True,
    )
    # Seconds since this machine was started: tells which of two processes was first, whatever
    # their clocks are set to.
    db.conn.execute("ALTER TABLE outbox ADD COLUMN approved_uptime REAL")
