"""Migration 12: conversations from chats and tweets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0012_conversations(db: Database) -> None:
    """Create conversations from chats and tweets."""
