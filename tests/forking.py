"""The real program, many times over: imported once, forked for each run.

``python -m tests.forking`` waits for orders. What runs is the program from ``main`` on, a process
of its own with its own arguments, environment, folder and files; only the quarter of a second that
Python needs to start and to import is spent once. That the program starts on its own is tested by
those who start it in a terminal.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Self

from tests.aws_models import read_models

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Order:
    """One run: what it is given, where it works, and the files it reads and writes as its own."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    directory: str
    stdin: str
    stdout: str
    stderr: str


class Forking:
    """Runs ``sne``, one run after the other. Use as a context manager."""

    def __init__(self, scratch: Path) -> None:
        """Keep what the runs read and print in ``scratch``."""
        self._files = [scratch / name for name in ("in", "out", "err")]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.forking"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            # One thread: what is forked must not hold locks of threads that it does not have.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            text=True,
        )

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the server."""
        self._server.communicate()

    def run(
        self, arguments: Sequence[object], environment: Mapping[str, str], cwd: Path, stdin: str
    ) -> tuple[int, str, str]:
        """Run ``sne`` to its end and return its exit code and what it printed and complained."""
        given, out, err = self._files
        given.write_bytes(stdin.encode())
        order = Order(
            tuple(map(str, arguments)),
            dict(environment),
            str(cwd),
            *map(str, self._files),
        )
        assert self._server.stdin
        assert self._server.stdout
        print(json.dumps(asdict(order)), file=self._server.stdin, flush=True)
        answer = self._server.stdout.readline()
        assert answer, "the server of runs has ended"
        return int(answer), out.read_bytes().decode(), err.read_bytes().decode()


def serve() -> None:
    """Do the orders that come in as lines of JSON; answer each with the run's exit code."""
    import_the_program()
    for line in sys.stdin:
        order = Order(**json.loads(line))
        child = os.fork()
        if child == 0:
            become(order)
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def import_the_program() -> None:
    """Import what the runs would, so that none has to."""
    for name in (
        "boto3",
        "pandas",
        "sqlite_utils.migrations",
        "pydantic",
        "tui.main",
        "engine.pipeline",
        "engine.loading",
        "engine.delivery.channels.smtp",
        "engine.conversations.importing",
    ):
        import_module(name)
    for package in ("engine.commands", "engine.analysts", "engine.delivery", "engine.store"):
        for module in pkgutil.iter_modules(import_module(package).__path__):
            import_module(f"{package}.{module.name}")
    read_models()
    # The collector would write to every object, and have its memory copied for every run.
    gc.collect()
    gc.freeze()


def become(order: Order, first: Callable[[], object] = lambda: None) -> NoReturn:
    """Be the program, from its first line to its end; ``first`` is done when all is set up."""
    code = 70
    try:
        os.chdir(order.directory)
        os.environ.clear()
        os.environ.update(order.environment)
        for number, name in ((1, order.stdout), (2, order.stderr)):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        os.dup2(os.open(order.stdin, os.O_RDONLY), 0)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it ends with us
        sys.argv = ["sne", *order.arguments]
        first()
        from tui.main import main

        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
