"""File messages that come with the id of their conversation, a few thousand at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.ingest.keys import KeySet, keys_of
from engine.store import incoming
from engine.store.conversation_totals import recount

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from engine.conversations.incoming import Incoming
    from engine.conversations.report import Counts, Source


class Filing:
    """Puts messages where they belong and counts what became of them.

    Attributes:
        newest: the newest moment among them.
    """

    def __init__(
        self, connection: sqlite3.Connection, source: Source, counts: Counts, *, force: bool
    ) -> None:
        """File into an open store; with ``force``, known messages are written anew."""
        self.newest: str | None = None
        self._connection = connection
        self._source = source
        self._counts = counts
        self._force = force
        self._seen: set[int] = set()
        self._conversations = KeySet()
        self._customers = KeySet()

    def write(self, rows: Sequence[Incoming]) -> None:
        """File messages, inside the caller's transaction."""
        if not rows:
            return
        touched: set[int] = set()
        keys: list[int] = []
        for row in rows:
            facts = self._facts(row)
            key, has_news = incoming.conversation_with(
                self._connection, self._source, row.conversation_id, facts
            )
            keys.append(key)
            if self._file(row, key, has_news=has_news):
                touched.add(key)
        recount(self._connection, touched)
        self.newest = max([row.at for row in rows] + ([self.newest] if self.newest else []))
        counts = self._counts
        counts.conversations += _new_among(self._conversations, keys)
        people = [row.participant or row.conversation_id for row in rows]
        counts.customers += _new_among(self._customers, people)

    def _facts(self, row: Incoming) -> incoming.Facts:
        customer = row.customer_id
        if customer is not None and not incoming.is_customer(self._connection, customer):
            customer = None
        return incoming.Facts(
            row.participant, row.counterpart, customer, row.platform, dict(row.stated)
        )

    def _file(self, row: Incoming, key: int, *, has_news: bool) -> bool:
        """File one message; return whether its conversation is another one than before."""
        counts = self._counts
        mark = hash(row.message_id)
        if mark in self._seen:
            counts.duplicates += 1
            return has_news
        self._seen.add(mark)
        known = incoming.known_message(self._connection, self._source, row.message_id, key)
        if known is not None and not known.is_here:
            # One message is in one conversation: the one that had it first.
            counts.duplicates += 1
            return has_news
        counts.autoresponses += row.is_autoresponse
        values = self._values(row)
        if known is None:
            incoming.add_message(self._connection, key, values)
            counts.messages_added += 1
            return True
        said = (row.direction, row.agent, row.at, row.text, row.parent_id)
        if self._force or known.said != said:
            incoming.change_message(self._connection, key, known.message_key, values)
        elif not has_news:
            counts.messages_unchanged += 1
            return False
        counts.messages_changed += 1
        return True

    def _values(self, row: Incoming) -> dict[str, str | int | None]:
        return {
            "source": self._source,
            "message_id": row.message_id,
            "direction": row.direction,
            "agent": row.agent,
            "at": row.at,
            "is_autoresponse": int(row.is_autoresponse),
            "parent_id": row.parent_id,
            "text": row.text,
        }


def _new_among(known: KeySet, values: Sequence[int] | Sequence[str]) -> int:
    """Add values to those known; return how many were not among them."""
    return int(np.count_nonzero(~known.add(keys_of(values))))
