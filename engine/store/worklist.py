"""The worklist by window: a few rows at a time, however long it is.

Every order is that of an index, which also holds what the list is filtered by: a window beside one
already known is found by its edge (keyset), reads that index and nothing else, and costs the same
in a list of a hundred or a million. Only then are its lines looked up, customer by customer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from engine.models.vocabulary import Priority, Segment
from engine.store import whose
from engine.store.work_items import ITEM, item_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from engine.models.people import Worker
    from engine.models.work import WorkItem

    _Ends = Literal["both", "first", "last"]


PRIORITY_SPAN = 200_000
"""``work_order`` is the rank of the priority times this, plus what orders within a priority."""

RISK_SPAN = 10_002
"""Within a priority, ten minus the risk times this, plus what orders within a risk: the churn."""


CLOSED = "SELECT customer_id FROM dispositions WHERE closed_at <= :opened_at AND until > :opened_at"
"""Who is put aside when a list is opened."""

_WINDOW = 500
_ALL = 2**62


class Sort(StrEnum):
    """The orders of the worklist."""

    RISK = "risk first"
    CHURN = "churn first"
    NAME = "by name"


@dataclass(frozen=True, slots=True)
class WorklistQuery:
    """Which customers, in which order.

    Attributes:
        segment: one segment, or None for all.
        recommended_only: only those the engine recommends to contact.
        priority: one priority, or None for all.
        search: folded words that must all occur in id, name, location or reasons.
        mine: the work of this worker, see ``engine.store.whose``; None for everyone's.
        assigned_to: only what is assigned to this agent.
        team: only what is this team's and no agent's.
        opened_at: a customer who was closed (sent, snoozed, skipped) before this moment is left
            out until they are due again; one who is closed later stays in place, so that the list
            does not move under the cursor. None leaves nobody out.
    """

    segment: Segment | None = Segment.VALUE_SEEKERS
    recommended_only: bool = False
    priority: Priority | None = None
    search: tuple[str, ...] = ()
    sort: Sort = Sort.RISK
    mine: Worker | None = None
    assigned_to: str | None = None
    team: str | None = None
    opened_at: str | None = None

    @property
    def is_of_somebody(self) -> bool:
        """Whether it lists the work of an agent or a team, not everyone's."""
        return bool(self.mine or self.assigned_to or self.team)

    @property
    def words(self) -> tuple[str, ...]:
        """What it lists, for people, without the search: whose, which segment, what else."""
        whose_work = (
            "My work" if self.mine else None,
            f"Assigned to {self.assigned_to}" if self.assigned_to else None,
            f"Team {self.team}" if self.team else None,
        )
        everyone = None if any(whose_work) else "All segments"
        narrowed = (
            str(self.segment) if self.segment else everyone,
            "to contact" if self.recommended_only else None,
            self.priority.label if self.priority else None,
            str(self.sort) if self.sort is not Sort.RISK else None,
        )
        return tuple(filter(None, (*whose_work, *narrowed)))


@dataclass(frozen=True, slots=True)
class Edge:
    """The key of a row at the edge of a known window: the sort value and the customer id."""

    value: int | float | str
    customer_id: int


SORT_KEYS = {
    Sort.RISK: "s.work_order",
    Sort.CHURN: "s.churn_order",
    Sort.NAME: "s.name_order",
}
_INDEXES = {
    Sort.RISK: "worklist_risk",
    Sort.CHURN: "worklist_churn",
    Sort.NAME: "worklist_name",
}


def window(
    connection: sqlite3.Connection,
    query: WorklistQuery,
    *,
    now: str,
    offset: int,
    limit: int,
    total: int | None = None,
) -> list[tuple[Edge, WorkItem]]:
    """Return ``limit`` rows from place ``offset`` on, each with its edge.

    Where the length of the list is known as ``total``, a place in its second half is counted from
    the end.
    """
    if total is not None and offset > total // 2:
        limit = max(min(limit, total - offset), 0)
        after = max(total - offset - limit, 0)
        return _select(connection, query, now, limit=limit, offset=after, backwards=True)
    return _select(connection, query, now, limit=limit, offset=offset)


def window_beside(
    connection: sqlite3.Connection,
    query: WorklistQuery,
    edge: Edge,
    *,
    now: str,
    limit: int,
    before: bool = False,
) -> list[tuple[Edge, WorkItem]]:
    """Return the ``limit`` rows that follow ``edge``, or those before it, in the list's order."""
    return _select(connection, query, now, limit=limit, edge=edge, backwards=before)


def everyone(
    connection: sqlite3.Connection, query: WorklistQuery, *, now: str, limit: int | None = None
) -> Iterator[WorkItem]:
    """Yield the rows of the query in order, all or the first ``limit``, a window at a time."""
    left = limit if limit is not None else _ALL
    found = window(connection, query, now=now, offset=0, limit=min(_WINDOW, left))
    while found:
        yield from (item for _edge, item in found)
        left -= len(found)
        if not left:
            return
        edge = found[-1][0]
        found = window_beside(connection, query, edge, now=now, limit=min(_WINDOW, left))


def edge_of(connection: sqlite3.Connection, query: WorklistQuery, customer_id: int) -> Edge | None:
    """Return the key of a customer in the list of the query, or None when they are not in it."""
    where, values = conditions(query)
    row = connection.execute(
        f"SELECT {SORT_KEYS[query.sort]} FROM scores s "
        f"WHERE s.customer_id = :customer_id AND {where}",
        values | {"customer_id": customer_id},
    ).fetchone()
    return None if row is None else Edge(row[0], customer_id)


def find(connection: sqlite3.Connection, query: WorklistQuery, customer_id: int) -> int | None:
    """Return the place of a customer in the list of the query, or None when they are not in it."""
    edge = edge_of(connection, query, customer_id)
    if edge is None:
        return None
    where, values = conditions(query)
    # What is searched for stands in the index of the risk alone.
    order = replace(query, sort=Sort.RISK) if query.search else query
    place: int = connection.execute(
        f"SELECT count(*) FROM {source(order)} WHERE {where} "
        f"AND ({SORT_KEYS[query.sort]}, s.customer_id) < (:edge, :edge_id)",
        values | {"edge": edge.value, "edge_id": edge.customer_id},
    ).fetchone()[0]
    return place


def item(connection: sqlite3.Connection, customer_id: int, *, now: str) -> WorkItem | None:
    """Return the line of one customer, whether or not a query finds them."""
    found = lines(connection, [customer_id], now=now)
    return found[0] if found else None


def lines(
    connection: sqlite3.Connection, customer_ids: Sequence[int], *, now: str
) -> list[WorkItem]:
    """Return the lines of customers in the order given; who is gone is left out."""
    # A list of whole numbers is written in Python as it is in JSON.
    rows = connection.execute(
        f"{ITEM} WHERE s.customer_id IN (SELECT value FROM json_each(:ids))",
        {"ids": str(list(customer_ids)), "now": now},
    )
    found = {row["customer_id"]: item_of(row) for row in rows}
    return [found[one] for one in customer_ids if one in found]


def _select(
    connection: sqlite3.Connection,
    query: WorklistQuery,
    now: str,
    *,
    limit: int,
    offset: int = 0,
    edge: Edge | None = None,
    backwards: bool = False,
) -> list[tuple[Edge, WorkItem]]:
    key = SORT_KEYS[query.sort]
    ends: _Ends = "both" if edge is None else "first" if backwards else "last"
    where, values = conditions(query, ends=ends)
    values |= {"limit": limit, "offset": offset}
    if edge is not None:
        where += f" AND ({key}, s.customer_id) {'<' if backwards else '>'} (:edge, :edge_id)"
        values |= {"edge": edge.value, "edge_id": edge.customer_id}
    direction = "DESC" if backwards else "ASC"
    keys = connection.execute(
        f"SELECT {key}, s.customer_id FROM {source(query)} WHERE {where} "
        f"ORDER BY {key} {direction}, s.customer_id {direction} LIMIT :limit OFFSET :offset",
        values,
    ).fetchall()
    if backwards:
        keys.reverse()
    if not keys:
        return []
    edges = {row[1]: Edge(*row) for row in keys}
    return [(edges[one.customer_id], one) for one in lines(connection, list(edges), now=now)]


def source(query: WorklistQuery) -> str:
    """Return ``scores s`` for a FROM, read from the index that has the order of the query.

    An agent's own customers are looked up one by one and sorted: they are few.
    """
    if query.assigned_to or (query.mine and query.mine.team is None):
        return "scores s"
    to_contact = "_to_contact" if query.recommended_only else ""
    return f"scores s INDEXED BY {_INDEXES[query.sort]}{to_contact}"


def conditions(query: WorklistQuery, *, ends: _Ends = "both") -> tuple[str, dict[str, object]]:
    """Return the WHERE of a query over ``scores s`` and its values.

    A priority is a range of the order by risk; ``ends`` says which of its ends is to be told.
    Beside an edge the other is known already, and SQLite would begin there instead of at the edge.
    """
    found, values = ["1"], dict[str, object]()
    if query.segment is not None:
        found.append("s.segment = :segment")
        values["segment"] = str(query.segment)
    if query.recommended_only:
        found.append("s.recommended = 1")
    if query.priority is not None and query.sort is not Sort.RISK:
        found.append("s.priority = :priority")
        values["priority"] = query.priority.rank
    elif query.priority is not None:
        if ends != "last":
            found.append("s.work_order >= :first")
        if ends != "first":
            found.append("s.work_order <= :last")
        first = query.priority.rank * PRIORITY_SPAN
        values |= {"first": first, "last": first + PRIORITY_SPAN - 1}
    for place, word in enumerate(query.search):
        found.append(f"instr(s.search, :word{place}) > 0")
        values[f"word{place}"] = word
    lists, named = whose.conditions(query.mine, query.assigned_to, query.team)
    found += lists
    values |= named
    if query.opened_at is not None:
        found.append(f"s.customer_id NOT IN ({CLOSED})")
        values["opened_at"] = query.opened_at
    return " AND ".join(found), values
