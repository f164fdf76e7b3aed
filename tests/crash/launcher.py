"""Run the real program many times, each in a process of its own that is killed at a given step.

``python -m tests.crash.launcher`` imports the program once and forks for each run: a start costs
milliseconds instead of a quarter of a second, and what runs is the program from ``main`` on, with
its own process id, arguments, environment and files.

A step is what can make a difference on a disk or a line: the start of an SQL statement, the opening
of a file to be written, a rename, a new directory, a connection, words to a mail server. They are
counted by Python's audit events and by SQLite's trace, so the program needs no code for it.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import resource
import signal
import sqlite3
import struct
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any, NoReturn

from tests import forking
from tests.forking import become, import_the_program

_EVENTS = frozenset(
    ("os.rename", "os.remove", "os.mkdir", "socket.connect", "smtplib.send", "os.truncate")
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_DIRECTORY
_COUNT = struct.Struct("q")


@dataclass(frozen=True, slots=True)
class Order:
    """One run.

    Attributes:
        directory: where it works; its output goes to files there.
        kill_at: the step before which it is killed; 0 lets it end.
        delay: seconds that it goes on beyond the step: the kill comes in the middle of something.
        file_limit: no file may grow beyond so many bytes, as on a disk that is full; 0 for none.
        obeys_modes: whether even the superuser may not write what the mode of a file forbids.
    """

    arguments: tuple[str, ...]
    environment: dict[str, str]
    directory: str
    kill_at: int = 0
    delay: float | None = None
    file_limit: int = 0
    obeys_modes: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code or minus the signal, and the steps it made."""

    code: int
    steps: int
    pid: int


def serve() -> None:
    """Do the orders that come in as lines of JSON; answer each with how the run ended."""
    import_the_program()
    for line in sys.stdin:
        order = Order(**json.loads(line))
        print(json.dumps(asdict(_do(order))), flush=True)


def _do(order: Order) -> Ended:
    """Run the program in a child and wait for its end, or bring it about."""
    count = mmap.mmap(-1, _COUNT.size)
    heard, bell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        _become(order, Steps(count, bell, order))
    os.close(bell)
    if os.read(heard, 1):
        # The step is reached; the child goes on until it is killed in whatever it does by then.
        end = time.perf_counter() + (order.delay or 0.0)
        while time.perf_counter() < end:
            pass
        os.kill(child, signal.SIGKILL)
    os.close(heard)
    _pid, status = os.waitpid(child, 0)
    (steps,) = _COUNT.unpack(count[:])
    count.close()
    return Ended(os.waitstatus_to_exitcode(status), steps, child)


def _become(order: Order, steps: Steps) -> NoReturn:
    """Be the program, under the conditions of the order."""

    def begin() -> None:
        if order.file_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order.file_limit, order.file_limit))
        if order.obeys_modes:
            obey_modes()
        steps.listen()

    files = (os.devnull, "out", "err")
    become(forking.Order(order.arguments, order.environment, order.directory, *files), begin)


class Steps:
    """Counts the steps of this process and ends it at the one that was ordered."""

    def __init__(self, count: mmap.mmap, bell: int, order: Order) -> None:
        """Count in shared memory, which outlives the process."""
        self._count = count
        self._bell = bell
        self._order = order
        self._made = 0

    def listen(self) -> None:
        """Count from now on, on every connection of SQLite that is opened."""
        sys.addaudithook(self._hear)
        connect = sqlite3.connect

        def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(self._step)
            return connection

        sqlite3.connect = traced  # type: ignore[assignment]  # the audit event comes too early

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS or (event == "open" and _writes(arguments)):
            self._step()

    def _step(self, _what: str = "") -> None:
        self._made += 1
        self._count[:] = _COUNT.pack(self._made)
        if self._made != self._order.kill_at:
            return
        if self._order.delay is None:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(self._bell, b"x")


def _writes(arguments: tuple[Any, ...]) -> bool:
    """Whether a file is opened to be written, or a directory to be synchronised."""
    _path, mode, flags = arguments
    return mode is None or bool(flags & _WRITING)


_CAPABILITIES_VERSION_3 = 0x20080522
_OVERRIDES = 1 << 1 | 1 << 2  # of a file's mode: to write, and to read or search


def obey_modes() -> None:
    """Give up the right to write and read whatever the mode of a file says.

    Raises:
        OSError: the system does not let this process give it up.
    """
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION_3, 0)
    # Effective, permitted and inheritable, twice: for the first 32 capabilities and the rest.
    held = (ctypes.c_uint32 * 6)()
    if libc.capget(header, held):
        raise OSError(ctypes.get_errno(), "capget")
    held[0] &= ~_OVERRIDES
    held[1] &= ~_OVERRIDES
    if libc.capset(header, held):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    serve()
