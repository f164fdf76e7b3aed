"""Measure the line to the terminal: how long an answer takes, and how much goes through.

A terminal answers the question for its cursor (DSR 6, ECMA-48) when it has read all that was sent
before. What is sent to fill the line sets colours and writes nothing, so nothing is seen of it.
A terminal that answers nothing is waited for once, and not for long.
"""

from __future__ import annotations

import os
import re
import select
import statistics
import termios
import time
import tty
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 5
PATIENCE_SECONDS = 1.5
"""How long to wait for the first answer: whoever answers at all has answered by then."""

_SIZES = (512, 4_096, 32_768)
_ENOUGH_SECONDS = 0.25
"""A block that takes so long tells the speed; a quicker one is followed by a larger one."""

_BLOCK_SECONDS = 6.0
"""How long to wait for a block: one that follows a quick one is through in a third of that."""

_WHERE = b"\x1b[6n"
_HERE = re.compile(rb"\x1b\[\d+;\d+R")
_ATOMIC = re.compile(rb"\x1b\[\?2026;([0-4])\$y")
_AS_IT_WAS = b"\x1b[m"


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured.

    Attributes:
        round_trip: seconds from a question to its answer, the median of several.
        bytes_per_second: what goes through; infinite where it was too quick to measure.
        is_atomic: whether the terminal takes synchronised updates (mode 2026).
    """

    round_trip: float
    bytes_per_second: float
    is_atomic: bool


def probe(descriptor: int) -> Line | None:
    """Measure the line to the terminal behind ``descriptor``; None if it answers nothing.

    Raises:
        OSError: the terminal cannot be opened.
    """
    with _own_terminal(descriptor) as terminal:
        first = _ask(terminal, b"\x1b[?2026$p" + _WHERE, PATIENCE_SECONDS)
        if first is None:
            return None
        mode = _ATOMIC.search(first[1])
        trips = [_ask(terminal, _WHERE, PATIENCE_SECONDS) for _ in range(ROUNDS)]
        answered = [trip[0] for trip in trips if trip]
        if not answered:
            return None
        round_trip = statistics.median(answered)
        is_atomic = mode is not None and mode[1] in b"12"
        return Line(round_trip, _throughput(terminal, round_trip), is_atomic)


def _throughput(terminal: int, round_trip: float) -> float:
    """Return bytes per second, from the first block that is large enough to tell."""
    speed = float("inf")
    for size in _SIZES:
        block = _block(size)
        answer = _ask(terminal, block + _AS_IT_WAS + _WHERE, _BLOCK_SECONDS)
        if answer is None:
            return len(block) / _BLOCK_SECONDS
        needed = answer[0] - round_trip
        speed = len(block) / needed if needed > 0 else float("inf")
        if needed >= _ENOUGH_SECONDS:
            break
    return speed


def _block(size: int) -> bytes:
    """Return changes of colour, as different from each other as a line that compresses expects."""
    changes = (b"\x1b[38;5;%dm" % (number * 97 % 256) for number in range(size // 7))
    return b"".join(changes)[:size].rpartition(b"\x1b")[0]


def _ask(terminal: int, question: bytes, seconds: float) -> tuple[float, bytes] | None:
    """Send a question; return the seconds to the answer and all that came until then."""
    start = time.monotonic()
    left, came = question, b""
    while (rest := start + seconds - time.monotonic()) > 0:
        readable, writable, _ = select.select([terminal], [terminal] if left else [], [], rest)
        if writable:
            left = left[os.write(terminal, left[:1024]) :]
        if readable:
            came += os.read(terminal, 4096)
            if _HERE.search(came):
                return time.monotonic() - start, came
    return None


@contextmanager
def _own_terminal(descriptor: int) -> Iterator[int]:
    """Open the terminal anew, without echo and lines, so that nothing waits and nothing is seen."""
    terminal = os.open(os.ttyname(descriptor), os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        before = termios.tcgetattr(terminal)
        tty.setcbreak(terminal)
        try:
            yield terminal
        finally:
            # An answer that comes late is not for the shell.
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
    finally:
        os.close(terminal)
