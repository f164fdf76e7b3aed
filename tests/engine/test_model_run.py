"""A model works through customers: the real run against a real server on loopback."""

from __future__ import annotations

import dataclasses
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from engine.clock import fixed_clock
from engine.pipeline import Workbench, open_workbench
from engine.running.run import Outcome, Run
from engine.settings import Settings
from engine.store import model_calls
from engine.store.worklist import WorklistQuery
from tests.conftest import NOW, USER_DATA
from tests.forms import filled_in, form_for
from tests.wire import steps
from tests.wire.received import Received
from tests.wire.server import Wire

HOW_MANY = 12


@pytest.fixture
def modelled(workbench: Workbench, aws_environment: Wire) -> Workbench:
    """A workbench whose model is the wire, with a script that answers well."""
    aws_environment.play(steps.good(filled_in))
    workbench.environ = aws_environment.environment()
    return workbench


def top(workbench: Workbench, count: int = HOW_MANY) -> list[int]:
    return [item.customer_id for item in workbench.everyone(WorklistQuery(), limit=count)]


def analysed(
    workbench: Workbench,
    ids: list[int],
    *,
    meanwhile: Callable[[Run], None] = lambda _run: None,
    **options: Any,
) -> tuple[list[Outcome], Run]:
    outcomes: list[Outcome] = []
    with workbench.open_run("bedrock", ids, outcomes.append, **options) as run:
        meanwhile(run)
        run.work()
    return outcomes, run


def counted(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(str(one.result) for one in outcomes)


def test_every_case_is_explained_by_the_model(modelled: Workbench, wire: Wire) -> None:
    ids = top(modelled)
    outcomes, run = analysed(modelled, ids)
    assert counted(outcomes) == {"analysed": HOW_MANY}, outcomes
    assert len(wire.requests) == HOW_MANY
    for customer_id in ids:
        profile = modelled.profile(customer_id)
        analysis = modelled.analysis(profile)
        assert analysis.analyst == "bedrock"
        assert analysis.fallback_reason is None
        first_name = (profile.customer.name or "").split()[0]
        assert first_name in analysis.message
        assert "<" not in analysis.message
    spent = modelled.spent_in_run(run.asker.run_id)
    assert (spent.calls, spent.answered) == (HOW_MANY, HOW_MANY)
    assert (spent.input_tokens, spent.output_tokens) == (HOW_MANY * 900, HOW_MANY * 300)


def test_nothing_that_identifies_anybody_leaves(modelled: Workbench, wire: Wire) -> None:
    ids = top(modelled, 60)
    analysed(modelled, ids)
    everything = "\n".join(request.user for request in wire.requests)
    for customer_id in ids:
        customer = modelled.profile(customer_id).customer
        assert str(customer_id) not in everything
        for part in (customer.name or "").split():
            assert f" {part}" not in everything, part
        assert customer.location is None or customer.location not in everything
    assert "anna" not in everything
    stored = [
        str(tuple(row))
        for table in ("model_calls", "model_answers", "model_claims")
        for row in modelled.connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
    ]
    names = {(modelled.profile(one).customer.name or "-").split()[-1] for one in ids}
    assert not [row for row in stored if any(f" {name}" in row for name in names)]


def test_done_stays_done_until_something_changes_or_it_is_forced(
    modelled: Workbench, wire: Wire
) -> None:
    ids = top(modelled)
    analysed(modelled, ids)
    assert counted(analysed(modelled, ids)[0]) == {"unchanged": HOW_MANY}
    assert len(wire.requests) == HOW_MANY
    modelled.connection.execute(
        "UPDATE account_activity SET engagement_score = engagement_score + 1 WHERE customer_id = ?",
        (ids[0],),
    )
    assert counted(analysed(modelled, ids)[0]) == {"analysed": 1, "unchanged": HOW_MANY - 1}
    assert counted(analysed(modelled, ids, force=True)[0]) == {"analysed": HOW_MANY}


def test_the_same_masked_request_is_never_paid_for_twice(modelled: Workbench, wire: Wire) -> None:
    [customer_id] = top(modelled, 1)
    analysed(modelled, [customer_id])
    # A new name changes the record, but not what leaves.
    modelled.connection.execute(
        "UPDATE customer_profiles SET name = 'Morag Sutherland' WHERE customer_id = ?",
        (customer_id,),
    )
    outcomes, _run = analysed(modelled, [customer_id])
    assert counted(outcomes) == {"cached": 1}
    assert len(wire.requests) == 1
    assert "Morag" in modelled.analysis(modelled.profile(customer_id)).message


def test_the_plan_tells_the_calls_that_are_then_made(modelled: Workbench, wire: Wire) -> None:
    ids = top(modelled, 30)
    analysed(modelled, ids[:5])
    before = len(wire.requests)
    plan = modelled.plan_run("bedrock", ids)
    assert (plan.customers, plan.unchanged) == (30, 5)
    assert len(wire.requests) == before, "a plan asks nobody"
    analysed(modelled, ids)
    assert len(wire.requests) - before == plan.calls


def test_faults_are_named_to_the_model_once_and_then_the_rules_speak(
    modelled: Workbench, wire: Wire
) -> None:
    [customer_id] = top(modelled, 1)
    promise = "Hello, Glenlight Energy here. We will refund you £250 by Friday. Just reply."

    def promising(request: Received) -> dict[str, Any]:
        return form_for(request.user, message=promise)

    wire.play(steps.good(promising))
    outcomes, _run = analysed(modelled, [customer_id])
    assert counted(outcomes) == {"fallback": 1}
    first, second = wire.requests
    assert second.user.startswith(first.user)
    assert "£250" in second.user.removeprefix(first.user)
    profile = modelled.profile(customer_id)
    analysis = modelled.analysis(profile)
    assert analysis.analyst == "rules"
    assert analysis.message == modelled.rules.analyse(profile).message
    assert "failed the checks" in (analysis.fallback_reason or "")
    assert "£250" not in (analysis.fallback_reason or "")
    # It is not asked again for nothing.
    assert counted(analysed(modelled, [customer_id])[0]) == {"unchanged": 1}


def test_a_mended_answer_counts(modelled: Workbench, wire: Wire) -> None:
    [customer_id] = top(modelled, 1)
    wire.play(
        steps.good(lambda request: form_for(request.user, risk_score="high")),
        steps.good(filled_in),
    )
    outcomes, _run = analysed(modelled, [customer_id])
    assert counted(outcomes) == {"analysed": 1}
    assert len(wire.requests) == 2


@pytest.mark.parametrize(
    "step", [steps.DENIED, steps.EXPIRED], ids=["access denied", "expired credentials"]
)
def test_missing_access_ends_the_run_after_one_call(
    modelled: Workbench, wire: Wire, step: steps.Step
) -> None:
    wire.play(step)
    outcomes, run = analysed(modelled, top(modelled))
    assert len(wire.requests) == 1
    assert counted(outcomes) == {"postponed": 1}
    assert run.stopped
    spent = modelled.spent_in_run(run.asker.run_id)
    assert spent.micropounds == 0
    # With access, the next run does them all.
    wire.play(steps.good(filled_in))
    assert counted(analysed(modelled, top(modelled))[0]) == {"analysed": HOW_MANY}


def test_throttled_calls_get_through_in_the_end(modelled: Workbench, wire: Wire) -> None:
    throttled = steps.throttled(retry_after="0.05")
    wire.play(
        steps.good(filled_in),
        *[throttled] * 6,
        then=steps.good(filled_in),
    )
    outcomes, run = analysed(modelled, top(modelled))
    assert counted(outcomes) == {"analysed": HOW_MANY}
    assert model_calls.by_outcome(modelled.connection, "2026")["throttled"] == 6
    assert modelled.spent_in_run(run.asker.run_id).answered == HOW_MANY


def test_the_budget_stops_the_run_cleanly(
    modelled: Workbench, settings: Settings, wire: Wire
) -> None:
    few = dataclasses.replace(
        settings, budget=dataclasses.replace(settings.budget, agent_calls_a_day=5)
    )
    workbench = open_workbench(few, fixed_clock(NOW))
    workbench.environ = modelled.environ
    outcomes, run = analysed(workbench, top(workbench))
    assert len(wire.requests) == 5
    assert counted(outcomes)["analysed"] == 5
    assert "5 calls allowed" in run.stopped
    workbench.connection.close()


def test_two_runs_share_the_work(modelled: Workbench, settings: Settings, wire: Wire) -> None:
    ids = top(modelled)
    other = open_workbench(dataclasses.replace(settings, agent="ben"), fixed_clock(NOW))
    other.environ = modelled.environ
    done: list[list[Outcome]] = []
    threads = [
        threading.Thread(target=lambda w=w, order=order: done.append(analysed(w, order)[0]))
        for w, order in ((modelled, ids), (other, ids[::-1]))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(done) == 2
    assert len(wire.requests) == HOW_MANY
    other.connection.close()


def test_a_cancelled_run_keeps_what_it_has(modelled: Workbench, wire: Wire) -> None:
    ids = top(modelled)
    go_on = threading.Event()
    wire.play(steps.good(filled_in), then=steps.good(filled_in).held(go_on))

    def cancel_soon(run: Run) -> None:
        def wait_and_cancel() -> None:
            while len(wire.requests) < 3:
                go_on.wait(0.01)
            run.cancel()
            go_on.set()

        threading.Thread(target=wait_and_cancel).start()

    outcomes, run = analysed(modelled, ids, meanwhile=cancel_soon, workers=2)
    assert run.stopped == "cancelled"
    assert counted(outcomes) == {"analysed": len(wire.requests)}
    assert len(wire.requests) < HOW_MANY
    assert counted(analysed(modelled, ids)[0])["unchanged"] == len(outcomes)


def test_a_paused_run_begins_nothing_new(modelled: Workbench, wire: Wire) -> None:
    ids = top(modelled)
    with modelled.open_run("bedrock", ids, lambda _outcome: None) as run:
        run.pause()
        working = threading.Thread(target=run.work)
        working.start()
        working.join(0.2)
        assert working.is_alive()
        assert not wire.requests
        run.resume()
        working.join(60)
    assert len(wire.requests) == HOW_MANY


def test_the_settings_say_whose_segment_counts(
    modelled: Workbench, settings: Settings, wire: Wire
) -> None:
    [customer_id] = top(modelled, 1)
    wire.play(steps.good(lambda request: form_for(request.user, segment="Eco Savers")))
    analysed(modelled, [customer_id])
    profile = modelled.profile(customer_id)
    assert profile.score.segment == "Value Seekers"
    assert modelled.analysis(profile).segment == "Eco Savers"
    analysis = dataclasses.replace(settings.analysis, segment_by="model")
    workbench = open_workbench(dataclasses.replace(settings, analysis=analysis), fixed_clock(NOW))
    workbench.environ = modelled.environ
    analysed(workbench, [customer_id], force=True)
    assert workbench.profile(customer_id).score.segment == "Eco Savers"
    assert customer_id not in top(workbench, 10_000)
    # It stays so when the files are loaded again, and nobody is asked for it again.
    workbench.connection.execute("DELETE FROM loaded_files")
    workbench.load(USER_DATA)
    assert workbench.profile(customer_id).score.segment == "Eco Savers"
    asked = len(wire.requests)
    assert counted(analysed(workbench, [customer_id])[0]) == {"unchanged": 1}
    assert len(wire.requests) == asked
    workbench.connection.close()
