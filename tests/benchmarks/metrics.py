"""Conversations understood, their figures, a page of them and a search, each a whole command.

The reference reads one figure out of the messages, by SQL, with no stored values of conversations.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, MANY, MILLION, run, say
from tests.keyboard import SNE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.ground import Ground

ROUNDS = 3
_COMMANDS = {
    "all figures, all time": ("metrics",),
    "… by day": ("metrics", "--by", "day"),
    "… by topic": ("metrics", "--by", "topic"),
    "a page of conversations, lowest index first": ("conversations", "--sort", "worst"),
    "a page of those with a word": ("conversations", "--search", "bill"),
}


def measure(ground: Ground) -> Iterator[Row]:
    """Import and understand tweets, then ask."""
    tweets = MILLION if ground.is_full else MANY
    files = ground.directory / "metrics"
    say(f"writing and importing {tweets:,} tweets")
    run([*SNE, "sample", "--customers", "1", "--tweets", str(tweets), "--out", str(files)])
    database = ground.directory / "metrics.db"
    environment = ground.environment(database)
    run([*SNE, "chats", "load", str(files / "twcs.csv"), "--import-only"], environment)
    say("understanding them")
    understood = run([*SNE, "chats", "understand"], environment)
    yield Row(f"{tweets:,} tweets understood", figure([understood.seconds], "s"))
    yield Row("… peak memory", figure([understood.peak_mb], "MB"))
    say(f"asking for figures {ROUNDS} times")
    bare = [run([sys.executable, str(BARE / "sums.py"), str(database)]) for _ in range(ROUNDS)]
    floor = Floor(1, note=f"at {MILLION:,}", applies=ground.is_full)
    for what, words in _COMMANDS.items():
        ran = [run([*SNE, *words, "--json"], environment) for _ in range(ROUNDS)]
        yield Row(
            what,
            figure((one.seconds for one in ran), "s"),
            "one figure from the messages",
            figure((one.seconds for one in bare), "s"),
            floor,
        )
