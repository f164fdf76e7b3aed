"""Threads of tweets, and the conversation in each of one customer and one brand.

A pure function of the tweets that are known, whatever file each came from and in what order: the
whole is placed anew from a few numbers per tweet, which takes a second per million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

NOBODY = 0
"""No author: customers are numbers above it, brands below."""


@dataclass(frozen=True, slots=True)
class Tweets:
    """The numbers of all tweets, by ascending id.

    Attributes:
        ids: what each is called; above 0.
        parents: the id of the tweet it answers, known or not; 0 for none.
        authors: a customer (above 0) or a brand (below 0).
        addressed: the first author of the other kind that the text mentions; 0 for none.
        sent: when, in seconds.
    """

    ids: Numbers
    parents: Numbers
    authors: Numbers
    addressed: Numbers
    sent: Numbers


@dataclass(frozen=True, slots=True)
class Placement:
    """Where each tweet belongs.

    Attributes:
        labels: the smallest id of the tweets in its conversation; 0 for a tweet that is in none.
        customers: the customer of that conversation; 0 where none is known.
        brands: its brand; 0 where none is known.
    """

    labels: Numbers
    customers: Numbers
    brands: Numbers


def place(tweets: Tweets) -> Placement:
    """Return the conversation of each tweet.

    A thread is what replies join, also by a parent that is not known (yet). Within it, a tweet of
    a customer belongs with the brand it answers; else with the brand that answered it first; else
    where the tweet it answers belongs; else with the first brand that wrote to this customer in
    the thread, the first in the thread at all, the one it mentions, or none. A tweet of a brand
    belongs with the customer it answers, through tweets of brands before it; where that chain
    begins with the brand, with the customer it mentions there, else with the first who answered.
    A tweet of a brand for which all that gives nobody is in no conversation.
    """
    parents = _known_parents(tweets)
    threads = _components(tweets, parents)
    by_time = np.lexsort((tweets.ids, tweets.sent))
    customers = _customers(tweets, parents, by_time)
    brands = _brands(tweets, parents, customers, threads, by_time)
    placed = customers != NOBODY
    labels = np.zeros(tweets.ids.size, np.int64)
    order = np.lexsort((tweets.ids, brands, customers, threads))
    if order.size:
        keys = np.stack((threads[order], customers[order], brands[order]))
        starts = np.r_[True, (keys[:, 1:] != keys[:, :-1]).any(axis=0)]
        firsts = tweets.ids[order][starts]
        labels[order] = firsts[np.cumsum(starts) - 1]
    labels[~placed] = 0
    return Placement(labels, customers, np.where(placed, brands, NOBODY))


def _known_parents(tweets: Tweets) -> Numbers:
    """Return the place of each tweet's parent among the tweets; -1 where there is none."""
    return places_of(tweets.parents, tweets.ids)


def places_of(wanted: Numbers, ids: Numbers) -> Numbers:
    """Return where each of ``wanted`` stands in the ascending ``ids``; -1 where it does not."""
    if not ids.size:
        return np.full(wanted.size, -1, np.int64)
    found = np.searchsorted(ids, wanted)
    found[found == ids.size] = 0
    return np.where(ids[found] == wanted, found, -1)


def _components(tweets: Tweets, parents: Numbers) -> Numbers:
    """Return a number per tweet that is the same for all of its thread.

    Every tweet points at its parent; all that answer one unknown tweet point at the first of
    them. Pointers form trees, so following them by doubling ends at one root per thread; where
    tweets answer each other in a circle, the smallest place on it is the root.
    """
    count = tweets.ids.size
    pointers = np.where(parents >= 0, parents, np.arange(count))
    orphans = np.flatnonzero((parents < 0) & (tweets.parents != 0))
    if orphans.size:
        _, first, group = np.unique(tweets.parents[orphans], return_index=True, return_inverse=True)
        pointers[orphans] = orphans[first][group]
    lowest = np.minimum(pointers, np.arange(count))
    for _ in range(_doublings(count)):
        # After k rounds, 2**k steps: the smallest place met on the way, and where it has led.
        np.minimum(lowest, lowest[pointers], out=lowest)
        pointers = pointers[pointers]
    # On a circle every pointer goes on for ever, but all of it has met the same smallest place;
    # what hangs on a circle or a root takes that of where it has arrived.
    return lowest[pointers]


def _doublings(count: int) -> int:
    return max(count, 1).bit_length() + 1


def _customers(tweets: Tweets, parents: Numbers, by_time: Numbers) -> Numbers:
    """Return the customer of each tweet: its author, or whom the brand answers."""
    is_brand = tweets.authors < 0
    customers = np.where(is_brand, NOBODY, tweets.authors)
    first_to_answer = _first_answer(parents, by_time, ~is_brand)
    replied = first_to_answer >= 0
    roots = is_brand & ((parents < 0) | (parents == np.arange(parents.size)))
    named = roots & (tweets.addressed > 0)
    customers[named] = tweets.addressed[named]
    answered = roots & ~named & replied
    customers[answered] = tweets.authors[first_to_answer[answered]]
    customers = _inherited(customers, parents, is_brand & ~roots)
    # A chain of a brand's own tweets may be answered further down.
    nobody = is_brand & (customers == NOBODY)
    later = nobody & replied
    customers[later] = tweets.authors[first_to_answer[later]]
    return _inherited(customers, parents, is_brand & (customers == NOBODY))


def _brands(
    tweets: Tweets, parents: Numbers, customers: Numbers, threads: Numbers, by_time: Numbers
) -> Numbers:
    """Return the brand of each tweet: its author, or the one the customer deals with."""
    is_brand = tweets.authors < 0
    brands = np.where(is_brand, tweets.authors, NOBODY)
    of_parent = np.where(parents >= 0, brands[parents], NOBODY)
    brands = np.where(is_brand, brands, of_parent)
    first_reply = _first_answer(parents, by_time, is_brand)
    replied = (brands == NOBODY) & (first_reply >= 0)
    brands[replied] = tweets.authors[first_reply[replied]]
    brands = _inherited(brands, parents, brands == NOBODY)
    written = by_time[is_brand[by_time]]
    for groups in (_pairs(threads, customers), threads):
        _fill_from_first(brands, groups, written, tweets.authors)
    rest = ~is_brand & (brands == NOBODY)
    brands[rest] = np.minimum(tweets.addressed[rest], NOBODY)
    return brands


def _first_answer(parents: Numbers, by_time: Numbers, among: Mask) -> Numbers:
    """Return the place of the earliest direct answer to each tweet; -1 where there is none."""
    first = np.full(parents.size, -1, np.int64)
    answers = by_time[(among & (parents >= 0))[by_time]][::-1]
    # Of values assigned to one place, the last one stays: the earliest.
    first[parents[answers]] = answers
    return first


def _inherited(values: Numbers, parents: Numbers, open_places: Mask) -> Numbers:
    """Return ``values``, the open ones taken from the nearest tweet above that is not open.

    Chains are followed by doubling, so that a chain of a million costs twenty steps; on a circle
    nothing is found.
    """
    pointers = np.where(open_places & (parents >= 0), parents, np.arange(parents.size))
    for _ in range(_doublings(parents.size)):
        pointers = pointers[pointers]
    return np.where(open_places, values[pointers], values)


def _pairs(left: Numbers, right: Numbers) -> Numbers:
    """Return one number per distinct pair."""
    _, right_codes = np.unique(right, return_inverse=True)
    pairs: Numbers = left * (right_codes.max(initial=0) + 1) + right_codes
    return pairs


def _fill_from_first(brands: Numbers, groups: Numbers, written: Numbers, authors: Numbers) -> None:
    """Give tweets without a brand that of the first tweet, of those ``written``, of their group."""
    named, first = np.unique(groups[written], return_index=True)
    missing = np.flatnonzero(brands == NOBODY)
    found = places_of(groups[missing], named)
    known = missing[found >= 0]
    brands[known] = authors[written[first[found[found >= 0]]]]
