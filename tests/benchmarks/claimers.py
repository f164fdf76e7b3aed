"""What the processes of the benchmark ``claiming`` do, each by itself.

``python -m tests.benchmarks.claimers deliver`` sends what waits in the outbox.
``python -m tests.benchmarks.claimers bare FILE`` takes the rows of a bare table.
``python -m tests.benchmarks.claimers agent NUMBER`` approves and sends one message a second.

Each says when it is ready, begins when it is told to, and then says how it went, in lines of JSON.
"""

from __future__ import annotations

import json
import os
import select
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.ground import NOW

if TYPE_CHECKING:
    from engine.pipeline import Workbench

MESSAGE = "We have read your message and will call you tomorrow."
PACE_SECONDS = 1.0


@dataclass
class Tally:
    """How it went: what was done, the longest that one took in seconds, and what went wrong."""

    done: int = 0
    longest: float = 0.0
    errors: list[str] = field(default_factory=list)


def queue(database: Path, messages: int) -> None:
    """Queue messages that are due, to everybody in turn, each with words of its own."""
    with closing(sqlite3.connect(database)) as connection, connection:
        rows = connection.execute("SELECT customer_id FROM scores WHERE contactable").fetchall()
        connection.executemany(
            "INSERT INTO outbox (notification_id, customer_id, channel, message, kind, agent, "
            "state, approved_at, due_at, override) "
            "VALUES (?, ?, 'SMS', ?, 'service', 'anna', 'queued', ?, ?, 'a benchmark')",
            [
                (f"n-{number}", rows[number % len(rows)][0], f"{MESSAGE} {number}", NOW, NOW)
                for number in range(messages)
            ],
        )


def make_bare(database: Path, rows: int) -> None:
    """Make a table that rows can be taken from, and nothing else."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE waiting (id INTEGER PRIMARY KEY, taken_by INTEGER)")
        connection.execute("CREATE INDEX free ON waiting (taken_by)")
        connection.executemany("INSERT INTO waiting (id) VALUES (?)", [(n,) for n in range(rows)])


def deliver() -> None:
    """Send what waits until nothing does."""
    workbench, tally = _open(), Tally()
    _wait_to_begin()
    last = time.perf_counter()
    while (due := workbench.next_due()) is not None and due <= workbench.clock():
        for notification in workbench.each_due():
            tally.done += 1
            tally.longest = max(tally.longest, time.perf_counter() - last)
            if notification.state != "sent":
                tally.errors.append(f"{notification.notification_id} is {notification.state}")
            last = time.perf_counter()
    _tell(tally)


def take_bare(database: Path) -> None:
    """Take rows, each in a transaction as durable as those of the outbox, until none is left."""
    connection, tally = sqlite3.connect(database, timeout=30, isolation_level=None), Tally()
    connection.execute("PRAGMA synchronous = FULL")
    _wait_to_begin()
    while True:
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        taken = connection.execute(
            "UPDATE waiting SET taken_by = ? "
            "WHERE id = (SELECT id FROM waiting WHERE taken_by IS NULL LIMIT 1)",
            (os.getpid(),),
        ).rowcount
        connection.execute("COMMIT")
        if not taken:
            break
        tally.done += 1
        tally.longest = max(tally.longest, time.perf_counter() - start)
    _tell(tally)


def be_an_agent(number: int) -> None:
    """Approve and send a message a second, to customers of one's own, until told to stop."""
    from engine.models.vocabulary import Channel

    workbench, tally = _open(), Tally()
    workbench.agent = f"agent-{number}"
    rows = workbench.connection.execute(
        "SELECT customer_id FROM scores WHERE contactable ORDER BY work_order DESC"
    )
    mine = [row["customer_id"] for at, row in enumerate(rows) if at % 10 == number]
    _wait_to_begin()
    while not select.select([sys.stdin], [], [], PACE_SECONDS)[0]:
        customer_id = mine[tally.done % len(mine)]
        approved = workbench.approve(
            customer_id,
            Channel.SMS,
            f"{MESSAGE} {tally.done}",
            undo_seconds=0,
            override="a benchmark",
        )
        workbench.deliver(approved.notification_id)
        tally.done += 1
    _tell(tally)


def _open() -> Workbench:
    from engine.pipeline import open_workbench
    from engine.settings import load_settings

    return open_workbench(load_settings(os.environ))


def _wait_to_begin() -> None:
    print("{}", flush=True)
    sys.stdin.readline()


def _tell(tally: Tally) -> None:
    print(json.dumps(asdict(tally)), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["deliver"]:
            deliver()
        case ["bare", file]:
            take_bare(Path(file))
        case ["agent", number]:
            be_an_agent(int(number))
