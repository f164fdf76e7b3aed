"""The record of calls: limits that hold across processes, figures that add up."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from engine.providers.base import Usage
from engine.store import model_calls
from engine.store.connection import connect
from engine.store.migrations import migrate
from engine.store.model_calls import LimitReachedError, Limits, NewCall

MIDNIGHT = "2026-11-20T00:00:00+00:00"
PLENTY = Limits(run=1_000_000, day=1_000_000, agent_calls=100, midnight=MIDNIGHT)


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    opened = connect(tmp_path / "sne.db")
    migrate(opened)
    return opened


def new(
    run_id: str = "run", at: str = "2026-11-20T09:00:00+00:00", agent: str = "anna", cost: int = 100
) -> NewCall:
    return NewCall(run_id, at, agent, None, "bedrock", "model", cost)


def settled(
    connection: sqlite3.Connection, call: NewCall, outcome: str = "answered", cost: int = 10
) -> None:
    call_id = model_calls.reserve(connection, call, PLENTY)
    model_calls.settle(
        connection,
        call_id,
        outcome=outcome,
        seconds=1.5,
        usage=Usage(900, 300, 50, 20) if cost else None,
        micropounds=cost,
        request_id="r-1",
    )


def test_a_call_under_way_counts_with_its_highest_cost(connection: sqlite3.Connection) -> None:
    model_calls.reserve(connection, new(cost=600_000), PLENTY)
    with pytest.raises(LimitReachedError, match=r"budget of this run, £1\.00"):
        model_calls.reserve(connection, new(cost=600_000), PLENTY)
    assert model_calls.spent_in_run(connection, "run").calls == 1


def test_a_settled_call_counts_with_its_real_cost(connection: sqlite3.Connection) -> None:
    settled(connection, new(cost=600_000), cost=1_000)
    model_calls.reserve(connection, new(cost=600_000), PLENTY)


def test_the_budget_of_the_day_is_shared_by_all_runs_and_agents(
    connection: sqlite3.Connection,
) -> None:
    settled(connection, new(run_id="other", agent="ben"), cost=999_950)
    with pytest.raises(LimitReachedError, match="budget of the day"):
        model_calls.reserve(connection, new(), PLENTY)


def test_yesterday_does_not_count(connection: sqlite3.Connection) -> None:
    yesterday = new(run_id="old", at="2026-11-19T23:59:59+00:00")
    settled(connection, yesterday, cost=999_950)
    model_calls.reserve(connection, new(), PLENTY)


def test_the_allowance_is_each_agents_own(connection: sqlite3.Connection) -> None:
    few = Limits(run=10**9, day=10**9, agent_calls=2, midnight=MIDNIGHT)
    for _ in range(2):
        model_calls.reserve(connection, new(), few)
    with pytest.raises(LimitReachedError, match="anna has made the 2 calls"):
        model_calls.reserve(connection, new(), few)
    model_calls.reserve(connection, new(agent="ben"), few)


@pytest.mark.parametrize("outcome", ["throttled", "unavailable", "denied"])
def test_a_call_without_an_answer_does_not_use_up_the_allowance(
    connection: sqlite3.Connection, outcome: str
) -> None:
    settled(connection, new(), outcome, cost=0)
    assert model_calls.charged_calls(connection, MIDNIGHT, "anna") == 0


def test_the_figures_add_up(connection: sqlite3.Connection) -> None:
    for _ in range(3):
        settled(connection, new())
    settled(connection, new(), "throttled", cost=0)
    spent = model_calls.spent_since(connection, MIDNIGHT)
    assert (spent.calls, spent.answered, spent.micropounds) == (4, 3, 30)
    assert (spent.input_tokens, spent.output_tokens) == (2_700, 900)
    assert (spent.cache_read_tokens, spent.cache_write_tokens) == (150, 60)
    assert model_calls.by_outcome(connection, MIDNIGHT) == {"answered": 3, "throttled": 1}
    assert model_calls.mean_tokens(connection, "model") == (970, 300)
    [(agent, provider, model, by_model)] = model_calls.by_model(connection, MIDNIGHT)
    assert (agent, provider, model, by_model) == ("anna", "bedrock", "model", spent)


def test_nothing_called_is_zero_and_no_mean(connection: sqlite3.Connection) -> None:
    assert model_calls.spent_since(connection, MIDNIGHT).micropounds == 0
    assert model_calls.mean_tokens(connection, "model") is None
