"""Sixteen programs send from one outbox; and moving in the list while ten others send.

Each works in a process of its own. What they do at once is measured beside sixteen that do nothing
but take rows of a bare table, one ``BEGIN IMMEDIATE`` each: that is what SQLite and the disk give.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Any

from tests.benchmarks.beside import p95, time_moves
from tests.benchmarks.claimers import make_bare, queue
from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import FEW, ROOT, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.ground import Ground

PROCESSES = 16
MESSAGES = 1_600
AGENTS = 10

_COMMAND = (sys.executable, "-m", "tests.benchmarks.claimers")
_NONE = Floor(0)
_MOVE = Floor(1.5, is_ratio=True)


def measure(ground: Ground) -> Iterator[Row]:
    """Send all that waits, take all rows of a bare table, move while others send."""
    yield from _sends(ground)
    yield from _moves(ground)


def _sends(ground: Ground) -> Iterator[Row]:
    database = ground.directory / "claiming" / "sne.db"
    database.parent.mkdir()
    shutil.copy(ground.loaded(FEW).database, database)
    queue(database, MESSAGES)
    say(f"{PROCESSES} processes send {MESSAGES:,} messages through the spool")
    with _started(["deliver"] * PROCESSES, ground.environment(database)) as workers:
        seconds, answers = _race(workers)
    with closing(sqlite3.connect(database)) as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM outbox GROUP BY state"))
        (attempts,) = connection.execute("SELECT count(*) FROM attempts").fetchone()
    files = len(list((database.parent / "spool").glob("[!.]*.json")))
    sent = sum(answer["done"] for answer in answers)
    bare = ground.directory / "bare.db"
    make_bare(bare, MESSAGES)
    say(f"{PROCESSES} processes take {MESSAGES:,} rows of a bare table")
    with _started([f"bare {bare}"] * PROCESSES, ground.environment(database)) as workers:
        bare_seconds, bare_answers = _race(workers)
    if (taken := sum(answer["done"] for answer in bare_answers)) != MESSAGES:
        raise RuntimeError(f"{taken} rows of the bare table were taken")
    what = f"{MESSAGES:,} messages sent by {PROCESSES} processes at once"
    yield Row(
        f"{what}, claims a second",
        figure([MESSAGES / seconds], "/s"),
        "bare BEGIN IMMEDIATE, as many processes",
        figure([MESSAGES / bare_seconds], "/s"),
    )
    longest = [answer["longest"] * 1000 for answer in answers]
    bare_longest = [answer["longest"] * 1000 for answer in bare_answers]
    yield Row(
        "… the longest that each waited for one",
        figure(longest, "ms"),
        "bare BEGIN IMMEDIATE",
        figure(bare_longest, "ms"),
    )
    wrong = abs(MESSAGES - states.get("sent", 0)) + abs(MESSAGES - sent) + abs(MESSAGES - files)
    errors = sum(len(answer["errors"]) for answer in answers)
    yield Row("… errors", figure([errors + wrong], ""), floor=_NONE)
    yield Row("… attempted or delivered twice", figure([attempts - MESSAGES], ""), floor=_NONE)


def _moves(ground: Ground) -> Iterator[Row]:
    """Move alone, then while agents send, each a message a second: no person is as quick."""
    database = ground.directory / "moving-while-others-send.db"
    shutil.copy(ground.loaded(FEW).database, database)
    environment = ground.environment(database)
    say("moving alone")
    alone = time_moves(environment)
    say(f"moving while {AGENTS} agents send")
    commands = [f"agent {number}" for number in range(AGENTS)]
    with _started(commands, environment) as workers:
        for worker in workers:
            _tell(worker)
        beside = time_moves(environment)
        for worker in workers:
            _tell(worker)
        sent = sum(_answer(worker)["done"] for worker in workers)
    if sent < AGENTS * 5:
        raise RuntimeError(f"only {sent} messages were sent meanwhile")
    for name, of, floor in (("p95", p95, _MOVE), ("median", statistics.median, None)):
        what = f"a row move while {AGENTS} agents send ({sent} messages), {name}"
        yield Row(what, figure([of(beside)], "ms"), "alone", figure([of(alone)], "ms"), floor)


# Processes, and what is said to them


@contextmanager
def _started(
    commands: Sequence[str], environment: dict[str, str]
) -> Iterator[list[subprocess.Popen[str]]]:
    """Start workers and wait until each is ready to begin."""
    pipe = subprocess.PIPE
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    [*_COMMAND, *command.split()],
                    stdin=pipe,
                    stdout=pipe,
                    cwd=ROOT,
                    env=environment,
                    text=True,
                )
            )
            for command in commands
        ]
        for worker in workers:
            _answer(worker)
        yield workers


def _tell(worker: subprocess.Popen[str]) -> None:
    assert worker.stdin
    print(file=worker.stdin, flush=True)


def _answer(worker: subprocess.Popen[str]) -> dict[str, Any]:
    assert worker.stdout
    line = worker.stdout.readline()
    if not line:
        raise RuntimeError("a worker has ended before its time")
    answer: dict[str, Any] = json.loads(line)
    return answer


def _race(workers: list[subprocess.Popen[str]]) -> tuple[float, list[dict[str, Any]]]:
    """Let all begin at once; return the seconds until the last has ended, and what they say."""
    start = time.perf_counter()
    for worker in workers:
        _tell(worker)
    answers = [_answer(worker) for worker in workers]
    return time.perf_counter() - start, answers
