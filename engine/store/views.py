"""Saved views: a named filter of the worklist, one agent's own or everyone's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.models.vocabulary import Priority, Segment
from engine.store.worklist import Sort, WorklistQuery

if TYPE_CHECKING:
    import sqlite3

    from engine.models.people import Worker

EVERYONE = ""
"""The owner of a view that everyone sees."""


@dataclass(frozen=True, slots=True)
class View:
    """A named filter.

    Attributes:
        owner: the agent whose it is; empty for one that everyone sees.
        query: what it lists. ``mine`` is the work of whoever looks, not of whoever saved it.
        search: what was typed into the search.
    """

    name: str
    owner: str
    query: WorklistQuery
    search: str

    @property
    def words(self) -> str:
        """What it lists, for people."""
        return " · ".join((*self.query.words, *((f"“{self.search}”",) if self.search else ())))

    @property
    def is_shared(self) -> bool:
        """Whether everyone sees it."""
        return self.owner == EVERYONE


def save(connection: sqlite3.Connection, view: View, *, saved_by: str, saved_at: str) -> None:
    """Keep a view; one of the same name and owner is replaced."""
    connection.execute(
        "INSERT INTO views (owner, name, filters, saved_by, saved_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (owner, name) DO UPDATE SET filters = excluded.filters, "
        "saved_by = excluded.saved_by, saved_at = excluded.saved_at",
        (view.owner, view.name, json.dumps(to_plain(view)), saved_by, saved_at),
    )


def remove(connection: sqlite3.Connection, name: str, owner: str) -> bool:
    """Remove a view; return whether there was one."""
    cursor = connection.execute("DELETE FROM views WHERE name = ? AND owner = ?", (name, owner))
    return cursor.rowcount > 0


def listed(connection: sqlite3.Connection, worker: Worker) -> tuple[View, ...]:
    """Return the views of an agent, their own first, then those that everyone sees."""
    rows = connection.execute(
        "SELECT owner, name, filters FROM views WHERE owner IN (?, ?) ORDER BY owner = '', name",
        (worker.agent, EVERYONE),
    )
    return tuple(
        _view(row["name"], row["owner"], json.loads(row["filters"]), worker) for row in rows
    )


def to_plain(view: View) -> dict[str, Any]:
    """Return the filters of a view as plain data."""
    query = view.query
    return {
        "segment": query.segment,
        "priority": query.priority,
        "recommended": query.recommended_only,
        "search": view.search,
        "sort": query.sort,
        "mine": query.mine is not None,
        "assigned_to": query.assigned_to,
        "team": query.team,
    }


def _view(name: str, owner: str, filters: dict[str, Any], worker: Worker) -> View:
    segment, priority = filters["segment"], filters["priority"]
    query = WorklistQuery(
        segment=Segment(segment) if segment else None,
        priority=Priority(priority) if priority else None,
        recommended_only=filters["recommended"],
        sort=Sort(filters["sort"]),
        mine=worker if filters["mine"] else None,
        assigned_to=filters["assigned_to"],
        team=filters["team"],
    )
    return View(name, owner, query, filters["search"])
