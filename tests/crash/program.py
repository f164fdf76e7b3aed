"""The real program, run and killed as a scenario says: the other end of ``launcher``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from tests.crash.launcher import Ended, Order

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-20T09:00:00+00:00"
TOMORROW = "2026-11-21T12:00:00+00:00"


class Program:
    """Starts runs of ``sne``, one after the other. Use as a context manager."""

    def __init__(self, directory: Path) -> None:
        """Have the runs work in ``directory`` and nowhere else."""
        self.directory = directory
        self.variables: dict[str, str] = {}
        # One thread: what is forked must not hold locks of threads that it does not have.
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        self._launcher = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.launcher"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
            text=True,
        )

    def __enter__(self) -> Self:
        """Return the program."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the launcher."""
        self._launcher.communicate()

    @property
    def database(self) -> Path:
        """The database of the runs."""
        return self.directory / "sne.db"

    @property
    def spool(self) -> Path:
        """The directory that the spool writes to."""
        return self.directory / "spool"

    def clear(self) -> None:
        """Leave nothing of the runs so far."""
        shutil.rmtree(self.directory)
        self.directory.mkdir()

    def run(
        self,
        *arguments: object,
        kill_at: int = 0,
        delay: float | None = None,
        file_limit: int = 0,
        obeys_modes: bool = False,
        now: str = NOW,
        agent: str = "anna",
    ) -> Ended:
        """Run ``sne`` with these arguments; see ``launcher.Order``."""
        here = str(self.directory)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": here,
            "XDG_CONFIG_HOME": here,
            "XDG_DATA_HOME": here,
            "SNE_DATABASE": str(self.database),
            "SNE_AGENT": agent,
            "SNE_NOW": now,
        }
        order = Order(
            arguments=tuple(map(str, arguments)),
            environment=environment | self.variables,
            directory=here,
            kill_at=kill_at,
            delay=delay,
            file_limit=file_limit,
            obeys_modes=obeys_modes,
        )
        assert self._launcher.stdin
        assert self._launcher.stdout
        print(json.dumps(asdict(order)), file=self._launcher.stdin, flush=True)
        answer = self._launcher.stdout.readline()
        assert answer, "the launcher has ended"
        return Ended(**json.loads(answer))

    def read(self, *arguments: object, now: str = NOW) -> Any:
        """Run a command with ``--json`` to its end and return what it printed."""
        ended = self.run(*arguments, "--json", now=now)
        out = (self.directory / "out").read_text(encoding="utf-8")
        assert ended.code in (0, 1), (arguments, ended, self.errors)
        return json.loads(out)

    @property
    def errors(self) -> str:
        """What the last run said on its standard error."""
        return (self.directory / "err").read_text(encoding="utf-8")
