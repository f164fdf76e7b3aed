"""Migration 2: what was loaded when, and the rows that could not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0002_loads(db: Database) -> None:
    """Create the record of loads: their files with digests, and each rejected row."""
    db.table("loads").create(
        {"load_id": int, "loaded_at": str, "agent": str, "source": str},
        pk="load_id",
        not_null={"loaded_at", "agent", "source"},
        strict=True,
    )
    db.table("loaded_files").create(
        {
            "load_id": int,
            "file": str,
            "table_name": str,
            "digest": str,
            "mended": int,
            "rows_read": int,
            "rows_loaded": int,
            "rows_rejected": int,
            "notes": str,
        },
        pk=("load_id", "table_name", "file"),
        foreign_keys=[("load_id", "loads", "load_id")],
        strict=True,
    )
    db.table("rejected_rows").create(
        {
            "id": int,
            "load_id": int,
            "file": str,
            "table_name": str,
            "line": int,
            "column_name": str,
            "value": str,
            "reason": str,
            "row": str,
        },
        pk="id",
        foreign_keys=[("load_id", "loads", "load_id")],
        strict=True,
    )
    db.table("rejected_rows").create_index(["load_id"])
