"""Migration 5: what models were asked, what they answered and what it cost. Only masked data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0005_models(db: Database) -> None:
    """Create answers, claims and calls; mark analyses that a later run should try again."""
    db.conn.execute("ALTER TABLE analyses ADD COLUMN is_final INTEGER NOT NULL DEFAULT 1")
    # Names stand in them as tokens only, which mean nothing without the customer's record.
    db.table("model_answers").create(
        {"key": str, "model": str, "answered_at": str, "arguments": str},
        pk=("key", "model"),
        not_null={"answered_at", "arguments"},
        strict=True,
    )
    # Whoever works on a request says so, so that nobody else pays for it as well.
    db.table("model_claims").create(
        {"key": str, "model": str, "claimed_by": str, "until": str},
        pk=("key", "model"),
        not_null={"claimed_by", "until"},
        strict=True,
    )
    # Written before the call with its highest cost, and again after it with the real one.
    db.table("model_calls").create(
        {
            "call_id": int,
            "run_id": str,
            "at": str,
            "agent": str,
            "customer_id": int,
            "provider": str,
            "model": str,
            "outcome": str,
            "seconds": float,
            "input_tokens": int,
            "output_tokens": int,
            "cache_read_tokens": int,
            "cache_write_tokens": int,
            "micropounds": int,
            "request_id": str,
        },
        pk="call_id",
        not_null={"run_id", "at", "agent", "provider", "model", "outcome", "micropounds"},
        strict=True,
    )
    db.table("model_calls").create_index(["at"])
    db.table("model_calls").create_index(["run_id"])
