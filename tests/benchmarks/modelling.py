"""The model analyst against a service on loopback that takes a second for each answer.

``measure`` gives throughput and memory of a run, what a row move costs while one goes on beside the
screen, and the size and price of the requests. Server, run and sizes are each measured in a process
of their own, so that neither's work is counted as the other's:

``python -m tests.benchmarks.modelling serve`` answers until its input ends.
``python -m tests.benchmarks.modelling run CALLS FILE`` analyses so many customers.
``python -m tests.benchmarks.modelling sizes FILE`` adds up what would be sent for everybody.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import closing, contextmanager, nullcontext
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import FEW, MANY, ROOT, run, say
from tests.keyboard import BETWEEN_MOVES, SNE
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from engine.models.case import Analysis
    from engine.pipeline import Workbench
    from tests.benchmarks.ground import Ground

LATENCY = 1.0
WORKERS = 32
CALLS = 960
"""30 rounds of 32. The first call goes alone on purpose and is counted, so 97 % is the most."""
CUSTOMERS = 20_000
"""So many that a run over the list outlasts the moves."""
MOVES = 60
MODELS = (
    "amazon.nova-lite-v1:0",
    "amazon.nova-pro-v1:0",
    "anthropic.claude-haiku-4-5",
    "anthropic.claude-sonnet-5",
)

_SHARE = Floor(1.11, is_ratio=True, note="(90 % of the ideal)")
_MOVE = Floor(1.5, is_ratio=True)
_BOTH = Floor(2, is_ratio=True)
_PROFILE = Floor(1_200)
_COMMAND = (sys.executable, "-m", "tests.benchmarks.modelling")
_NO_LIMITS = {
    "SNE_BUDGET_RUN_POUNDS": "100000",
    "SNE_BUDGET_DAY_POUNDS": "100000",
    "SNE_BUDGET_AGENT_CALLS_A_DAY": "1000000",
}


def measure(ground: Ground) -> Iterator[Row]:
    """Run alone, run beside the screen, and add up the requests."""
    yield from _throughput(ground)
    yield from _moves(ground)
    yield from _sizes(ground)


def _throughput(ground: Ground) -> Iterator[Row]:
    database = _copy(ground, "throughput")
    with _service() as (environment, count):
        say(f"{CALLS} calls of {LATENCY:g} s by {WORKERS} workers")
        out = ground.directory / "run.json"
        command = [*_COMMAND, "run", str(CALLS), str(out)]
        cost = run(command, _model(ground, database, environment))
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


def _moves(ground: Ground) -> Iterator[Row]:
    """Move without a run, then beside one: at the same time, its load would be on both."""
    database = _copy(ground, "beside")
    say(f"moving {MOVES} rows without a run")
    alone = time_moves(ground.environment(database) | {"SNE_ANALYSIS_ANALYST": "rules"})
    say(f"moving {MOVES} rows beside a run of {WORKERS} workers")
    with _service() as (environment, count):
        variables = _model(ground, database, environment) | {
            "SNE_ANALYSIS_AHEAD": str(CUSTOMERS),
            "SNE_ANALYSIS_WORKERS": str(WORKERS),
        }
        beside = time_moves(variables, count)
        say(f"moving {MOVES} rows beside a run and a load of {MANY:,} customers")
        beside_both = time_moves(variables, count, meanwhile=_load(ground, database))
    for others, moves, most in (("a run", beside, _MOVE), ("a run and a load", beside_both, _BOTH)):
        for name, of, floor in (("p95", p95, most), ("median", statistics.median, None)):
            what = f"a row move with its case beside {others}, {name}"
            quick, slow = figure([of(alone)], "ms"), figure([of(moves)], "ms")
            yield Row(what, slow, "the same without them", quick, floor)


@contextmanager
def _load(ground: Ground, database: Path) -> Iterator[None]:
    """Load more customers into a database meanwhile.

    Raises:
        RuntimeError: the load was done before the block was.
    """
    command = [*SNE, "load", str(ground.sample(MANY))]
    with subprocess.Popen(
        command, env=ground.environment(database), cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield
            if process.poll() is not None:
                raise RuntimeError("the load was not going on all the time")
        finally:
            process.kill()


def time_moves(
    variables: dict[str, str],
    count: Callable[[], int] | None = None,
    *,
    meanwhile: AbstractContextManager[None] | None = None,
) -> list[float]:
    """Return the milliseconds from each key until the case of the next customer is shown.

    Args:
        variables: the environment of the program.
        count: how many calls the model has had; without it there is no run to wait for.
        meanwhile: goes on while the keys are pressed. A load holds the store's one pen: the run
            waits to write down its answers, so that it cannot be asked to have made more calls.
    """
    found: list[float] = []
    ids = _order(variables)
    with Terminal(SNE, over_ssh(variables)) as terminal:
        terminal.wait_for(f"#{ids[0]} ")
        start = count() if count and meanwhile else 0
        while count and count() < start + 2 * WORKERS:
            terminal.watch(0.1)
        before = count() if count else 0
        with meanwhile or nullcontext():
            for last, customer_id in pairwise(ids):
                terminal.watch(BETWEEN_MOVES)
                pressed = terminal.wait_for(f"#{last} ")
                terminal.type("j")
                found.append((terminal.wait_for(f"#{customer_id} ") - pressed) * 1000)
        made = count() - before if count else 0
        terminal.watch(2 * LATENCY)
        if count and not meanwhile and not 0 < made < count() - before:
            raise RuntimeError(f"the run was not going on all the time ({made} calls)")
    return found


def _order(variables: dict[str, str]) -> list[int]:
    """Return the first customers of the list as it opens."""
    from engine.pipeline import open_workbench
    from engine.settings import load_settings
    from engine.store.worklist import WorklistQuery

    workbench = open_workbench(load_settings(variables))
    query = WorklistQuery(recommended_only=True)
    with closing(workbench.connection):
        return [item.customer_id for item in workbench.everyone(query, limit=MOVES + 1)]


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


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


def _copy(ground: Ground, name: str) -> Path:
    copy = ground.directory / f"{name}.db"
    shutil.copy(ground.loaded(CUSTOMERS).database, copy)
    return copy


def _model(ground: Ground, database: Path, service: dict[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in ground.environment(database).items() if not k.startswith("AWS_")}
    return kept | _NO_LIMITS | service | {"SNE_ANALYSIS_ANALYST": "bedrock"}


@contextmanager
def _service() -> Iterator[tuple[dict[str, str], Callable[[], int]]]:
    """Start the service; yield the variables that lead there, and how many calls it has had."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*_COMMAND, "serve"], stdin=pipe, stdout=pipe, cwd=ROOT, text=True) as it:
        assert it.stdin
        assert it.stdout
        lines = it.stdout
        environment: dict[str, str] = json.loads(lines.readline())

        def count() -> int:
            print(file=it.stdin, flush=True)
            return int(lines.readline())

        try:
            yield environment, count
        finally:
            it.stdin.close()


# What runs in a process of its own


def serve() -> None:
    """Answer; say first where, then, for each line that comes in, how often."""
    from tests.forms import filled_in
    from tests.wire import steps
    from tests.wire.server import Wire

    with Wire() as wire:
        wire.play(steps.good(filled_in).after(LATENCY))
        print(json.dumps(wire.environment()), flush=True)
        for _line in sys.stdin:
            print(len(wire.requests), flush=True)


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
        case ["serve"]:
            serve()
        case ["run", calls, out]:
            analyse(int(calls), Path(out))
        case ["sizes", out]:
            sizes(Path(out))
