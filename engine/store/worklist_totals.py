"""How many customers a list of the worklist holds, per priority, and their average risk.

Of the lists that people leaf through, all by segment, recommendation and priority, the totals are
kept in a table of some twenty rows: they cost the same with a hundred customers and a million.
Whose work it is has to be counted; a search counts for itself, see ``engine.store.searching``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.store.work_items import PRIORITIES
from engine.store.worklist import CLOSED, PRIORITY_SPAN, RISK_SPAN, Sort, conditions, source

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from engine.models.vocabulary import Priority
    from engine.models.work import WorkItem
    from engine.store.worklist import WorklistQuery


RISK = f"(10 - s.work_order % {PRIORITY_SPAN} / {RISK_SPAN})"
"""The risk score, out of the order of the work."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many customers a query finds, per priority, and their average risk (None for nobody)."""

    customers: int
    by_priority: dict[Priority, int]
    average_risk: float | None


def totals(connection: sqlite3.Connection, query: WorklistQuery) -> Totals:
    """Return how many customers the query finds, per priority, and their average risk."""
    if query.search or query.is_of_somebody:
        return _counted(connection, query)
    # Of the conditions on a customer, those that the table of the totals knows, too.
    where, values = conditions(replace(query, sort=Sort.NAME, opened_at=None))
    kept = connection.execute(
        f"SELECT priority, sum(customers), sum(risk) FROM worklist_totals s WHERE {where} "
        "GROUP BY priority",
        values,
    ).fetchall()
    if query.opened_at is not None:
        kept += connection.execute(
            "SELECT s.priority, -count(*), -sum(s.risk_score) "
            f"FROM ({CLOSED}) CROSS JOIN scores s USING (customer_id) WHERE {where} "
            "GROUP BY s.priority",
            values | {"opened_at": query.opened_at},
        ).fetchall()
    return summed(map(tuple, kept))


def _counted(connection: sqlite3.Connection, query: WorklistQuery) -> Totals:
    """Count; priority and risk are read out of ``work_order``, for the index has no more."""
    query = replace(query, sort=Sort.RISK)
    where, values = conditions(query)
    parts = ", ".join(
        f"count(*) FILTER (WHERE s.work_order / {PRIORITY_SPAN} = {rank}), "
        f"total({RISK}) FILTER (WHERE s.work_order / {PRIORITY_SPAN} = {rank})"
        for rank in range(len(PRIORITIES))
    )
    row = connection.execute(
        f"SELECT {parts} FROM {source(query)} WHERE {where}", values
    ).fetchone()
    return summed(zip(range(len(PRIORITIES)), row[::2], row[1::2], strict=True))


def summed(rows: Iterable[tuple[int, int, float]]) -> Totals:
    """Return the totals of rows of (stored priority, customers, sum of their risks)."""
    by_priority = dict.fromkeys(PRIORITIES, 0)
    risks = 0.0
    for priority, customers, risk in rows:
        by_priority[PRIORITIES[priority]] += customers
        risks += risk
    count = sum(by_priority.values())
    return Totals(count, by_priority, risks / count if count else None)


def totals_of(items: Iterable[WorkItem]) -> Totals:
    """Return the totals of lines of the worklist."""
    return summed((item.priority.rank, 1, item.risk_score) for item in items)
