"""Loading customer files, beside the import of the ``sqlite3`` shell with the same indexes.

The file of the floor, the customer profiles, is loaded alone and without scoring, which has a
benchmark of its own. A thousandth of its rows is spoilt, so that there is something to reject.
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import MILLION, Run, run, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.ground import Ground

ROUNDS = 3
SPOILT = 1_000
"""One row in so many is spoilt."""

_PROFILES = "Customer Profiles.csv"
_PROFILES_TABLE = """
    CREATE TABLE profiles (
        customer_id INTEGER PRIMARY KEY, name TEXT, age INTEGER, location TEXT,
        preferred_channel TEXT, segment TEXT, opted_in TEXT, income_bracket TEXT,
        customer_since TEXT, satisfaction_score REAL)
"""
_INDEXES = {
    "Account Activity Logs.csv": "Customer_ID",
    "Interaction History.csv": (
        'Customer_ID, "Date & Time", Interaction_Type, Resolution_Status, Sentiment'
    ),
    "Notification History.csv": "Customer_ID",
    "Recommended Actions.csv": "Customer_ID",
    "Energy Usage.csv": "Customer_ID",
}


def measure(ground: Ground) -> Iterator[Row]:
    """Load the profiles alone, then everything."""
    shell = shutil.which("sqlite3")
    if shell is None:
        say("loading is left out: the reference, the sqlite3 shell, is not installed")
        return
    yield from _profiles(ground, shell)
    yield from _everything(ground, shell)


def _profiles(ground: Ground, shell: str) -> Iterator[Row]:
    file = _with_spoilt_rows(ground, ground.sample(ground.customers) / _PROFILES)
    say(f"loading {ground.customers:,} profiles {ROUNDS} times, with us and with the shell")
    theirs: list[Run] = []
    ours: list[Run] = []
    for number in range(ROUNDS):
        database = ground.directory / f"shell-{number}.db"
        theirs.append(run([shell, str(database), *_import_of_profiles(file)]))
        database = ground.directory / f"profiles-{number}.db"
        alone = [sys.executable, "-m", "tests.benchmarks.alone", "load", str(file), str(database)]
        ours.append(run(alone, ground.environment(database)))
    note = f"at {MILLION:,}"
    yield from _rows(
        f"load {ground.customers:,} profiles, checked",
        ours,
        "sqlite3 shell: .import, same key",
        theirs,
        Floor(2.5, is_ratio=True, note=note, applies=ground.is_full),
        Floor(400, note=note, applies=ground.is_full),
    )


def _everything(ground: Ground, shell: str) -> Iterator[Row]:
    loaded = ground.loaded(ground.customers)
    say("loading the same files with the shell")
    files, database = ground.sample(ground.customers), ground.directory / "shell-all.db"
    script = _import_of_profiles(files / _PROFILES)
    for number, (name, columns) in enumerate(_INDEXES.items()):
        script += [f".import '{files / name}' t{number}"]
        script += [f"CREATE INDEX i{number} ON t{number} ({columns})"]
    yield from _rows(
        f"load and score all files of {ground.customers:,}",
        [loaded.run],
        "sqlite3 shell: the same files and indexes",
        [run([shell, str(database), *script])],
    )


def _rows(
    what: str,
    ours: Sequence[Run],
    reference: str,
    theirs: Sequence[Run],
    *floors: Floor,
) -> Iterator[Row]:
    """Give a row of seconds and a row of memory; ``floors`` are those of both, or none."""
    time_floor, memory_floor = floors or (None, None)
    ours_s, theirs_s = (figure((one.seconds for one in runs), "s") for runs in (ours, theirs))
    yield Row(what, ours_s, reference, theirs_s, time_floor)
    # The shell takes less than the process that starts it, so its memory cannot be told from ours.
    peaks = figure((one.peak_mb for one in ours), "MB")
    yield Row("… peak memory", peaks, floor=memory_floor)


def _import_of_profiles(file: Path) -> list[str]:
    return [_PROFILES_TABLE, ".mode csv", f".import --skip 1 '{file}' profiles"]


def _with_spoilt_rows(ground: Ground, file: Path) -> Path:
    """Return a copy of the profiles in which one age in a thousand is no number."""
    directory = ground.directory / "spoilt"
    directory.mkdir(exist_ok=True)
    copy = directory / _PROFILES
    with file.open(encoding="utf-8") as source, copy.open("w", encoding="utf-8") as target:
        for number, line in enumerate(source):
            if number and number % SPOILT == 0:
                customer_id, name, _age, rest = line.split(",", 3)
                target.write(f"{customer_id},{name},forty,{rest}")
            else:
                target.write(line)
    return copy
