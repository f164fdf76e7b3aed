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

    A word is found at the beginning of words, whatever its case and accents: *bill* finds billing,
    *zoe* Zoë. It is sought in the messages and names of a conversation, wherever in it the others
    are.
    """
    parts = [part for word in words for part in _WORD.findall(folded(word))]
    if not parts:
        return "0", {}
    if not has_index(connection):
        _teach(connection)
        sought = {f"word{place}": part for place, part in enumerate(parts)}
        return " AND ".join(_IN_TEXTS.format(word=name) for name in sought), dict(sought)
    # The plus: see ``conversation_list``.
    sql = (
        "+u.conversation_key IN (SELECT e.conversation_key FROM conversation_words w "
        "JOIN conversation_entries e ON e.entry_key = w.rowid "
        "WHERE conversation_words MATCH :words)"
    )
    return sql, {"words": " AND ".join(f'"{part}"*' for part in parts)}


_IN_TEXTS = """(
    EXISTS (
        SELECT 1 FROM conversations n WHERE n.conversation_key = u.conversation_key
        AND begins_a_word(:{word}, n.conversation_id, n.participant, n.counterpart)
    ) OR EXISTS (
        SELECT 1 FROM conversation_messages l JOIN messages m USING (message_key)
        WHERE l.conversation_key = u.conversation_key
        AND begins_a_word(:{word}, m.text, m.agent)
    )
)"""


def _teach(connection: sqlite3.Connection) -> None:
    """Give SQLite the function that ``_IN_TEXTS`` asks, once: not while a statement is using it."""
    known = "SELECT 1 FROM pragma_function_list WHERE name = 'begins_a_word'"
    if connection.execute(known).fetchone() is None:
        connection.create_function("begins_a_word", -1, _begins_a_word, deterministic=True)


def _begins_a_word(part: str, *texts: str | None) -> bool:
    return any(re.search(rf"(?<![^\W_]){part}", folded(text)) for text in texts if text)
