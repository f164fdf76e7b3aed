"""Migration 6: jobs of batch inference, and whom their records are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0006_batches(db: Database) -> None:
    """Create the jobs and their records."""
    db.table("model_batches").create(
        {
            "batch_id": str,
            "arn": str,
            "model": str,
            "state": str,
            "message": str,
            "created_at": str,
            "agent": str,
            "records": int,
            "micropounds": int,
            "call_id": int,
            "collected_at": str,
            "result": str,
        },
        pk="batch_id",
        foreign_keys=[("call_id", "model_calls", "call_id")],
        not_null={"model", "state", "message", "created_at", "agent", "records", "micropounds"},
        strict=True,
    )
    # Customers whose masked requests are the same share a record. Gone when it is collected.
    db.table("model_batch_records").create(
        {"batch_id": str, "customer_id": int, "record_id": str, "key": str},
        pk=("batch_id", "customer_id"),
        foreign_keys=[("batch_id", "model_batches", "batch_id")],
        not_null={"record_id", "key"},
        strict=True,
    )
    db.table("model_batch_records").create_index(["batch_id", "record_id"])
    db.table("model_batch_records").create_index(["key"])
