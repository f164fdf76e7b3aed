"""Migration 11: what became of messages after the channel took them, and of drafts beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_CUSTOMER = ("customer_id", "customer_profiles", "customer_id")
_NOTIFICATION = ("notification_id", "outbox", "notification_id")


def m0011_reports(db: Database) -> None:
    """Create delivery reports and suppressed addresses; let drafts retire and failures settle."""
    db.table("reports").create(
        {
            # A digest of what the report says: the same one again is found by it.
            "report_key": str,
            "notification_id": str,
            "customer_id": int,
            "channel": str,
            "address_key": str,
            "address": str,
            "kind": str,
            "hardness": str,
            "at": str,
            "detail": str,
            "source": str,
            "loaded_at": str,
            "loaded_by": str,
        },
        pk="report_key",
        foreign_keys=[_CUSTOMER, _NOTIFICATION],
        not_null={"channel", "kind", "at", "source", "loaded_at", "loaded_by"},
        strict=True,
    )
    db.table("reports").create_index(["notification_id"])
    db.table("reports").create_index(["channel", "address_key", "at"])
    # Follows from the reports on an address; it is an address that is suppressed, not a customer.
    db.table("suppressions").create(
        {
            "channel": str,
            "address_key": str,
            "address": str,
            "since": str,
            "reason": str,
        },
        pk=("channel", "address_key"),
        not_null={"address", "since", "reason"},
        strict=True,
    )
    _more_columns(db)


def _more_columns(db: Database) -> None:
    """Keep where a message went, what came back, who need not look any more, who came first."""
    for table, column in (
        ("attempts", "address"),
        ("attempts", "address_key"),
        # bounce, complaint or failed, when the channel had taken it and it came back all the same
        ("outbox", "returned"),
        ("outbox", "settled_at"),
        # the message that took its place, where another one did
        ("outbox", "settled_by"),
        ("drafts", "retired_at"),
        # the message that was sent instead
        ("drafts", "retired_by"),
    ):
        db.conn.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT")
    for statement in (
        "CREATE INDEX attempts_by_reference ON attempts (reference)",
        "CREATE INDEX attempts_by_address ON attempts (address_key)",
        "CREATE INDEX outbox_by_reference ON outbox (reference)",
        "CREATE INDEX drafts_retired ON drafts (retired_by) WHERE retired_by IS NOT NULL",
        (
            "CREATE INDEX outbox_unsettled ON outbox (agent, state, returned) WHERE "
            "settled_at IS NULL AND (state IN ('failed', 'unknown') OR returned IS NOT NULL)"
        ),
    ):
        db.conn.execute(statement)
