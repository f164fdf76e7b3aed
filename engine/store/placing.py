"""Put tweets into their conversations, and move them where a late tweet has changed a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.bulk import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]


def take_all_out(connection: sqlite3.Connection) -> None:
    """Take all tweets out of their conversations, to be put in anew in the same transaction."""
    connection.execute(
        "DELETE FROM conversation_messages WHERE conversation_key IN "
        "(SELECT conversation_key FROM conversations WHERE source = 'tweets')"
    )


def next_conversation_key(connection: sqlite3.Connection) -> int:
    """Return the key that the next new conversation gets."""
    row = connection.execute("SELECT coalesce(max(conversation_key), 0) + 1 FROM conversations")
    return int(row.fetchone()[0])


def take_out(connection: sqlite3.Connection, message_keys: Numbers, from_keys: Numbers) -> None:
    """Take messages out of the conversations they are in."""
    connection.executemany(
        "DELETE FROM conversation_messages WHERE conversation_key = ? AND message_key = ?",
        zip(from_keys.tolist(), message_keys.tolist(), strict=True),
    )


def name_conversations(
    connection: sqlite3.Connection,
    keys: Sequence[int],
    ids: Sequence[str],
    participants: Sequence[str],
    counterparts: Sequence[str],
) -> None:
    """Create the conversations of tweets that are not there yet; rename those that are."""
    connection.execute("DROP TABLE IF EXISTS temp.named")
    connection.execute(
        "CREATE TEMP TABLE named (conversation_key INTEGER PRIMARY KEY, conversation_id TEXT, "
        "participant TEXT, counterpart TEXT)"
    )
    columns = {
        "conversation_key": keys,
        "conversation_id": ids,
        "participant": participants,
        "counterpart": counterparts,
    }
    insert(connection, "named", columns)
    # Two conversations may exchange their names: all give theirs up before any gets a new one.
    connection.execute(
        "UPDATE conversations SET conversation_id = 'moving ' || conversations.conversation_key "
        "FROM temp.named n WHERE n.conversation_key = conversations.conversation_key "
        "AND n.conversation_id <> conversations.conversation_id"
    )
    connection.execute(
        "INSERT INTO conversations "
        "(conversation_key, source, conversation_id, participant, counterpart, platform) "
        "SELECT conversation_key, 'tweets', conversation_id, participant, counterpart, 'Twitter' "
        "FROM temp.named WHERE true ON CONFLICT (conversation_key) DO UPDATE SET "
        "conversation_id = excluded.conversation_id, participant = excluded.participant, "
        "counterpart = excluded.counterpart "
        "WHERE conversations.conversation_id <> excluded.conversation_id "
        "OR conversations.participant <> excluded.participant "
        "OR conversations.counterpart <> excluded.counterpart"
    )


def put_in(connection: sqlite3.Connection, message_keys: Numbers, into_keys: Numbers) -> None:
    """Put messages into conversations, in the order of the table."""
    connection.execute("DROP TABLE IF EXISTS temp.placed")
    connection.execute(
        "CREATE TEMP TABLE placed (message_key INTEGER PRIMARY KEY, conversation_key INTEGER)"
    )
    columns = {"message_key": message_keys.tolist(), "conversation_key": into_keys.tolist()}
    insert(connection, "placed", columns)
    connection.execute(
        "INSERT INTO conversation_messages (conversation_key, at, message_key) "
        "SELECT p.conversation_key, m.at, p.message_key "
        "FROM temp.placed p JOIN messages m USING (message_key) ORDER BY 1, 2, 3"
    )


def merge_away(connection: sqlite3.Connection, gone: Numbers, into: Numbers) -> None:
    """Remove conversations whose messages are now in others.

    What a person said about the customer goes along, unless it was said there, too.
    """
    for old, new in zip(gone.tolist(), into.tolist(), strict=True):
        connection.execute(
            "UPDATE conversations SET linked_by_hand = 1, customer_id = o.customer_id "
            "FROM (SELECT customer_id FROM conversations "
            "WHERE conversation_key = ? AND linked_by_hand) AS o "
            "WHERE conversation_key = ? AND NOT linked_by_hand",
            (old, new),
        )
        connection.execute("DELETE FROM conversations WHERE conversation_key = ?", (old,))
