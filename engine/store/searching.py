"""What a search finds in a list of any length.

Every word must occur somewhere in a customer's id, name, location or reasons. One pass over the
index of the risk answers that for all customers, reading no table: measured with a million of
them 150 ms, whatever is typed, and nothing to build or to keep up to date, where an index of
three-letter pieces would take half as long to build as the whole load and know no shorter words.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.store.worklist import (
    PRIORITY_SPAN,
    RISK_SPAN,
    SORT_KEYS,
    Edge,
    Sort,
    WorklistQuery,
    conditions,
    lines,
    source,
)
from engine.store.worklist_totals import Totals, summed, totals

if TYPE_CHECKING:
    import sqlite3

    from engine.models.work import WorkItem

MOST_IDS = 20_000
"""Of so many customers at most a search keeps the ids; more are read by window like any list."""

CANDIDATES = 5_000
"""How far down the list to look for the first rows."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        totals: how many, per priority.
        customer_ids: who, in the order of the list; None where they are too many.
    """

    totals: Totals
    customer_ids: array[int] | None


def search(connection: sqlite3.Connection, query: WorklistQuery) -> Found:
    """Search all of the list of ``query``."""
    by_risk = replace(query, sort=Sort.RISK)
    where, values = conditions(by_risk)
    cursor = connection.cursor()
    cursor.row_factory = None
    # Few enough to be sorted here: SQLite would sort all before it knew that they are too many.
    rows = cursor.execute(
        f"SELECT {SORT_KEYS[query.sort]}, s.customer_id, s.work_order FROM {source(by_risk)} "
        f"WHERE {where} LIMIT {MOST_IDS + 1}",
        values,
    ).fetchall()
    if len(rows) > MOST_IDS:
        return Found(totals(connection, query), None)
    rows.sort()
    orders = (order for _key, _id, order in rows)
    parts = ((o // PRIORITY_SPAN, 1, 10 - o % PRIORITY_SPAN // RISK_SPAN) for o in orders)
    return Found(summed(parts), array("q", [row[1] for row in rows]))


def first_found(
    connection: sqlite3.Connection, query: WorklistQuery, *, now: str, limit: int
) -> list[tuple[Edge, WorkItem]]:
    """Return the first rows that a search finds near the top of the list: as many, or fewer.

    However rare the words are, this takes a moment only.
    """
    where, values = conditions(replace(query, search=()))
    words, of_words = conditions(WorklistQuery(segment=None, search=query.search))
    key = SORT_KEYS[query.sort]
    rows = connection.execute(
        f"SELECT sort_key, customer_id FROM (SELECT {key} AS sort_key, s.customer_id, s.search "
        f"FROM {source(query)} WHERE {where} ORDER BY {key}, s.customer_id LIMIT {CANDIDATES}) s "
        f"WHERE {words} LIMIT :limit",
        values | of_words | {"limit": limit},
    ).fetchall()
    edges = {row[1]: Edge(row[0], row[1]) for row in rows}
    return [(edges[one.customer_id], one) for one in lines(connection, list(edges), now=now)]
