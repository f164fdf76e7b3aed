"""Tweets as they come in and as threads are made of them, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.store.bulk import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

_ROWS_AT_ONCE = 20_000
_SAID = ("agent", "direction", "at", "is_autoresponse", "parent_id", "text")
_JOINED = ("parent", "author", "addressed", "sent")


def numbers(connection: sqlite3.Connection) -> Numbers:
    """Return all tweets by ascending id: ids, message keys, parents, authors, addressed, sent."""
    return _array(
        connection,
        "SELECT tweet_id, message_key, coalesce(parent, 0), author, addressed, sent "
        "FROM tweets ORDER BY tweet_id",
        width=6,
    )


def ids(connection: sqlite3.Connection) -> Numbers:
    """Return the ids of all tweets."""
    found: Numbers = _array(connection, "SELECT tweet_id FROM tweets ORDER BY tweet_id", width=1)[0]
    return found


def claims(connection: sqlite3.Connection) -> Numbers:
    """Return the claims that a tweet answers another one: children, then parents."""
    return _array(connection, "SELECT child, parent FROM tweet_claims ORDER BY child", width=2)


def links(connection: sqlite3.Connection) -> Numbers:
    """Return where each placed tweet is: message keys in ascending order, conversation keys."""
    found = _array(
        connection,
        "SELECT m.message_key, c.conversation_key FROM conversations c "
        "JOIN conversation_messages m USING (conversation_key) WHERE c.source = 'tweets'",
        width=2,
    )
    return found[:, found[0].argsort()]


def _array(connection: sqlite3.Connection, query: str, *, width: int) -> Numbers:
    """Return the result of a query column by column, a few rows as Python objects at a time."""
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(query)
    parts = [np.empty((width, 0), np.int64)]
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        parts.append(np.array(rows, np.int64).T)
    return np.concatenate(parts, axis=1)


def next_message_key(connection: sqlite3.Connection) -> int:
    """Return the key that the next new message gets."""
    row = connection.execute("SELECT coalesce(max(message_key), 0) + 1 FROM messages").fetchone()
    return int(row[0])


def add(
    connection: sqlite3.Connection,
    messages: Mapping[str, Sequence[Any]],
    tweets: Mapping[str, Sequence[int | None]],
) -> None:
    """Add new tweets, given column by column: what was said, and the numbers.

    Both get the same new ``message_key``.
    """
    count = len(tweets["tweet_id"])
    first = next_message_key(connection)
    keys = {"message_key": range(first, first + count)}
    insert(connection, "messages", {**keys, **messages})
    insert(connection, "tweets", {**keys, **tweets})


def rewrite(
    connection: sqlite3.Connection,
    messages: Mapping[str, Sequence[Any]],
    tweets: Mapping[str, Sequence[int | None]],
) -> None:
    """Write known tweets anew; whoever does that takes them out of their conversations first."""
    connection.executemany(
        "UPDATE messages SET agent = ?, direction = ?, at = ?, is_autoresponse = ?, "
        "parent_id = ?, text = ? "
        "WHERE message_key = (SELECT message_key FROM tweets WHERE tweet_id = ?)",
        zip(*(messages[name] for name in _SAID), tweets["tweet_id"], strict=True),
    )
    connection.executemany(
        "UPDATE tweets SET parent = ?, author = ?, addressed = ?, sent = ? WHERE tweet_id = ?",
        zip(*(tweets[name] for name in (*_JOINED, "tweet_id")), strict=True),
    )


def add_claims(connection: sqlite3.Connection, children: Numbers, parents: Numbers) -> None:
    """Keep claims; of several about one child, that of the smallest tweet."""
    connection.executemany(
        "INSERT INTO tweet_claims (child, parent) VALUES (?, ?) "
        "ON CONFLICT (child) DO UPDATE SET parent = min(parent, excluded.parent)",
        zip(children.tolist(), parents.tolist(), strict=True),
    )


def handles(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the handles known, by their number."""
    rows = connection.execute("SELECT handle_key, name FROM tweet_handles")
    return {row["handle_key"]: row["name"] for row in rows}


def write_handles(connection: sqlite3.Connection, names: Mapping[int, str]) -> None:
    """Keep new handles, and new spellings of known ones."""
    connection.executemany(
        "INSERT INTO tweet_handles (handle_key, name) VALUES (?, ?) "
        "ON CONFLICT (handle_key) DO UPDATE SET name = excluded.name",
        names.items(),
    )
