"""The next best action for all open conversations of a file of tweets, beside a bare read of it.

The bare read takes every message out of the same database, conversation by conversation, and does
nothing with it.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import MANY, run, say
from tests.keyboard import SNE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.ground import Ground

_FULL_TWEETS = 1_050_000
"""Leaves about 100,000 conversations open, and twice as many customers' messages to look at."""

_SECONDS = 60
_MESSAGES = """
    SELECT c.conversation_key, c.at, m.direction, m.text
    FROM conversation_messages c JOIN messages m USING (message_key)
    ORDER BY c.conversation_key, c.at
"""


def measure(ground: Ground) -> Iterator[Row]:
    """Import tweets, and decide on what is open."""
    tweets = _FULL_TWEETS if ground.is_full else MANY
    files = ground.directory / "nba"
    database = ground.directory / "nba.db"
    environment = ground.environment(database)
    say(f"writing and importing {tweets:,} tweets")
    run([*SNE, "sample", "--customers", "1", "--tweets", str(tweets), "--out", str(files)])
    run([*SNE, "chats", "load", str(files / "twcs.csv")], environment)
    say("deciding what to do next")
    out = ground.directory / "nba_predictions.csv"
    ours = run([*SNE, "nba", "--out", str(out)], environment)
    bare, conversations = _bare(database)
    yield Row(
        f"next best actions, {conversations:,} conversations, about 4 in 10 open",
        figure([ours.seconds], "s"),
        "reading the messages",
        figure([bare], "s"),
        Floor(_SECONDS, note="at 100,000 open", applies=ground.is_full),
    )
    yield Row("… peak memory", figure([ours.peak_mb], "MB"))


def _bare(database: Path) -> tuple[float, int]:
    """Return how long it takes to read every message, and of how many conversations they are."""
    connection = sqlite3.connect(database)
    try:
        start = time.perf_counter()
        keys = {row[0] for row in connection.execute(_MESSAGES)}
        return time.perf_counter() - start, len(keys)
    finally:
        connection.close()
