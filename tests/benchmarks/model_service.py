"""A model service on loopback that takes a second for each answer, for who measures against it.

``python -m tests.benchmarks.model_service`` answers until its input ends: in a process of its own,
so that its work is not counted as that of the program.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.ground import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.benchmarks.ground import Ground

LATENCY = 1.0
WORKERS = 32
CUSTOMERS = 20_000
"""So many that a run over the list outlasts what is measured beside it."""

_NO_LIMITS = {
    "SNE_BUDGET_RUN_POUNDS": "100000",
    "SNE_BUDGET_DAY_POUNDS": "100000",
    "SNE_BUDGET_AGENT_CALLS_A_DAY": "1000000",
}


def copy_of_customers(ground: Ground, name: str) -> Path:
    """Return a database of ``CUSTOMERS`` to work in."""
    copy = ground.directory / f"{name}.db"
    shutil.copy(ground.loaded(CUSTOMERS).database, copy)
    return copy


def with_model(ground: Ground, database: Path, service: dict[str, str]) -> dict[str, str]:
    """Return the environment of a program that asks the service without limits."""
    kept = {k: v for k, v in ground.environment(database).items() if not k.startswith("AWS_")}
    return kept | _NO_LIMITS | service | {"SNE_ANALYSIS_ANALYST": "bedrock"}


@contextmanager
def service() -> Iterator[tuple[dict[str, str], Callable[[], int]]]:
    """Start the service; yield the variables that lead there, and how many calls it has had."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.model_service"],
        stdin=pipe,
        stdout=pipe,
        cwd=ROOT,
        text=True,
    ) as it:
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


def _serve() -> None:
    """Answer; say first where, then, for each line that comes in, how often."""
    from tests.forms import filled_in
    from tests.wire import steps
    from tests.wire.server import Wire

    with Wire() as wire:
        wire.play(steps.good(filled_in).after(LATENCY))
        print(json.dumps(wire.environment()), flush=True)
        for _line in sys.stdin:
            print(len(wire.requests), flush=True)


if __name__ == "__main__":
    _serve()
