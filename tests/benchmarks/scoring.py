"""Segments, risk and priority of all customers, beside the bare SQL aggregate of their contacts.

The database holds what a year leaves behind: all files of the customers, five interactions each,
and the scores of the day before, which make way.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import MILLION, run, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.ground import Ground

INTERACTIONS_EACH = 5

_AGGREGATE = """
    SELECT count(*), total(unresolved + complaints + negative + topics), max(newest) FROM (
        SELECT customer_id,
               sum(resolution_status IN ('Pending', 'Escalated')) AS unresolved,
               sum(interaction_type = 'Complaint') AS complaints,
               sum(sentiment = 'Negative') AS negative,
               max(topics) AS topics,
               max(occurred_at) AS newest
        FROM interaction_history GROUP BY customer_id)
"""


def measure(ground: Ground) -> Iterator[Row]:
    """Score everyone anew."""
    customers = ground.customers
    interactions = INTERACTIONS_EACH * customers
    database = ground.directory / "scoring.db"
    shutil.copy(ground.loaded(customers).database, database)
    say(f"copying interactions until there are {interactions:,}")
    _fill_up(database, interactions)
    rounds = 1 if ground.is_full else 3
    say(f"scoring {customers:,} customers, times {rounds}")
    # The first time only fills the caches of the disk.
    bare = figure([_aggregate(database) for _ in range(4)][1:], "s")
    alone = [sys.executable, "-m", "tests.benchmarks.alone", "score", str(database)]
    runs = [run(alone, ground.environment(database)) for _ in range(rounds)]
    note = f"at {MILLION:,}"
    what = f"score {customers:,}, {interactions:,} interactions"
    seconds, peak = figure((r.seconds for r in runs), "s"), figure((r.peak_mb for r in runs), "MB")
    floor = Floor(30, note=note, applies=ground.is_full)
    yield Row(what, seconds, "bare SQL aggregate of the interactions", bare, floor)
    floor = Floor(1_000, note=note, applies=ground.is_full)
    yield Row("… peak memory", peak, floor=floor)


def _fill_up(database: Path, wanted: int) -> None:
    """Copy interactions until there are ``wanted``; indexes are built afterwards, as in a load."""
    with closing(sqlite3.connect(database)) as connection, connection:
        of_the_table = "type = 'index' AND tbl_name = 'interaction_history' AND sql IS NOT NULL"
        indexes = connection.execute(
            f"SELECT name, sql FROM sqlite_master WHERE {of_the_table}"  # noqa: S608 - no value
        ).fetchall()
        for name, _sql in indexes:
            connection.execute(f'DROP INDEX "{name}"')
        columns = ", ".join(
            row[1]
            for row in connection.execute("PRAGMA table_info(interaction_history)")
            if row[1] != "id"
        )
        there = connection.execute("SELECT count(*) FROM interaction_history").fetchone()[0]
        while there < wanted:
            there += connection.execute(
                f"INSERT INTO interaction_history ({columns}) "  # noqa: S608 - our own columns
                f"SELECT {columns} FROM interaction_history LIMIT ?",
                (wanted - there,),
            ).rowcount
        for _name, sql in indexes:
            connection.execute(sql)


def _aggregate(database: Path) -> float:
    with closing(sqlite3.connect(database)) as connection:
        start = time.perf_counter()
        connection.execute(_AGGREGATE).fetchone()
        return time.perf_counter() - start
