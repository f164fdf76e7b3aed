"""A row move with its case beside a run of the model analyst, and beside a load as well."""

from __future__ import annotations

import statistics
import subprocess
from contextlib import closing, contextmanager, nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import ROOT, say
from tests.benchmarks.model_service import (
    CUSTOMERS,
    LATENCY,
    WORKERS,
    copy_of_customers,
    service,
    with_model,
)
from tests.keyboard import BETWEEN_MOVES, SNE
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.benchmarks.ground import Ground

MOVES = 60
LOADED = 300_000
"""So many that loading them outlasts the moves."""

_MOVE = Floor(1.5, is_ratio=True)
_BOTH = Floor(2, is_ratio=True)


def measure(ground: Ground) -> Iterator[Row]:
    """Move without a run, then beside one: at the same time, its load would be on both."""
    database = copy_of_customers(ground, "beside")
    ground.sample(LOADED)
    say(f"moving {MOVES} rows without a run")
    alone = time_moves(ground.environment(database) | {"SNE_ANALYSIS_ANALYST": "rules"})
    say(f"moving {MOVES} rows beside a run of {WORKERS} workers")
    with service() as (environment, count):
        variables = with_model(ground, database, environment) | {
            "SNE_ANALYSIS_AHEAD": str(CUSTOMERS),
            "SNE_ANALYSIS_WORKERS": str(WORKERS),
        }
        beside = time_moves(variables, count)
        say(f"moving {MOVES} rows beside a run and a load of {LOADED:,} customers")
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
    command = [*SNE, "load", str(ground.sample(LOADED))]
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
