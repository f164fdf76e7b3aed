"""Migration 11: what became of messages after the channel took them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0011_reports(db: Database) -> None:
    """Create what became of messages after the channel took them."""
