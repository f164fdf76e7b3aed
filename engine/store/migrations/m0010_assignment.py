"""Migration 10: whose customers, saved views and handover notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0010_assignment(db: Database) -> None:
    """Create whose customers, saved views and handover notes."""
