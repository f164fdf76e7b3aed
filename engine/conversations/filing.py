"""File messages that come with the id of their conversation, a few thousand at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.conversations.facts import adds_to, customers_said, facts_of, may_relink, stated_by
from engine.ingest.keys import KeySet, keys_of
from engine.store import incoming
from engine.store.conversation_totals import recount

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from engine.conversations.incoming import Incoming
    from engine.conversations.report import Counts, Source
    from engine.store.incoming import Held, KnownMessage


@dataclass(slots=True)
class _Batch:
    """The conversations that some rows belong to, and what has become of them.

    Attributes:
        found: those in the store, by their ids; None for one that is not there yet.
        held: those that a row was filed in, as they were before, by their keys.
        written: the keys of those with other messages than before.
        restated: the keys of those of which a message says something else than before.
        open: the keys of those of which something else may be known than before.
    """

    found: dict[str, Held | None] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    written: set[int] = field(default_factory=set)
    restated: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)


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
        batch = _Batch()
        for row in rows:
            self._file(row, batch)
        participants = self._settle(batch, rows[0].counterpart)
        self.newest = max([row.at for row in rows] + ([self.newest] if self.newest else []))
        counts = self._counts
        counts.conversations += _new_among(self._conversations, list(batch.held))
        counts.customers += _new_among(self._customers, participants)

    def _file(self, row: Incoming, batch: _Batch) -> None:
        """File one message; a duplicate sets nothing."""
        counts = self._counts
        mark = hash(row.message_id)
        if mark in self._seen:
            counts.duplicates += 1
            return
        name = row.conversation_id
        if name not in batch.found:
            batch.found[name] = incoming.find(self._connection, self._source, name)
        held = batch.found[name]
        key = None if held is None else held.key
        known = incoming.known_message(self._connection, self._source, row.message_id, key)
        if known is not None and not known.is_here:
            # One message is in one conversation: the one that had it first.
            counts.duplicates += 1
            return
        self._seen.add(mark)
        if held is None:
            held = incoming.create(self._connection, self._source, name, row.counterpart)
            batch.found[name] = held
        batch.held[held.key] = held
        counts.autoresponses += row.is_autoresponse
        self._write(row, held, known, batch)

    def _write(self, row: Incoming, held: Held, known: KnownMessage | None, batch: _Batch) -> None:
        """Add a message, or write it anew where it is another one than before."""
        counts, values = self._counts, self._values(row)
        if known is None:
            incoming.add_message(self._connection, held.key, values)
            counts.messages_added += 1
            batch.written.add(held.key)
            if adds_to(row, held.facts):
                batch.open.add(held.key)
            return
        said = (row.direction, row.agent, row.at, row.text, row.parent_id)
        if self._force or known.said != said:
            batch.written.add(held.key)
        elif known.stated != values["stated"]:
            batch.restated.add(held.key)
        else:
            counts.messages_unchanged += 1
            if may_relink(row, held.facts):
                batch.open.add(held.key)
            return
        batch.open.add(held.key)
        incoming.change_message(self._connection, held.key, known.message_key, values)
        counts.messages_changed += 1

    def _settle(self, batch: _Batch, counterpart: str) -> list[str]:
        """Make what is known of the conversations anew; return who their customers are."""
        said = dict(incoming.said(self._connection, batch.open))
        named = {number for found in said.values() for number in customers_said(found)}
        customers = incoming.customers_among(self._connection, named)
        participants = {key: held.facts.participant for key, held in batch.held.items()}
        changed = set(batch.written)
        for key in batch.open:
            held = batch.held[key]
            facts = facts_of(held, said.get(key, ()), counterpart, customers)
            participants[key] = facts.participant
            if facts != held.facts:
                incoming.write_facts(self._connection, key, facts)
                changed.add(key)
        recount(self._connection, changed)
        # Where no message is another one, but the customer or the company is, one counts as such.
        linked = len(changed - batch.written - batch.restated)
        self._counts.messages_changed += linked
        self._counts.messages_unchanged -= linked
        return list(participants.values())

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
            "stated": incoming.as_text(stated_by(row)),
        }


def _new_among(known: KeySet, values: Sequence[int] | Sequence[str]) -> int:
    """Add values to those known; return how many were not among them."""
    return int(np.count_nonzero(~known.add(keys_of(values))))
