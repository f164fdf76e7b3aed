"""The model analyst against a service on loopback that takes a second for each answer.

``measure`` gives throughput and memory of a run, and the size and price of the requests. Run and
sizes are each measured in a process of their own, so that neither's work is counted as the other's:

``python -m tests.benchmarks.modelling run CALLS FILE`` analyses so many customers.
``python -m tests.benchmarks.modelling sizes FILE`` adds up what would be sent for everybody.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import FEW, run, say
from tests.benchmarks.model_service import (
    LATENCY,
    WORKERS,
    copy_of_customers,
    service,
    with_model,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.models.case import Analysis
    from engine.pipeline import Workbench
    from tests.benchmarks.ground import Ground

CALLS = 960
"""30 rounds of 32. The first call goes alone on purpose and is counted, so 97 % is the most."""
MODELS = (
    "amazon.nova-lite-v1:0",
    "amazon.nova-pro-v1:0",
    "anthropic.claude-haiku-4-5",
    "anthropic.claude-sonnet-5",
)

_SHARE = Floor(1.11, is_ratio=True, note="(90 % of the ideal)")
_PROFILE = Floor(1_200)
_COMMAND = (sys.executable, "-m", "tests.benchmarks.modelling")


def measure(ground: Ground) -> Iterator[Row]:
    """Run, and add up the requests."""
    yield from _throughput(ground)
    yield from _sizes(ground)


def _throughput(ground: Ground) -> Iterator[Row]:
    database = copy_of_customers(ground, "throughput")
    with service() as (environment, count):
        say(f"{CALLS} calls of {LATENCY:g} s by {WORKERS} workers")
        out = ground.directory / "run.json"
        command = [*_COMMAND, "run", str(CALLS), str(out)]
        cost = run(command, with_model(ground, database, environment))
        calls = count()
    if calls != CALLS:
        raise RuntimeError(f"{calls} calls were made instead of {CALLS}")
    seconds = json.loads(out.read_text())["seconds"]
    ideal = CALLS * LATENCY / WORKERS
    what = f"{CALLS} calls of {LATENCY:g} s by {WORKERS} workers"
    always_busy = "all workers busy all the time"
    yield Row(what, figure([seconds], "s"), always_busy, figure([ideal], "s"), _SHARE)
    a_second = figure([CALLS / ideal], "/s")
    yield Row("… calls per second", figure([CALLS / seconds], "/s"), always_busy, a_second)
    yield Row("… peak memory of the run", figure([cost.peak_mb], "MB"))


def _sizes(ground: Ground) -> Iterator[Row]:
    database, out = ground.loaded(FEW).database, ground.directory / "sizes.json"
    say(f"adding up the requests of {FEW} customers")
    run([*_COMMAND, "sizes", str(out)], ground.environment(database))
    sizes = json.loads(out.read_text())
    yield Row("constant input: instructions and form", figure([sizes["constant"]], "characters"))
    yield Row("… estimated", figure([_tokens(sizes["constant"])], "tokens"))
    yield Row(f"a customer's part of {FEW}", figure(sizes["profiles"], "characters"))
    profiles = figure(map(_tokens, sizes["profiles"]), "tokens")
    yield Row("… estimated, median", profiles, floor=_PROFILE)
    yield Row("… estimated, longest", figure([max(profiles.values)], "tokens"), floor=_PROFILE)
    answers = figure(map(_tokens, sizes["answers"]), "tokens")
    yield Row("an answer, if it is as long as the rules' words", answers)
    for model, pounds in sizes["pounds"].items():
        yield Row(f"1,000 customers, {model}", figure([pounds], "pounds"))


def _tokens(characters: float) -> float:
    from engine.running.prices import CHARACTERS_A_TOKEN

    return round(characters / CHARACTERS_A_TOKEN)


# What runs in a process of its own


def analyse(calls: int, out: Path) -> None:
    """Analyse so many customers whose requests differ; write how long ``Run.work`` took."""
    from engine.pipeline import open_workbench
    from engine.settings import load_settings
    from engine.store.worklist import WorklistQuery

    workbench = open_workbench(load_settings(os.environ))
    everyone = [item.customer_id for item in workbench.everyone(WorklistQuery(segment=None))]
    ids = _different(workbench, everyone, calls)
    results: list[str] = []
    with workbench.open_run(
        "bedrock", ids, lambda one: results.append(str(one.result)), workers=WORKERS
    ) as work:
        start = time.perf_counter()
        work.work()
        seconds = time.perf_counter() - start
    assert not work.stopped, work.stopped
    assert results == ["analysed"] * calls, set(results)
    out.write_text(json.dumps({"seconds": seconds}))


def _different(workbench: Workbench, everyone: Sequence[int], wanted: int) -> list[int]:
    """Return customers who take one call each.

    No two of them make the same request, which would be asked only once, and the service's answer
    suits all: with a "ł" in the name it is too long for one SMS, and would be asked for again.
    """
    from engine.models.case import Analysis
    from engine.running.setup import make_analyst
    from tests.forms import form_for

    analyst = make_analyst("bedrock", workbench.settings)
    found: dict[str, int] = {}
    for customer_id in everyone:
        profile = workbench.profile(customer_id)
        prepared = analyst.prepare(profile)
        answer = form_for(prepared.request.user)
        if isinstance(analyst.read(profile, prepared, answer), Analysis):
            found.setdefault(prepared.key, customer_id)
        if len(found) == wanted:
            break
    return list(found.values())


def sizes(out: Path) -> None:
    """Write the sizes of everybody's request and answer, and the cost of a thousand."""
    from engine.pipeline import open_workbench
    from engine.running.prices import estimated_tokens, tariff_of
    from engine.running.setup import make_analyst
    from engine.settings import load_settings
    from engine.store.worklist import WorklistQuery

    workbench = open_workbench(load_settings(os.environ))
    analyst = make_analyst("bedrock", workbench.settings)
    requests, answers = [], []
    for item in workbench.everyone(WorklistQuery(segment=None)):
        profile = workbench.profile(item.customer_id)
        requests.append(analyst.prepare(profile).request)
        answers.append(len(json.dumps(_as_form(workbench.rules.analyse(profile)))))
    first = requests[0]
    tokens_in = statistics.mean(map(estimated_tokens, requests))
    tokens_out = _tokens(statistics.mean(answers))
    pounds = {
        model: tariff_of(model, workbench.settings).expected(1_000 * tokens_in, 1_000 * tokens_out)
        / 1e6
        for model in MODELS
    }
    found = {
        "constant": len(first.system) + len(str(first.tool.schema)),
        "profiles": [len(request.user) for request in requests],
        "answers": answers,
        "pounds": pounds,
    }
    out.write_text(json.dumps(found))


def _as_form(analysis: Analysis) -> dict[str, Any]:
    """Return the rules' analysis as a model would have filled it in."""
    from engine.analysts.model.form import Form

    given: dict[str, Any] = {
        name: getattr(analysis, name) for name in Form.model_fields if hasattr(analysis, name)
    }
    return given | {
        "trigger_facts": [f"F{at}" for at, _ in enumerate(analysis.trigger_factors[:6], 1)],
        "follow_up_timing": analysis.follow_up.timing,
        "follow_up_sign": analysis.follow_up.success_sign,
    }


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["run", calls, out]:
            analyse(int(calls), Path(out))
        case ["sizes", out]:
            sizes(Path(out))
