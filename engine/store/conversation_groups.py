"""Conversations of many customers at once: whose they are, and their messages up to a moment.

Nothing here asks the database once per conversation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from engine.clock import from_text, to_text
from engine.models.conversations import Conversation, Direction, Message
from engine.models.customer_numbers import customer_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

WINDOW = 2000
"""Conversations read at a time: enough to make a query cheap, few enough to hold."""

# A customer of the profiles is one person in every source. Others are known by what their source
# calls them; where one conversation of such a name is linked to a customer, and none to another
# one, the rest of them are that customer's, too, unless a person has said that they are not. A
# conversation whose source names nobody stands alone.
_PEOPLE = """
    WITH linked AS (
        SELECT source, participant, min(customer_id) AS customer_id FROM conversations
        WHERE customer_id IS NOT NULL AND participant <> ''
        GROUP BY source, participant HAVING min(customer_id) = max(customer_id)
    ),
    people AS (
        SELECT c.conversation_key, c.participant, c.first_message_at, c.last_message_at,
            iif(c.linked_by_hand, c.customer_id, coalesce(c.customer_id, l.customer_id)) AS known,
            c.source || ' ' || nullif(c.participant, '') AS called
        FROM conversations c LEFT JOIN linked l USING (source, participant)
    ),
    persons AS (
        SELECT *, coalesce('c' || known, 'p' || called, 'k' || conversation_key) AS who FROM people
    )
"""
_ORDER = f"""
    {_PEOPLE}
    SELECT conversation_key, who, max(last_message_at) OVER (PARTITION BY who) AS newest
    FROM persons
    WHERE first_message_at <= ?
    ORDER BY newest DESC, who, last_message_at DESC, conversation_key
"""
_OF_ONE = f"""
    {_PEOPLE}
    SELECT conversation_key, who FROM persons
    WHERE first_message_at <= ?1
        AND who IN (SELECT who FROM persons WHERE participant = ?2 OR known = ?3)
    ORDER BY who, last_message_at DESC, conversation_key
"""
_OF_LINKED = f"""
    {_PEOPLE}
    SELECT conversation_key, who FROM persons
    WHERE known = ? AND first_message_at <= ?
    ORDER BY last_message_at DESC, conversation_key
"""
_HEADS = """
    SELECT conversation_key, conversation_id, source, customer_id, participant, counterpart,
        platform, stated ->> 'resolution' AS stated
    FROM conversations WHERE conversation_key IN (SELECT value FROM json_each(?))
"""
_MESSAGES = """
    SELECT c.conversation_key, m.source, m.message_id, m.direction, m.agent, c.at, m.text,
        m.is_autoresponse, m.parent_id
    FROM conversation_messages c JOIN messages m USING (message_key)
    WHERE c.conversation_key IN (SELECT value FROM json_each(?)) AND c.at <= ?
    ORDER BY c.conversation_key, c.at, c.message_key
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation with what its source says of it.

    Attributes:
        conversation: with the messages up to the moment asked for, oldest first.
        platform: where it was held, where the source says so.
        stated: the resolution that the source states, where it does.
    """

    conversation: Conversation
    platform: str | None
    stated: str | None


def by_customer(connection: sqlite3.Connection, until: datetime) -> Iterator[list[Held]]:
    """Yield the conversations of each customer, those of whoever wrote last first.

    Args:
        connection: the store.
        until: what came later is as if it had not been.
    """
    order = connection.execute(_ORDER, (to_text(until),)).fetchall()
    return _grouped(connection, order, until)


def of_customer(
    connection: sqlite3.Connection, called: str, until: datetime
) -> Iterator[list[Held]]:
    """Yield the conversations of whoever is called so in a source or has that customer id.

    Where that is one person in a source and another one among the profiles, both are yielded.
    """
    asked = (to_text(until), called, customer_number(called))
    order = connection.execute(_OF_ONE, asked).fetchall()
    return _grouped(connection, order, until)


def of_linked(connection: sqlite3.Connection, customer_id: int, until: datetime) -> list[Held]:
    """Return the conversations with a customer of the profiles."""
    order = connection.execute(_OF_LINKED, (customer_id, to_text(until))).fetchall()
    return next(_grouped(connection, order, until), [])


def is_linked(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Return whether any conversation is linked to a customer."""
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM conversations WHERE customer_id = ?)", (customer_id,)
    ).fetchone()
    return bool(found[0])


def everything(connection: sqlite3.Connection) -> Iterator[Held]:
    """Yield all conversations whole, in the order in which they came in."""
    keys = [
        row[0]
        for row in connection.execute(
            "SELECT conversation_key FROM conversations ORDER BY conversation_key"
        )
    ]
    for window in _windows(keys):
        held = read(connection, window)
        yield from (held[key] for key in window)


def read(
    connection: sqlite3.Connection, keys: Sequence[int], until: datetime | None = None
) -> dict[int, Held]:
    """Return conversations by their key."""
    asked = json.dumps(keys)
    end = "9" if until is None else to_text(until)
    messages: dict[int, tuple[Message, ...]] = {
        key: tuple(map(_message, _in_order(list(rows))))
        for key, rows in groupby(
            connection.execute(_MESSAGES, (asked, end)), key=lambda row: row[0]
        )
    }
    return {
        row["conversation_key"]: Held(
            Conversation(
                conversation_id=row["conversation_id"],
                source=row["source"],
                customer_id=row["customer_id"],
                participant=row["participant"],
                counterpart=row["counterpart"],
                messages=messages.get(row["conversation_key"], ()),
            ),
            row["platform"],
            row["stated"],
        )
        for row in connection.execute(_HEADS, (asked,))
    }


def _grouped(
    connection: sqlite3.Connection, order: Iterable[sqlite3.Row], until: datetime
) -> Iterator[list[Held]]:
    """Yield the conversations customer by customer, reading many customers' at a time."""
    waiting: list[list[int]] = []
    size = 0
    for _who, rows in groupby(order, key=lambda row: row["who"]):
        keys = [row["conversation_key"] for row in rows]
        waiting.append(keys)
        size += len(keys)
        if size >= WINDOW:
            yield from _read_groups(connection, waiting, until)
            waiting, size = [], 0
    yield from _read_groups(connection, waiting, until)


def _read_groups(
    connection: sqlite3.Connection, groups: list[list[int]], until: datetime
) -> Iterator[list[Held]]:
    held = read(connection, [key for keys in groups for key in keys], until)
    return ([held[key] for key in keys] for keys in groups)


def _windows(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + WINDOW] for start in range(0, len(keys), WINDOW))


def _in_order(rows: list[sqlite3.Row]) -> list[sqlite3.Row]:
    """Return messages, which come by time, with tweets of one second by their number."""
    if rows[0]["source"] == "tweets" and any(a["at"] == b["at"] for a, b in pairwise(rows)):
        rows.sort(key=lambda row: (row["at"], int(row["message_id"])))
    return rows


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
