"""Find conversations by their words: an index that keeps no text, or without it the texts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from engine.privacy.clean import folded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

# What the index itself takes for words: runs of letters and digits.
_WORD = re.compile(r"[^\W_]+")


def index(connection: sqlite3.Connection, texts: Mapping[int, str]) -> None:
    """Put conversations into the index, anew where they are in it; within a transaction.

    Args:
        connection: the store.
        texts: all that is to be found of each conversation, by its key.
    """
    if not has_index(connection):
        return
    keys = json.dumps(list(texts))
    connection.execute(
        "DELETE FROM conversation_entries WHERE conversation_key IN "
        "(SELECT value FROM json_each(?))",
        (keys,),
    )
    connection.executemany(
        "INSERT INTO conversation_entries (conversation_key) VALUES (?)", ((key,) for key in texts)
    )
    entries = connection.execute(
        "SELECT entry_key, conversation_key FROM conversation_entries "
        "WHERE conversation_key IN (SELECT value FROM json_each(?))",
        (keys,),
    ).fetchall()
    connection.executemany(
        "INSERT INTO conversation_words (rowid, text) VALUES (?, ?)",
        ((entry, texts[key]) for entry, key in entries),
    )


def has_index(connection: sqlite3.Connection) -> bool:
    """Whether the SQLite that made the file could index words."""
    row = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'conversation_words'")
    return row.fetchone() is not None


def condition(
    connection: sqlite3.Connection, words: Sequence[str]
) -> tuple[str, dict[str, object]]:
    """Return the condition on ``u.conversation_key`` that all words occur, and its values.

    A word is found at the beginning of words: *bill* finds billing. It is sought in the messages
    and names of a conversation, wherever in it the others are.
    """
    if has_index(connection):
        found = [part for word in words for part in _WORD.findall(folded(word))]
        if not found:
            return "0", {}
        match = " AND ".join(f'"{part}"*' for part in found)
        # The plus: see ``conversation_list``.
        sql = (
            "+u.conversation_key IN (SELECT e.conversation_key FROM conversation_words w "
            "JOIN conversation_entries e ON e.entry_key = w.rowid "
            "WHERE conversation_words MATCH :words)"
        )
        return sql, {"words": match}
    conditions, values = ["1"], dict[str, object]()
    for place, word in enumerate(words):
        name = f"word{place}"
        conditions.append(
            "EXISTS (SELECT 1 FROM conversation_messages l JOIN messages m USING (message_key) "
            "WHERE l.conversation_key = u.conversation_key "
            f"AND instr(lower(m.text), :{name}) > 0)"
        )
        values[name] = word.lower()
    return " AND ".join(conditions), values
