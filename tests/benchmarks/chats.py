"""Tweets into threads, beside a bare csv reader with executemany that joins and checks nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, MANY, MILLION, run, say
from tests.keyboard import SNE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.ground import Ground

ROUNDS = 2
_ROWS_A_SECOND = 50_000


def measure(ground: Ground) -> Iterator[Row]:
    """Import tweets into an empty database, then the same file again."""
    tweets = MILLION if ground.is_full else MANY
    files = ground.directory / "tweets"
    say(f"writing {tweets:,} tweets")
    run([*SNE, "sample", "--customers", "1", "--tweets", str(tweets), "--out", str(files)])
    twcs = files / "twcs.csv"
    say(f"importing them {ROUNDS} times, with us and bare")
    ours, theirs, again = [], [], []
    for number in range(ROUNDS):
        bare = ground.directory / f"bare-tweets-{number}.db"
        theirs.append(run([sys.executable, str(BARE / "tweets.py"), str(twcs), str(bare)]))
        environment = ground.environment(ground.directory / f"tweets-{number}.db")
        load = [*SNE, "chats", "load", str(twcs), "--import-only"]
        ours.append(run(load, environment))
        again.append(run(load, environment))
    note = f"at {MILLION:,}"
    reference = "csv.reader, executemany"
    bare_seconds = figure((one.seconds for one in theirs), "s")
    yield Row(
        f"{tweets:,} tweets into threads",
        figure((one.seconds for one in ours), "s"),
        reference,
        bare_seconds,
        Floor(MILLION / _ROWS_A_SECOND, note=note, applies=ground.is_full),
    )
    yield Row(
        "… peak memory",
        figure((one.peak_mb for one in ours), "MB"),
        reference,
        figure((one.peak_mb for one in theirs), "MB"),
        Floor(1000, note=note, applies=ground.is_full),
    )
    yield Row(
        "… the same file again",
        figure((one.seconds for one in again), "s"),
        reference,
        bare_seconds,
    )
