"""Migration 7: why a message waits or went all the same, and objections made to an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0007_gate(db: Database) -> None:
    """Add holds and overrides to the outbox; create objections."""
    for column in ("hold", "override"):
        db.conn.execute(f"ALTER TABLE outbox ADD COLUMN {column} TEXT")
    # An objection outlives every load: it is never deleted, and new files do not undo it.
    db.table("objections").create(
        {"customer_id": int, "at": str, "agent": str, "words": str},
        pk="customer_id",
        foreign_keys=[("customer_id", "customer_profiles", "customer_id")],
        not_null={"at", "agent", "words"},
        strict=True,
    )
