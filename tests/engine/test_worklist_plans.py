"""The long worklist: every window is a range of an index, totals are kept, searches read one index.

No test asks a clock: how SQLite goes about it is read out of its plans.
"""

from __future__ import annotations

import itertools
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from engine.models.vocabulary import Priority, Segment
from engine.models.work import WorkItem
from engine.pipeline import Workbench
from engine.privacy.clean import folded
from engine.scoring.run import score_all
from engine.store import searching
from engine.store.connection import SCHEMA_VERSION, connect, transaction
from engine.store.migrations import migrate, migrations
from engine.store.scores import set_segment
from engine.store.worklist import (
    Sort,
    WorklistQuery,
    everyone,
    find,
    window,
    window_beside,
)
from engine.store.worklist_totals import Totals, totals, totals_of

EVERYONE = WorklistQuery(segment=None)
FILTERS = [
    WorklistQuery(segment=segment, recommended_only=to_contact, priority=priority)
    for segment, to_contact, priority in itertools.product(
        (None, Segment.VALUE_SEEKERS), (False, True), (None, Priority.HIGH, Priority.MEDIUM)
    )
]
QUERIES = [replace(query, sort=sort) for query in FILTERS for sort in Sort]


def key(sort: Sort, item: WorkItem) -> tuple[object, ...]:
    """What the orders are meant to be, in plain words of Python."""
    churn = 101.0 if item.churn is None else -item.churn
    match sort:
        case Sort.RISK:
            return (item.priority.rank, -item.risk_score, churn, item.customer_id)
        case Sort.CHURN:
            return (churn, item.customer_id)
        case Sort.NAME:
            return (not item.name, folded(item.name or ""), item.customer_id)


def belongs(query: WorklistQuery, item: WorkItem) -> bool:
    return (
        query.segment in (None, item.segment)
        and query.priority in (None, item.priority)
        and (item.recommended or not query.recommended_only)
    )


@pytest.fixture
def mixed(workbench: Workbench) -> Workbench:
    """The sample with what a sort stumbles over: no name, capitals, accents, unknown churn."""
    ids = [item.customer_id for item in workbench.everyone(EVERYONE, limit=60)]
    names = itertools.cycle(("", "ÉMILE", "emile", "Zoë", "zoe a", "Ångström", "o'neil", None))
    with transaction(workbench.connection) as connection:
        for one, name in zip(ids[::3], names, strict=False):
            connection.execute(
                "UPDATE customer_profiles SET name = ? WHERE customer_id = ?", (name, one)
            )
        connection.executemany(
            "UPDATE account_activity SET churn_risk_score = NULL WHERE customer_id = ?",
            [(one,) for one in ids[::7]],
        )
        score_all(connection, workbench.clock)
    return workbench


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: " · ".join(query.words) or "all")
def test_every_window_is_a_range_of_an_index(workbench: Workbench, query: WorklistQuery) -> None:
    connection, now = workbench.connection, workbench.now_text()
    first = window(connection, query, now=now, offset=0, limit=5)
    edge = first[-1][0]
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    window(connection, query, now=now, offset=0, limit=5)
    window(connection, query, now=now, offset=4, limit=1, total=5)
    window_beside(connection, query, edge, now=now, limit=5)
    window_beside(connection, query, edge, now=now, limit=5, before=True)
    connection.set_trace_callback(None)
    keys = [one for one in statements if "ORDER BY" in one]
    assert len(keys) == 4
    for place, statement in enumerate(keys):
        plan = plan_of(connection, statement)
        assert all("TEMP B-TREE" not in step for step in plan)
        (of_list,) = (step for step in plan if step.split()[1] == "s")
        assert "USING COVERING INDEX worklist_" in of_list
        if place > 1:
            # Beside an edge SQLite goes straight to it.
            assert of_list.startswith("SEARCH")
            order = {"risk": "work_order", "churn": "churn_order", "name": "name_order"}
            assert f"({order[str(query.sort).replace('by ', '').split()[0]]}" in of_list
    for statement in (one for one in statements if one not in keys):
        assert not [step for step in plan_of(connection, statement) if step.startswith("SCAN s ")]


def plan_of(connection: sqlite3.Connection, statement: str) -> list[str]:
    return [row["detail"] for row in connection.execute("EXPLAIN QUERY PLAN " + statement)]


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_windows_are_those_of_a_plain_sort(mixed: Workbench, data: st.DataObject) -> None:
    connection, now = mixed.connection, mixed.now_text()
    query = data.draw(st.sampled_from(QUERIES))
    items = everyone(connection, EVERYONE, now=now)
    wanted = sorted(
        (item for item in items if belongs(query, item)), key=lambda item: key(query.sort, item)
    )
    assert totals(connection, query) == totals_of(wanted)
    count = len(wanted)
    offset, limit = data.draw(st.integers(0, count + 3)), data.draw(st.integers(1, 90))
    total = data.draw(st.sampled_from((None, count)))
    found = window(connection, query, now=now, offset=offset, limit=limit, total=total)
    assert [item for _edge, item in found] == wanted[offset : offset + limit]
    if found:
        place = data.draw(st.integers(0, len(found) - 1))
        edge, at = found[place][0], offset + place
        after = window_beside(connection, query, edge, now=now, limit=limit)
        before = window_beside(connection, query, edge, now=now, limit=limit, before=True)
        assert [item for _edge, item in after] == wanted[at + 1 : at + 1 + limit]
        assert [item for _edge, item in before] == wanted[max(at - limit, 0) : at]
        assert find(connection, query, edge.customer_id) == at


# Totals


def test_totals_read_twenty_rows_however_many_customers_there_are(workbench: Workbench) -> None:
    statements: list[str] = []
    workbench.connection.set_trace_callback(statements.append)
    for query in QUERIES:
        totals(workbench.connection, replace(query, opened_at=workbench.now_text()))
    workbench.connection.set_trace_callback(None)
    for statement in statements:
        for step in plan_of(workbench.connection, statement):
            assert not step.startswith("SCAN s") or " FROM worklist_totals s " in statement
    kept = workbench.connection.execute("SELECT count(*) FROM worklist_totals").fetchone()[0]
    assert 0 < kept <= len(Segment) * 2 * len(Priority)


def test_totals_follow_what_changes_for_one_customer(workbench: Workbench) -> None:
    def counted() -> Totals:
        return totals_of(workbench.everyone(query))

    query = WorklistQuery(recommended_only=True)
    first = next(workbench.everyone(query))
    before = totals(workbench.connection, query)
    set_segment(workbench.connection, first.customer_id, str(Segment.ECO_SAVERS))
    assert totals(workbench.connection, query) == counted() != before
    query = replace(query, segment=Segment.ECO_SAVERS)
    assert totals(workbench.connection, query) == counted()
    workbench.object_to_marketing(first.customer_id, "no more, please")
    assert totals(workbench.connection, query) == counted()


def test_scoring_anew_counts_nobody_twice(workbench: Workbench) -> None:
    before = totals(workbench.connection, EVERYONE)
    with transaction(workbench.connection) as connection:
        score_all(connection, workbench.clock)
    assert totals(workbench.connection, EVERYONE) == before


# Searches


@pytest.mark.parametrize("most", [0, 20_000], ids=["by window", "by id"])
@pytest.mark.parametrize("words", [("a",), ("missed", "pay"), ("no such",), ("30", "an")])
def test_a_search_finds_what_plain_python_finds(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], most: int
) -> None:
    monkeypatch.setattr(searching, "MOST_IDS", most)
    for query in (replace(query, search=words) for query in QUERIES):
        items = workbench.everyone(replace(query, search=()))
        wanted = [item for item in items if all(word in text_of(item) for word in words)]
        found = searching.search(workbench.connection, query)
        assert found.totals == totals_of(wanted)
        if found.customer_ids is not None:
            assert list(found.customer_ids) == [item.customer_id for item in wanted]
        first = searching.first_found(
            workbench.connection, query, now=workbench.now_text(), limit=7
        )
        assert [item for _edge, item in first] == wanted[:7]


def text_of(item: WorkItem) -> str:
    reasons = "; ".join(item.reasons)
    return folded(f"{item.customer_id} {item.name or ''} {item.location or ''} {reasons}")


def test_a_search_reads_one_index_and_no_table(workbench: Workbench) -> None:
    for query in (EVERYONE, replace(EVERYONE, recommended_only=True), WorklistQuery()):
        statements: list[str] = []
        workbench.connection.set_trace_callback(statements.append)
        searching.search(workbench.connection, replace(query, search=("smi",)))
        workbench.connection.set_trace_callback(None)
        (plan,) = (plan_of(workbench.connection, one) for one in statements)
        assert len(plan) == 1
        assert "USING COVERING INDEX worklist_risk" in plan[0]


# The file of the program before


def test_a_file_of_version_13_keeps_everything(workbench: Workbench, tmp_path: Path) -> None:
    of_13 = Migrations("sne")
    for migration in migrations._migrations:
        if migration.name < "m0014":
            of_13()(migration.fn)
    old = connect(tmp_path / "old.db")
    with transaction(old):
        of_13.apply(Database(old))
        old.execute("PRAGMA user_version = 13")
    old.execute("ATTACH ? AS loaded", (str(workbench.settings.database),))
    with transaction(old):
        for table in ("customer_profiles", "account_activity", "recommended_actions", "scores"):
            columns = [row["name"] for row in old.execute(f"PRAGMA main.table_info({table})")]
            listed = ", ".join(columns)
            copy = f"INSERT INTO main.{table} ({listed}) SELECT {listed} FROM loaded.{table}"  # noqa: S608 - our own names
            old.execute(copy)
    old.execute("DETACH loaded")
    before = [dict(row) for row in old.execute("SELECT * FROM scores")]
    assert len(before) == 400
    assert "name_order" not in before[0]
    assert migrate(old) == SCHEMA_VERSION
    after = [dict(row) for row in old.execute("SELECT * FROM scores")]
    assert [{name: row[name] for name in before[0]} for row in after] == before
    now = workbench.now_text()
    for query in QUERIES:
        assert totals(old, query) == totals(workbench.connection, query)
        found = everyone(old, query, now=now)
        assert list(found) == list(everyone(workbench.connection, query, now=now))
