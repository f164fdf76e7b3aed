"""Migration 12: conversations from chats, tweets and interaction files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0012_conversations(db: Database) -> None:
    """Create conversations, their messages, what joins tweets into threads, and the run log."""
    _conversations(db)
    _messages(db)
    _tweets(db)
    _runs(db)


def _conversations(db: Database) -> None:
    """Create one row per conversation, with the counts and times that figures are made of.

    ``revision`` grows with every change of its messages: whoever stores what was derived from
    them stores the revision beside it. ``stated`` is what the source itself says (JSON). ``agent``
    is who wrote last for the company.
    """
    table = db.table("conversations")
    table.create(
        {
            "conversation_key": int,
            "source": str,
            "conversation_id": str,
            "customer_id": int,
            "linked_by_hand": int,
            "participant": str,
            "counterpart": str,
            "platform": str,
            "agent": str,
            "stated": str,
            "revision": int,
            "messages": int,
            "customer_messages": int,
            "company_messages": int,
            "autoresponses": int,
            "first_message_at": str,
            "last_message_at": str,
            "last_customer_at": str,
            "last_company_at": str,
        },
        pk="conversation_key",
        foreign_keys=[("customer_id", "customer_profiles", "customer_id")],
        not_null={"source", "conversation_id", "participant", "counterpart"},
        defaults={
            "linked_by_hand": 0,
            "revision": 0,
            "messages": 0,
            "customer_messages": 0,
            "company_messages": 0,
            "autoresponses": 0,
        },
        strict=True,
    )
    table.create_index(["conversation_id", "source"], unique=True)
    for columns in (["last_message_at"], ["customer_id"], ["agent", "last_message_at"]):
        table.create_index(columns)


def _messages(db: Database) -> None:
    """Create the messages, and which conversation each belongs to, in the order of time.

    The second table is written in its own order and is its own index: a message that moves to
    another conversation, because a late parent joined two threads, is itself never rewritten.
    """
    db.table("messages").create(
        {
            "message_key": int,
            "source": str,
            "message_id": str,
            "direction": str,
            "agent": str,
            "at": str,
            "is_autoresponse": int,
            "parent_id": str,
            "text": str,
        },
        pk="message_key",
        not_null={"source", "message_id", "direction", "at", "is_autoresponse", "text"},
        strict=True,
    )
    # Tweets are found by their number, in a table of their own.
    db.execute(
        "CREATE UNIQUE INDEX idx_messages_message_id ON messages (message_id, source) "
        "WHERE source <> 'tweets'"
    )
    db.execute(
        """
        CREATE TABLE conversation_messages (
            conversation_key INTEGER NOT NULL REFERENCES conversations (conversation_key),
            at TEXT NOT NULL,
            message_key INTEGER NOT NULL REFERENCES messages (message_key),
            PRIMARY KEY (conversation_key, at, message_key)
        ) STRICT, WITHOUT ROWID
        """
    )


def _tweets(db: Database) -> None:
    """Create the little of a tweet that threads are made of: numbers only.

    An ``author`` of more than 0 is a customer's number, one below 0 a brand's handle; ``addressed``
    is the first of the other kind that the text mentions. ``sent`` counts seconds from 1970.
    A claim is a tweet's word, in ``response_tweet_id``, that another one answers it.
    """
    db.table("tweets").create(
        {
            "tweet_id": int,
            "message_key": int,
            "parent": int,
            "author": int,
            "addressed": int,
            "sent": int,
        },
        pk="tweet_id",
        not_null={"message_key", "author", "addressed", "sent"},
        strict=True,
    )
    db.table("tweet_claims").create(
        {"child": int, "parent": int}, pk="child", not_null={"parent"}, strict=True
    )
    db.table("tweet_handles").create(
        {"handle_key": int, "name": str}, pk="handle_key", not_null={"name"}, strict=True
    )


def _runs(db: Database) -> None:
    """Create the log of imports, and the newest moment seen per source."""
    db.table("conversation_runs").create(
        {
            "run_id": int,
            "started_at": str,
            "ended_at": str,
            "agent": str,
            "file": str,
            "source": str,
            "status": str,
            "rows_read": int,
            "messages_added": int,
            "messages_changed": int,
            "messages_unchanged": int,
            "duplicates": int,
            "empty_texts": int,
            "autoresponses": int,
            "rejected": int,
            "conversations": int,
            "customers": int,
            "watermark": str,
            "configuration": str,
            "error": str,
        },
        pk="run_id",
        not_null={"started_at", "agent", "file", "status", "configuration"},
        strict=True,
    )
    db.table("conversation_watermarks").create(
        {"source": str, "newest_at": str}, pk="source", not_null={"newest_at"}, strict=True
    )
