"""Migration 9: who works on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0009_leases(db: Database) -> None:
    """Create who works on whom."""
