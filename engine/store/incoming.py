"""Write messages whose file says which conversation they belong to: chats and interactions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

Stated = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a conversation beside its messages.

    Attributes:
        participant: the customer's name in the source; empty when it is not known.
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

    def with_news(self, news: Facts, *, keep_customer: bool) -> Facts:
        """Return these facts, with those of ``news`` over them where there are any."""
        found = self.customer_id if news.customer_id is None else news.customer_id
        return Facts(
            news.participant or self.participant,
            news.counterpart or self.counterpart,
            self.customer_id if keep_customer else found,
            news.platform or self.platform,
            self.stated | news.stated,
        )


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A message in the store: what is there of it, and whether it is in the conversation asked."""

    message_key: int
    at: str
    said: tuple[str | None, ...]
    is_here: bool


def conversation_with(
    connection: sqlite3.Connection, source: str, conversation_id: str, news: Facts
) -> tuple[int, bool]:
    """Find or create a conversation and add what is new of it.

    Returns:
        Its key, and whether it was there and anything but its messages has changed.
    """
    row = connection.execute(
        "SELECT * FROM conversations WHERE conversation_id = ? AND source = ?",
        (conversation_id, source),
    ).fetchone()
    if row is None:
        cursor = connection.execute(
            "INSERT INTO conversations (participant, counterpart, customer_id, platform, stated, "
            "agent, source, conversation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*_values(news, conversation_id), source, conversation_id),
        )
        return int(cursor.lastrowid or 0), False
    known = Facts(
        row["participant"],
        row["counterpart"],
        row["customer_id"],
        row["platform"],
        json.loads(row["stated"] or "{}"),
    )
    facts = known.with_news(news, keep_customer=bool(row["linked_by_hand"]))
    if facts == known:
        return row["conversation_key"], False
    connection.execute(
        "UPDATE conversations SET participant = ?, counterpart = ?, customer_id = ?, "
        "platform = ?, stated = ?, agent = coalesce(?, agent) WHERE conversation_key = ?",
        (*_values(facts, conversation_id), row["conversation_key"]),
    )
    return row["conversation_key"], True


def _values(facts: Facts, conversation_id: str) -> tuple[str | int | None, ...]:
    agent = facts.stated.get("agent")
    return (
        facts.participant or conversation_id,
        facts.counterpart,
        facts.customer_id,
        facts.platform,
        json.dumps(facts.stated, ensure_ascii=False) if facts.stated else None,
        None if agent is None else str(agent),
    )


def is_customer(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Whether the profiles have this customer."""
    found = connection.execute(
        "SELECT 1 FROM customer_profiles WHERE customer_id = ?", (customer_id,)
    )
    return found.fetchone() is not None


def known_message(
    connection: sqlite3.Connection, source: str, message_id: str, conversation_key: int
) -> KnownMessage | None:
    """Return a message by its id in the source; None when it is new."""
    row = connection.execute(
        "SELECT message_key, direction, agent, at, text, parent_id, "
        "EXISTS (SELECT 1 FROM conversation_messages l WHERE l.conversation_key = ?1 "
        "AND l.message_key = m.message_key) AS is_here "
        # The index is of these sources only; SQLite uses it where it is told so.
        "FROM messages m WHERE message_id = ?2 AND source = ?3 AND source <> 'tweets'",
        (conversation_key, message_id, source),
    ).fetchone()
    if row is None:
        return None
    said = (row["direction"], row["agent"], row["at"], row["text"], row["parent_id"])
    return KnownMessage(row["message_key"], row["at"], said, bool(row["is_here"]))


def add_message(
    connection: sqlite3.Connection,
    conversation_key: int,
    values: Mapping[str, str | int | None],
) -> None:
    """Add a new message to a conversation; ``values`` are columns of the table of messages."""
    cursor = connection.execute(
        "INSERT INTO messages "
        "(source, message_id, direction, agent, at, is_autoresponse, parent_id, text) VALUES "
        "(:source, :message_id, :direction, :agent, :at, :is_autoresponse, :parent_id, :text)",
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
        "is_autoresponse = :is_autoresponse, parent_id = :parent_id WHERE message_key = :key",
        {**values, "key": message_key},
    )
    connection.execute(
        "UPDATE conversation_messages SET at = ? WHERE conversation_key = ? AND message_key = ?",
        (values["at"], conversation_key, message_key),
    )
