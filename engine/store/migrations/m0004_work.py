"""Migration 4: what agents do. A load never touches these tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_CUSTOMER = ("customer_id", "customer_profiles", "customer_id")


def m0004_work(db: Database) -> None:
    """Create analyses, drafts, dispositions, notes, the outbox and the audit trail."""
    db.table("analyses").create(
        {
            "customer_id": int,
            "analyst": str,
            "profile_digest": str,
            "made_at": str,
            "body": str,
        },
        pk=("customer_id", "analyst"),
        foreign_keys=[_CUSTOMER],
        not_null={"profile_digest", "made_at", "body"},
        strict=True,
    )
    db.table("drafts").create(
        {
            "customer_id": int,
            "agent": str,
            "channel": str,
            "message": str,
            "version": int,
            "updated_at": str,
        },
        pk=("customer_id", "agent"),
        foreign_keys=[_CUSTOMER],
        not_null={"channel", "message", "version", "updated_at"},
        strict=True,
    )
    # Why a customer is off the worklist for now; at most one reason at a time.
    db.table("dispositions").create(
        {
            "customer_id": int,
            "mark": str,
            "agent": str,
            "closed_at": str,
            "until": str,
            "reason": str,
        },
        pk="customer_id",
        foreign_keys=[_CUSTOMER],
        not_null={"mark", "agent", "closed_at", "until"},
        strict=True,
    )
    db.table("notes").create(
        {"id": int, "customer_id": int, "agent": str, "written_at": str, "text": str},
        pk="id",
        foreign_keys=[_CUSTOMER],
        not_null={"customer_id", "agent", "written_at", "text"},
        strict=True,
    )
    db.table("notes").create_index(["customer_id"])
    db.table("outbox").create(
        {
            "notification_id": str,
            "customer_id": int,
            "channel": str,
            "message": str,
            "kind": str,
            "agent": str,
            "state": str,
            "approved_at": str,
            "due_at": str,
            "attempted_at": str,
            "attempted_by": str,
            "finished_at": str,
            "reference": str,
            "detail": str,
        },
        pk="notification_id",
        foreign_keys=[_CUSTOMER],
        not_null={"customer_id", "channel", "message", "kind", "agent", "state", "approved_at"},
        strict=True,
    )
    db.table("outbox").create_index(["state", "due_at"])
    db.table("outbox").create_index(["customer_id"])
    _audit(db)


def _audit(db: Database) -> None:
    """Create the audit trail: rows chained by hash, which cannot be changed."""
    db.table("audit").create(
        {
            "sequence": int,
            "at": str,
            "agent": str,
            "action": str,
            "customer_id": int,
            "notification_id": str,
            "details": str,
            "previous_hash": str,
            "hash": str,
        },
        pk="sequence",
        not_null={"at", "agent", "action", "details", "previous_hash", "hash"},
        strict=True,
    )
    for verb in ("UPDATE", "DELETE"):
        db.conn.execute(
            f"CREATE TRIGGER audit_refuses_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )
