"""Find conversations by their words: an index that keeps no text, or without it the texts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from engine.privacy.clean import folded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

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
    connection.execute(
        "DELETE FROM conversation_entries WHERE conversation_key IN "
        "(SELECT value FROM json_each(?))",
        (json.dumps(list(texts)),),
    )
    # An entry that stands for nobody is still there: its number is never given again.
    first = connection.execute(
        "SELECT coalesce(max(rowid), 0) + 1 FROM conversation_words_docsize"
        if _has_sizes(connection)
        else "SELECT coalesce(max(last), 0) + 1 FROM conversation_entry_numbers"
    ).fetchone()[0]
    rows = list(enumerate(texts.items(), start=first))
    connection.executemany(
        "INSERT INTO conversation_words (rowid, text) VALUES (?, ?)",
        ((entry, text) for entry, (_key, text) in rows),
    )
    connection.executemany(
        "INSERT INTO conversation_entries (entry_key, conversation_key) VALUES (?, ?)",
        ((entry, key) for entry, (key, _text) in rows),
    )
