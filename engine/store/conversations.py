"""Conversations as people and figures read them; links to customers made by hand."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.conversations import Conversation, Direction, Message

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_MESSAGES = """
    SELECT c.conversation_key, m.message_id, m.direction, m.agent, m.at, m.text,
        m.is_autoresponse, m.parent_id
    FROM conversation_messages c JOIN messages m USING (message_key)
    WHERE c.conversation_key {which}
    ORDER BY c.conversation_key, c.at,
        iif(m.source = 'tweets', CAST(m.message_id AS INTEGER), c.message_key)
"""


def find_key(connection: sqlite3.Connection, conversation_id: str) -> int | None:
    """Return the key of the conversation that is called so, or None."""
    row = connection.execute(
        "SELECT conversation_key FROM conversations WHERE conversation_id = ? "
        "ORDER BY source LIMIT 1",
        (conversation_id,),
    ).fetchone()
    return row["conversation_key"] if row else None


def conversation(connection: sqlite3.Connection, key: int) -> Conversation:
    """Return a conversation with its messages.

    Raises:
        LookupError: there is none with that key.
    """
    row = connection.execute(
        "SELECT * FROM conversations WHERE conversation_key = ?", (key,)
    ).fetchone()
    if row is None:
        raise LookupError(f"there is no conversation with the key {key}")
    return _conversation(connection, row)


def everything(connection: sqlite3.Connection, source: str | None = None) -> Iterator[Conversation]:
    """Yield all conversations, in the order in which they came in."""
    rows = connection.execute(
        "SELECT * FROM conversations WHERE ?1 IS NULL OR source = ?1 ORDER BY conversation_key",
        (source,),
    )
    return (_conversation(connection, row) for row in rows)


def several(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Conversation]:
    """Return conversations by their keys, in two queries; those that are gone are left out."""
    wanted = (json.dumps(list(keys)),)
    which = "IN (SELECT value FROM json_each(?))"
    rows = connection.execute(_MESSAGES.format(which=which), wanted)
    messages = {key: list(found) for key, found in groupby(rows, lambda row: row[0])}
    found = connection.execute(
        f"SELECT * FROM conversations WHERE conversation_key {which}", wanted
    )
    return {
        row["conversation_key"]: _with(row, messages.get(row["conversation_key"], ()))
        for row in found
    }


def link(connection: sqlite3.Connection, key: int, customer_id: int | None) -> None:
    """Say which customer a conversation is with, or (None) that it is not known.

    No later import changes what a person has said.
    """
    connection.execute(
        "UPDATE conversations SET customer_id = ?, linked_by_hand = 1 WHERE conversation_key = ?",
        (customer_id, key),
    )


def _conversation(connection: sqlite3.Connection, row: sqlite3.Row) -> Conversation:
    return _with(row, connection.execute(_MESSAGES.format(which="= ?"), (row["conversation_key"],)))


def _with(row: sqlite3.Row, messages: Iterable[sqlite3.Row]) -> Conversation:
    return Conversation(
        conversation_id=row["conversation_id"],
        source=row["source"],
        customer_id=row["customer_id"],
        participant=row["participant"],
        counterpart=row["counterpart"],
        messages=tuple(map(_message, messages)),
        stated=json.loads(row["stated"] or "{}"),
    )


def _message(row: sqlite3.Row) -> Message:
    return Message(
        message_id=row["message_id"],
        direction=Direction(row["direction"]),
        agent=row["agent"],
        at=from_text(row["at"]),
        text=row["text"],
        is_autoresponse=bool(row["is_autoresponse"]),
        parent_id=row["parent_id"],
    )
