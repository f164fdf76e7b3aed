"""The worklist by window: order, filters, search, totals, and a list that stays where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.models.vocabulary import Priority, Segment, WorkMark
from engine.models.work import WorkItem
from engine.pipeline import Workbench
from engine.store.worklist import Sort, WorklistQuery, everyone, window, window_beside

EVERYONE = WorklistQuery(segment=None)


def order(item: WorkItem) -> tuple[int, int, float, int]:
    """The order of the contract: priority, risk, churn, customer id."""
    churn = 101.0 if item.churn is None else -item.churn
    return (item.priority.rank, -item.risk_score, churn, item.customer_id)


def ids(workbench: Workbench, query: WorklistQuery, search: str = "") -> list[int]:
    return [item.customer_id for item in workbench.everyone(query, search=search)]


def test_everyone_stands_in_the_order_of_the_contract(workbench: Workbench) -> None:
    found = list(workbench.everyone(EVERYONE))
    assert len(found) == 400
    assert found == sorted(found, key=order)


def test_the_filters_narrow_the_list_and_the_totals_agree(workbench: Workbench) -> None:
    for query in (
        EVERYONE,
        WorklistQuery(),
        WorklistQuery(recommended_only=True),
        WorklistQuery(segment=Segment.ECO_SAVERS, priority=Priority.MEDIUM),
        replace(EVERYONE, search=("missed", "payment")),
    ):
        found = list(workbench.everyone(query, search=" ".join(query.search)))
        totals = workbench.totals(query)
        assert totals.customers == len(found)
        for priority, count in totals.by_priority.items():
            assert count == sum(item.priority is priority for item in found)
        assert totals.average_risk == pytest.approx(
            sum(item.risk_score for item in found) / len(found)
        )
        if query.recommended_only:
            assert all(item.recommended for item in found)
        if query.segment:
            assert {item.segment for item in found} == {query.segment}


def test_a_filter_never_changes_a_rank(workbench: Workbench) -> None:
    everyone_in_order = ids(workbench, EVERYONE)
    narrowed = ids(workbench, WorklistQuery(recommended_only=True))
    assert narrowed == [i for i in everyone_in_order if i in set(narrowed)]


def test_an_empty_list_has_no_average(workbench: Workbench) -> None:
    totals = workbench.totals(replace(EVERYONE, search=("no such words",)))
    assert (totals.customers, totals.average_risk) == (0, None)


@pytest.mark.parametrize("typed", ["MISSED payment", "payment missed"])
def test_every_word_of_a_search_must_occur(workbench: Workbench, typed: str) -> None:
    found = list(workbench.everyone(EVERYONE, search=typed))
    assert found
    assert all("missed payment" in item.reasons for item in found)


def test_searches_find_ids_and_accented_names(workbench: Workbench) -> None:
    first = next(workbench.everyone(EVERYONE))
    assert first.customer_id in ids(workbench, EVERYONE, str(first.customer_id))
    accented = [
        item for item in workbench.everyone(EVERYONE) if item.name and not item.name.isascii()
    ]
    assert accented
    plain = accented[0].name or ""
    assert accented[0].customer_id in ids(workbench, EVERYONE, plain.upper())


@pytest.mark.parametrize("typed", ["%", "_", "'; DROP TABLE scores; --", '"', "\\"])
def test_a_search_is_data(workbench: Workbench, typed: str) -> None:
    assert ids(workbench, EVERYONE, typed) == []
    assert len(ids(workbench, EVERYONE)) == 400


@pytest.mark.parametrize("sort", list(Sort))
def test_windows_join_into_the_whole_list(workbench: Workbench, sort: Sort) -> None:
    query = replace(EVERYONE, sort=sort)
    whole = ids(workbench, query)
    assert sorted(whole) == sorted(ids(workbench, EVERYONE))
    now, connection = workbench.now_text(), workbench.connection
    joined: list[int] = []
    part = window(connection, query, now=now, offset=0, limit=37)
    while part:
        joined += [item.customer_id for _edge, item in part]
        part = window_beside(connection, query, part[-1][0], now=now, limit=37)
    assert joined == whole
    backwards: list[int] = []
    part = window(connection, query, now=now, offset=390, limit=10, total=400)
    while part:
        backwards = [item.customer_id for _edge, item in part] + backwards
        part = window_beside(connection, query, part[0][0], now=now, limit=37, before=True)
    assert backwards == whole


@settings(
    deadline=None,
    max_examples=40,
    # Reading changes nothing: the examples may share the workbench.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_window_is_a_slice_of_the_list(workbench: Workbench, data: st.DataObject) -> None:
    whole = ids(workbench, EVERYONE)
    offset = data.draw(st.integers(0, 420))
    limit = data.draw(st.integers(1, 80))
    for total in (None, 400):
        found = workbench_window(workbench, offset, limit, total)
        assert found == whole[offset : offset + limit]


def workbench_window(workbench: Workbench, offset: int, limit: int, total: int | None) -> list[int]:
    rows = window(
        workbench.connection,
        EVERYONE,
        now=workbench.now_text(),
        offset=offset,
        limit=limit,
        total=total,
    )
    return [item.customer_id for _edge, item in rows]


def test_the_place_of_a_customer_is_found(workbench: Workbench) -> None:
    for query in (EVERYONE, WorklistQuery(), replace(EVERYONE, sort=Sort.NAME)):
        whole = ids(workbench, query)
        for place in (0, 1, len(whole) // 2, len(whole) - 1):
            assert workbench.find(query, whole[place]) == place
    assert workbench.find(EVERYONE, -1) is None


def test_whoever_is_closed_leaves_the_next_list_but_not_the_open_one(workbench: Workbench) -> None:
    opened = replace(WorklistQuery(), opened_at="2026-11-20T08:59:00+00:00")
    before = ids(workbench, opened)
    workbench.snooze(before[0], workbench.clock() + timedelta(days=1))
    workbench.skip(before[1], "wrong number")
    assert ids(workbench, opened) == before
    assert ids(workbench, replace(opened, opened_at=workbench.now_text())) == before[2:]
    marks = {item.customer_id: item.mark for item in workbench.everyone(opened)}
    assert marks[before[0]] is WorkMark.SNOOZED
    assert marks[before[1]] is WorkMark.SKIPPED


def test_a_snoozed_customer_comes_back_by_themselves(workbench: Workbench) -> None:
    first = ids(workbench, WorklistQuery())[0]
    workbench.snooze(first, workbench.clock() + timedelta(hours=1))
    later = replace(WorklistQuery(), opened_at="2026-11-20T10:01:00+00:00")
    assert ids(workbench, later)[0] == first


def test_a_window_costs_two_look_ups_however_far_down_it_is(workbench: Workbench) -> None:
    statements: list[str] = []
    workbench.connection.set_trace_callback(statements.append)
    rows = everyone(workbench.connection, EVERYONE, now=workbench.now_text(), limit=64)
    assert len(list(rows)) == 64
    workbench.connection.set_trace_callback(None)
    assert len(statements) <= 2


@pytest.mark.parametrize(
    "query",
    [
        EVERYONE,
        WorklistQuery(),
        WorklistQuery(recommended_only=True),
        replace(EVERYONE, recommended_only=True),
    ],
)
def test_the_list_is_read_from_an_index_without_sorting(
    workbench: Workbench, query: WorklistQuery
) -> None:
    statements: list[str] = []
    workbench.connection.set_trace_callback(statements.append)
    window(workbench.connection, query, now=workbench.now_text(), offset=0, limit=5)
    workbench.connection.set_trace_callback(None)
    plan = workbench.connection.execute("EXPLAIN QUERY PLAN " + statements[0]).fetchall()
    text = "\n".join(row["detail"] for row in plan)
    assert "USING INDEX" in text or "USING COVERING INDEX" in text
    assert "USE TEMP B-TREE" not in text
