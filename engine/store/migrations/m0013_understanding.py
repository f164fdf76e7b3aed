"""Migration 13: what conversations mean and how they went."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0013_understanding(db: Database) -> None:
    """Create what conversations mean and how they went, and the index of their words."""
    _understandings(db)
    _topics_and_agents(db)
    _words(db)


def _understandings(db: Database) -> None:
    """Create one row per conversation: what every figure is summed from.

    ``day`` is the day in London on which the conversation began, and so the period it counts to.
    ``revision`` is the one of the conversation that was understood; ``version`` tells the words
    and rules (or the model) that it was understood by. A failed one has no figures, and is tried
    again after ``try_after``. What comes first in a row is read for every figure.
    """
    db.execute(
        """
        CREATE TABLE understandings (
            conversation_key INTEGER PRIMARY KEY
                REFERENCES conversations (conversation_key) ON DELETE CASCADE,
            state TEXT NOT NULL CHECK (state IN ('done', 'failed')),
            day TEXT NOT NULL,
            source TEXT NOT NULL,
            channel TEXT NOT NULL,
            customer_messages INTEGER,
            agent_messages INTEGER,
            autoresponses INTEGER,
            satisfaction INTEGER,
            is_inferred INTEGER,
            fcr INTEGER,
            unanswered INTEGER,
            replies INTEGER,
            waited_s REAL,
            first_response_s REAL,
            handling_s REAL,
            sentiment REAL,
            sentiment_shift REAL,
            ces REAL,
            effectiveness REAL,
            effort REAL,
            efficiency REAL,
            empathy REAL,
            csi REAL,
            label TEXT,
            status TEXT,
            revision INTEGER NOT NULL,
            analyst TEXT NOT NULL,
            version TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            try_after TEXT,
            understood_at TEXT NOT NULL,
            error TEXT,
            reason TEXT
        ) STRICT
        """
    )
    for columns in ("day", "csi"):
        db.execute(f"CREATE INDEX idx_understandings_{columns} ON understandings ({columns})")
    db.execute(
        "CREATE INDEX idx_understandings_failed ON understandings (try_after) "
        "WHERE state = 'failed'"
    )


def _topics_and_agents(db: Database) -> None:
    """Create the topics of each conversation, with the words that decided, and who replied in it.

    ``evidence`` is a JSON list. ``replies`` and ``waited_s`` are those of that agent alone.
    """
    db.execute(
        """
        CREATE TABLE conversation_topics (
            conversation_key INTEGER NOT NULL
                REFERENCES conversations (conversation_key) ON DELETE CASCADE,
            topic TEXT NOT NULL,
            mentions INTEGER NOT NULL,
            evidence TEXT NOT NULL,
            PRIMARY KEY (conversation_key, topic)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX idx_conversation_topics_topic ON conversation_topics (topic)")
    db.execute(
        """
        CREATE TABLE conversation_agents (
            conversation_key INTEGER NOT NULL
                REFERENCES conversations (conversation_key) ON DELETE CASCADE,
            agent TEXT NOT NULL,
            messages INTEGER NOT NULL,
            replies INTEGER NOT NULL,
            waited_s REAL NOT NULL,
            PRIMARY KEY (conversation_key, agent)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX idx_conversation_agents_agent ON conversation_agents (agent)")


def _words(db: Database) -> None:
    """Create the index of words, and which of its entries stands for each conversation.

    The index keeps no text of its own, and so cannot forget an entry: a conversation that changes
    gets a new one, and the old one stands for nobody.
    """
    db.execute(
        """
        CREATE TABLE conversation_entries (
            entry_key INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation_key INTEGER NOT NULL UNIQUE
                REFERENCES conversations (conversation_key) ON DELETE CASCADE
        ) STRICT
        """
    )
    try:
        db.execute(
            "CREATE VIRTUAL TABLE conversation_words USING fts5("
            "text, content='', detail='none', columnsize=0, "
            'tokenize="unicode61 remove_diacritics 2")'
        )
    except sqlite3.OperationalError as error:
        # A SQLite without FTS5 searches the messages themselves, which is slower.
        if "fts5" not in str(error):
            raise
