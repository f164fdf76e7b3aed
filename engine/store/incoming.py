"""Write messages whose file says which conversation they belong to: chats and interactions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from engine.models.conversations import Direction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

Stated = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a conversation beside its messages.

    Attributes:
        participant: the customer's name in the source; the conversation's id when it is not known.
        counterpart: the company.
        customer_id: the customer of the profiles; None when not known.
        platform: where it was held.
        stated: what the source says of it as a whole.
    """

    participant: str
    counterpart: str
    customer_id: int | None
    platform: str | None
    stated: Stated


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation in the store.

    Attributes:
        key: its number.
        conversation_id: its id in the source.
        facts: what is known of it.
        is_linked_by_hand: whether a person has said who the customer is.
    """

    key: int
    conversation_id: str
    facts: Facts
    is_linked_by_hand: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the row of one message says of its conversation, and whether the customer wrote it."""

    is_customers: bool
    stated: Stated


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A message in the store: what is there of it, and whether it is in the conversation asked."""

    message_key: int
    said: tuple[str | None, ...]
    stated: str | None
    is_here: bool


def find(connection: sqlite3.Connection, source: str, conversation_id: str) -> Held | None:
    """Return a conversation by its id in the source; None when it is new."""
    row = connection.execute(
        "SELECT * FROM conversations WHERE conversation_id = ? AND source = ?",
        (conversation_id, source),
    ).fetchone()
    if row is None:
        return None
    facts = Facts(
        row["participant"],
        row["counterpart"],
        row["customer_id"],
        row["platform"],
        json.loads(row["stated"] or "{}"),
    )
    return Held(row["conversation_key"], conversation_id, facts, bool(row["linked_by_hand"]))


def create(
    connection: sqlite3.Connection, source: str, conversation_id: str, counterpart: str
) -> Held:
    """Add a conversation of which nothing is known yet."""
    cursor = connection.execute(
        "INSERT INTO conversations (source, conversation_id, participant, counterpart) "
        "VALUES (?1, ?2, ?2, ?3)",
        (source, conversation_id, counterpart),
    )
    facts = Facts(conversation_id, counterpart, None, None, {})
    return Held(int(cursor.lastrowid or 0), conversation_id, facts, is_linked_by_hand=False)


def said(connection: sqlite3.Connection, keys: Iterable[int]) -> Iterator[tuple[int, list[Said]]]:
    """Yield conversations by their keys with what their messages say of them, by time, then id.

    Left out are conversations of which no message says anything, and messages that say what
    another one has said before them and another one says again.
    """
    rows = connection.execute(
        "SELECT c.conversation_key, m.direction, m.stated FROM conversation_messages c "
        "JOIN messages m USING (message_key) "
        "WHERE c.conversation_key IN (SELECT value FROM json_each(?)) AND m.stated IS NOT NULL "
        "ORDER BY c.conversation_key, c.at, m.message_id",
        (json.dumps(list(keys)),),
    )
    for key, found in groupby(rows, lambda row: row[0]):
        every = [(row[1], row[2]) for row in found]
        # Most say the same: of those, the first and the last are enough for "earliest", "latest".
        some = [*dict.fromkeys(every), *reversed(dict.fromkeys(reversed(every)))]
        stated = {text: json.loads(text) for _, text in some}
        yield key, [Said(by == Direction.TO_COMPANY, stated[text]) for by, text in some]


def write_facts(connection: sqlite3.Connection, key: int, facts: Facts) -> None:
    """Write what is known of a conversation; its totals are to be counted anew after it."""
    connection.execute(
        "UPDATE conversations SET participant = ?, counterpart = ?, customer_id = ?, "
        "platform = ?, stated = ? WHERE conversation_key = ?",
        (
            facts.participant,
            facts.counterpart,
            facts.customer_id,
            facts.platform,
            as_text(facts.stated),
            key,
        ),
    )


def as_text(stated: Mapping[str, str | int | float]) -> str | None:
    """Return what is stated as it is stored: the same text for the same facts; None for none."""
    return json.dumps(stated, ensure_ascii=False, sort_keys=True) if stated else None


def customers_among(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Return those of some numbers that are customers of the profiles."""
    rows = connection.execute(
        "SELECT customer_id FROM customer_profiles "
        "WHERE customer_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    return {row[0] for row in rows}


def known_message(
    connection: sqlite3.Connection, source: str, message_id: str, conversation_key: int | None
) -> KnownMessage | None:
    """Return a message by its id in the source; None when it is new."""
    row = connection.execute(
        "SELECT message_key, direction, agent, at, text, parent_id, stated, "
        "EXISTS (SELECT 1 FROM conversation_messages l WHERE l.conversation_key = ?1 "
        "AND l.at = m.at AND l.message_key = m.message_key) AS is_here "
        # The index is of these sources only; SQLite uses it where it is told so.
        "FROM messages m WHERE message_id = ?2 AND source = ?3 AND source <> 'tweets'",
        (conversation_key, message_id, source),
    ).fetchone()
    if row is None:
        return None
    words = (row["direction"], row["agent"], row["at"], row["text"], row["parent_id"])
    return KnownMessage(row["message_key"], words, row["stated"], bool(row["is_here"]))


def add_message(
    connection: sqlite3.Connection,
    conversation_key: int,
    values: Mapping[str, str | int | None],
) -> None:
    """Add a new message to a conversation; ``values`` are columns of the table of messages."""
    cursor = connection.execute(
        "INSERT INTO messages (source, message_id, direction, agent, at, is_autoresponse, "
        "parent_id, text, stated) VALUES (:source, :message_id, :direction, :agent, :at, "
        ":is_autoresponse, :parent_id, :text, :stated)",
        values,
    )
    connection.execute(
        "INSERT INTO conversation_messages (conversation_key, at, message_key) VALUES (?, ?, ?)",
        (conversation_key, values["at"], cursor.lastrowid),
    )


def change_message(
    connection: sqlite3.Connection,
    conversation_key: int,
    message_key: int,
    values: Mapping[str, str | int | None],
) -> None:
    """Write a message anew that is in the conversation."""
    connection.execute(
        "UPDATE messages SET direction = :direction, agent = :agent, at = :at, text = :text, "
        "is_autoresponse = :is_autoresponse, parent_id = :parent_id, stated = :stated "
        "WHERE message_key = :key",
        {**values, "key": message_key},
    )
    connection.execute(
        "UPDATE conversation_messages SET at = ? WHERE conversation_key = ? AND message_key = ?",
        (values["at"], conversation_key, message_key),
    )
