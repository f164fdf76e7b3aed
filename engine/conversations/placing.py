"""Bring the conversations in the store up to date with the tweets in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.conversations.threads import Placement, Tweets, place, places_of
from engine.store import placing, tweets
from engine.store.conversation_totals import recount

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from engine.conversations.threads import Numbers

NO_CONVERSATION = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where all tweets are.

    Attributes:
        ids: what each is called.
        conversations: the key of its conversation; 0 for none.
        customers: its customer; 0 for none.
        moved: how many are elsewhere than before.
    """

    ids: Numbers
    conversations: Numbers
    customers: Numbers
    moved: int


def place_tweets(
    connection: sqlite3.Connection,
    handles: Mapping[int, str],
    claims: tuple[Numbers, Numbers],
    *,
    anew: bool = False,
) -> Placed:
    """Put every tweet of the store into its conversation, inside the caller's transaction.

    A conversation keeps its key as long as one of its messages stays; what is derived from it,
    and what a person said about it, hangs on that key.

    Args:
        connection: the store.
        handles: the names of the brands, by their number.
        claims: tweets that are said to be answers, and those that say so, in the file just read.
        anew: write the place of every tweet again, not only of those that move.
    """
    ids, message_keys, parents, authors, addressed, sent = tweets.numbers(connection)
    _keep_claims(connection, ids, parents, claims)
    parents = _with_claims(connection, ids, parents)
    placement = place(Tweets(ids, parents, authors, addressed, sent))
    before = _before(connection, message_keys)
    keys = _keys(placement.labels, before, placing.next_conversation_key(connection))
    written = before
    if anew:
        placing.take_all_out(connection)
        written = np.zeros_like(before)
    moved = keys != written
    leaving = moved & (written != NO_CONVERSATION)
    entering = moved & (keys != NO_CONVERSATION)
    placing.take_out(connection, message_keys[leaving], written[leaving])
    _name(connection, keys, placement, handles)
    placing.put_in(connection, message_keys[entering], keys[entering])
    staying = np.unique(keys)
    gone, at = np.unique(before, return_index=True)
    vanished = (gone != NO_CONVERSATION) & (places_of(gone, staying) < 0)
    placing.merge_away(connection, gone[vanished], keys[at[vanished]])
    touched = np.unique(np.r_[keys[entering], before[leaving]])
    touched = touched[(touched != NO_CONVERSATION) & (places_of(touched, staying) >= 0)]
    recount(connection, touched.tolist())
    return Placed(ids, keys, placement.customers, int(np.count_nonzero(keys != before)))


def _keep_claims(
    connection: sqlite3.Connection,
    ids: Numbers,
    parents: Numbers,
    claims: tuple[Numbers, Numbers],
) -> None:
    """Keep the claims about tweets that do not say themselves what they answer, or are to come."""
    children, claimers = claims
    if children.size:
        found = places_of(children, ids)
        silent = (found < 0) | (parents[found] == 0)
        tweets.add_claims(connection, children[silent], claimers[silent])


def _with_claims(connection: sqlite3.Connection, ids: Numbers, parents: Numbers) -> Numbers:
    """Return the parents; a tweet that names none has the one that claims it, if any."""
    children, claimers = tweets.claims(connection)
    found = places_of(ids, children)
    claimed = (parents == 0) & (found >= 0)
    return np.where(claimed, claimers[found] if claimers.size else 0, parents)


def _before(connection: sqlite3.Connection, message_keys: Numbers) -> Numbers:
    """Return the conversation that each tweet is in so far."""
    linked, conversations = tweets.links(connection)
    found = places_of(message_keys, linked)
    return np.where(found >= 0, conversations[found] if linked.size else 0, NO_CONVERSATION)


def _keys(labels: Numbers, before: Numbers, next_key: int) -> Numbers:
    """Return the key of the conversation of each tweet.

    Of the conversations that its tweets come from, each new one keeps the oldest; where one falls
    apart, the part with the smallest id keeps the key.
    """
    distinct, codes = np.unique(labels, return_inverse=True)
    keys = np.zeros(distinct.size, np.int64)
    known = (labels != 0) & (before != NO_CONVERSATION)
    pairs = np.unique(np.stack((before[known], codes[known])), axis=1)
    kept, first = np.unique(pairs[0], return_index=True)
    takers = pairs[1][first]
    keys[takers[::-1]] = kept[::-1]
    new = (keys == NO_CONVERSATION) & (distinct != 0)
    keys[new] = np.arange(next_key, next_key + np.count_nonzero(new))
    found: Numbers = keys[codes]
    return found


def _name(
    connection: sqlite3.Connection,
    keys: Numbers,
    placement: Placement,
    handles: Mapping[int, str],
) -> None:
    """Create new conversations; rename those that begin earlier or have found their brand."""
    found, at = np.unique(keys, return_index=True)
    found, at = found[found != NO_CONVERSATION], at[found != NO_CONVERSATION]
    labels, customers, brands = (
        values[at].tolist() for values in (placement.labels, placement.customers, placement.brands)
    )
    placing.name_conversations(
        connection,
        found.tolist(),
        [f"tweet-{label}" for label in labels],
        list(map(str, customers)),
        [handles.get(brand, "") for brand in brands],
    )
