"""What all benchmarks stand on: a directory of their own, sample customers, the cost of a run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from tests.keyboard import SNE

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
BARE = Path(__file__).parent / "bare"
NOW = "2026-11-20T09:00:00+00:00"

FEW = 400
MANY = 100_000
MILLION = 1_000_000

# Linux counts peak memory in kilobytes, macOS in bytes.
_PEAK_PER_MB = 1e6 if sys.platform == "darwin" else 1e6 / 1024


class Scale(StrEnum):
    """How much to load and to score."""

    SMALL = "small"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Run:
    """What a process cost: wall-clock seconds, start and end included, and its peak memory."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """A database with its customers, and what loading and scoring them cost."""

    database: Path
    run: Run


class Ground:
    """Where the benchmarks of one run work. What one of them has made, the next may use."""

    def __init__(self, directory: Path, scale: Scale) -> None:
        """Work in ``directory``, which is empty."""
        self.directory = directory
        self.scale = scale
        self._loaded: dict[int, Loaded] = {}

    @property
    def is_full(self) -> bool:
        """Whether the million is measured."""
        return self.scale is Scale.FULL

    @property
    def customers(self) -> int:
        """How many customers to load and to score."""
        return MILLION if self.is_full else MANY

    def environment(self, database: Path) -> dict[str, str]:
        """Return the environment of a program that works on ``database`` and nowhere else."""
        ours = ("SNE_", "SSH_", "TEXTUAL", "XDG_")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        return kept | {
            "HOME": str(self.directory / "home"),
            "SNE_DATABASE": str(database),
            "SNE_AGENT": "anna",
            "SNE_NOW": NOW,
        }

    def sample(self, customers: int) -> Path:
        """Return a directory with the files of so many invented customers."""
        files = self.directory / f"files-{customers}"
        if not files.exists():
            say(f"writing the files of {customers:,} customers")
            run([*SNE, "sample", "--customers", str(customers), "--out", str(files)])
        return files

    def loaded(self, customers: int) -> Loaded:
        """Return a database with so many customers."""
        if customers not in self._loaded:
            files = self.sample(customers)
            database = self.directory / f"{customers}.db"
            say(f"loading and scoring {customers:,} customers")
            cost = run([*SNE, "load", str(files)], self.environment(database))
            self._loaded[customers] = Loaded(database, cost)
        return self._loaded[customers]


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Run:
    """Run a program to its end and return what it cost.

    The peak is that of the process alone; but since it starts as a copy of this one, it is never
    less than what this one holds. Nothing large is imported here for that reason.

    Raises:
        RuntimeError: the program failed; the message holds what it printed.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        output = process.stdout.read() if process.stdout else b""
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {output.decode(errors='replace').strip()}")
    return Run(seconds, usage.ru_maxrss / _PEAK_PER_MB)


def say(what: str) -> None:
    """Tell on stderr what is being done."""
    print(f"… {what}", file=sys.stderr, flush=True)
