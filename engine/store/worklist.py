"""The worklist by window: counts, totals and a few rows at a time, however long it is.

The order by risk is a range of an index that ends with the customer id: a window beside one
already known is found by its edge (keyset) and costs the same in a list of a hundred or a million.
By churn and by name the rows of the query are sorted for every window.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.models.vocabulary import Priority, Segment
from engine.store import whose
from engine.store.work_items import ITEM, PRIORITIES, item_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from engine.models.people import Worker
    from engine.models.work import WorkItem


PRIORITY_SPAN = 200_000
"""``work_order`` is the rank of the priority times this, plus what orders within a priority."""

RISK_SPAN = 10_002
"""Within a priority, ten minus the risk times this, plus what orders within a risk: the churn."""


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
class Totals:
    """How many customers a query finds, per priority, and their average risk (None for nobody)."""

    customers: int
    by_priority: dict[Priority, int]
    average_risk: float | None


@dataclass(frozen=True, slots=True)
class Edge:
    """The key of a row at the edge of a known window: the sort value and the customer id."""

    value: int | float | str
    customer_id: int


_SORT_KEYS = {
    Sort.RISK: "s.work_order",
    Sort.CHURN: "-coalesce(s.churn, -1)",
    Sort.NAME: "coalesce(p.name, '')",
}


def totals(connection: sqlite3.Connection, query: WorklistQuery) -> Totals:
    """Return how many customers the query finds, per priority, and their average risk.

    Priority and risk are read out of ``work_order``, so that an index answers on its own.
    """
    where, values = _conditions(query)
    rows = connection.execute(
        f"SELECT work_order / {PRIORITY_SPAN} AS priority, count(*) AS customers, "
        f"sum(10 - work_order % {PRIORITY_SPAN} / {RISK_SPAN}) AS risk "
        f"FROM scores s WHERE {where} GROUP BY 1",
        values,
    ).fetchall()
    count = sum(row["customers"] for row in rows)
    risk = sum(row["risk"] for row in rows)
    found = {PRIORITIES[row["priority"]]: row["customers"] for row in rows}
    return Totals(
        customers=count,
        by_priority={priority: found.get(priority, 0) for priority in PRIORITIES},
        average_risk=risk / count if count else None,
    )


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
        edge = found[-1][0]
        found = window_beside(connection, query, edge, now=now, limit=min(_WINDOW, left))


def find(connection: sqlite3.Connection, query: WorklistQuery, customer_id: int) -> int | None:
    """Return the place of a customer in the list of the query, or None when they are not in it."""
    key = _SORT_KEYS[query.sort]
    source = "scores s JOIN customer_profiles p USING (customer_id)"
    where, values = _conditions(query)
    values |= {"customer_id": customer_id}
    row = connection.execute(
        f"SELECT {key} AS sort_key FROM {source} WHERE s.customer_id = :customer_id AND {where}",
        values,
    ).fetchone()
    if row is None:
        return None
    values["edge"] = row["sort_key"]
    place: int = connection.execute(
        f"SELECT count(*) FROM {source} "
        f"WHERE {where} AND ({key}, s.customer_id) < (:edge, :customer_id)",
        values,
    ).fetchone()[0]
    return place


def item(connection: sqlite3.Connection, customer_id: int, *, now: str) -> WorkItem | None:
    """Return the line of one customer, whether or not a query finds them."""
    row = connection.execute(
        ITEM.format(key="0") + " WHERE s.customer_id = :customer_id",
        {"customer_id": customer_id, "now": now},
    ).fetchone()
    return None if row is None else item_of(row)


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
    key = _SORT_KEYS[query.sort]
    where, values = _conditions(query)
    values |= {"now": now, "limit": limit, "offset": offset}
    if edge is not None:
        where += f" AND ({key}, s.customer_id) {'<' if backwards else '>'} (:edge, :edge_id)"
        values |= {"edge": edge.value, "edge_id": edge.customer_id}
    direction = "DESC" if backwards else "ASC"
    rows = connection.execute(
        ITEM.format(key=key)
        + f" WHERE {where} ORDER BY {key} {direction}, s.customer_id {direction} "
        + "LIMIT :limit OFFSET :offset",
        values,
    ).fetchall()
    if backwards:
        rows.reverse()
    return [(Edge(row["sort_key"], row["customer_id"]), item_of(row)) for row in rows]


def _conditions(query: WorklistQuery) -> tuple[str, dict[str, object]]:
    """Return the WHERE of a query over ``scores s`` and its values."""
    conditions, values = ["1"], dict[str, object]()
    if query.segment is not None:
        conditions.append("s.segment = :segment")
        values["segment"] = str(query.segment)
    if query.recommended_only:
        conditions.append("s.recommended = 1")
    if query.priority is not None:
        conditions.append("s.work_order BETWEEN :first AND :last")
        first = query.priority.rank * PRIORITY_SPAN
        values |= {"first": first, "last": first + PRIORITY_SPAN - 1}
    for place, word in enumerate(query.search):
        conditions.append(f"instr(s.search, :word{place}) > 0")
        values[f"word{place}"] = word
    lists, named = whose.conditions(query.mine, query.assigned_to, query.team)
    conditions += lists
    values |= named
    if query.opened_at is not None:
        conditions.append(
            "s.customer_id NOT IN (SELECT customer_id FROM dispositions "
            "WHERE closed_at <= :opened_at AND until > :opened_at)"
        )
        values["opened_at"] = query.opened_at
    return " AND ".join(conditions), values
