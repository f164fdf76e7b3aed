"""Migration 13: what conversations mean and how they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0013_understanding(db: Database) -> None:
    """Create what conversations mean and how they went."""
