"""One step of a load in a process of its own, so that its time and its memory are its alone.

``python -m tests.benchmarks.alone load FILE DATABASE`` checks and loads a file, without scoring.
``python -m tests.benchmarks.alone score DATABASE`` scores all customers of a database.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from unittest.mock import patch

from engine import loading
from engine.clock import fixed_clock, from_text
from engine.ingest.report import LoadStatus
from engine.scoring.run import score_all
from engine.store.connection import connect, transaction
from tests.benchmarks.ground import NOW

CLOCK = fixed_clock(from_text(NOW))


def load(file: Path, database: Path) -> None:
    """Load ``file`` into a new ``database`` as ``sne load`` does, but score nobody."""
    with patch("engine.loading.score_all"):
        report = loading.load(
            connect(database),
            file,
            rejects_directory=database.parent / "rejects",
            agent="anna",
            clock=CLOCK,
        )
    assert report.status is LoadStatus.LOADED
    assert report.files[0].rejects


def score(database: Path) -> None:
    """Score all customers of ``database``, the garbage collector paused as it is in a load."""
    gc.disable()
    connection = connect(database)
    with transaction(connection):
        assert score_all(connection, CLOCK)


if __name__ == "__main__":
    step, *paths = sys.argv[1:]
    if step == "load":
        load(Path(paths[0]), Path(paths[1]))
    else:
        score(Path(paths[0]))
