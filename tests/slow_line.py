"""A slow line in front of a program: so many bytes a second, and a delay each way.

``python -m tests.slow_line BYTES_PER_SECOND DELAY_MS COMMAND …`` runs COMMAND in a terminal of its
own and passes on what goes to and fro, as an SSH connection over a slow line does: keys arrive
late, output arrives late and at the speed of the line, and what the line cannot take yet waits in a
buffer; only when that is full does the program wait.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys
import termios
import time
import tty
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

BUFFER = 64 * 1024
"""Bytes under way at most: what sshd and TCP hold."""

_PIECE = 64
"""Bytes that arrive together: small, so that the far end sees the line fill up byte by byte."""


def over_a_slow_line(
    command: Sequence[str], *, bytes_per_second: int, delay_ms: int
) -> tuple[str, ...]:
    """Return the command that runs ``command`` behind such a line."""
    here = (sys.executable, "-m", "tests.slow_line")
    return (*here, str(bytes_per_second), str(delay_ms), *command)


class Direction:
    """One direction of the line: what is under way, and when each piece arrives."""

    def __init__(self, bytes_per_second: float, delay: float) -> None:
        """Start empty; ``delay`` is in seconds."""
        self._speed = bytes_per_second
        self._delay = delay
        self._free_at = 0.0
        self._under_way: deque[tuple[float, bytes]] = deque()
        self.waiting = 0

    def put(self, data: bytes, now: float) -> None:
        """Send ``data`` on its way."""
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            self._free_at = max(now, self._free_at) + len(piece) / self._speed
            self._under_way.append((self._free_at + self._delay, piece))
            self.waiting += len(piece)

    def arrived(self, now: float) -> bytes:
        """Return what has arrived by now."""
        came = b""
        while self._under_way and self._under_way[0][0] <= now:
            came += self._under_way.popleft()[1]
        self.waiting -= len(came)
        return came

    @property
    def next_at(self) -> float | None:
        """When the next piece arrives; None when nothing is under way."""
        return self._under_way[0][0] if self._under_way else None


def relay(master: int, down: Direction, up: Direction) -> None:
    """Pass on what goes to and fro until the program has ended and all has arrived."""
    is_open = True
    while is_open or down.waiting:
        moments = [moment for moment in (down.next_at, up.next_at) if moment is not None]
        wait = max(min(moments) - time.monotonic(), 0.0) if moments else None
        readers = [sys.stdin.fileno()]
        if is_open and down.waiting < BUFFER:
            readers.append(master)
        ready, _, _ = select.select(readers, [], [], wait)
        now = time.monotonic()
        if sys.stdin.fileno() in ready:
            up.put(os.read(sys.stdin.fileno(), 4096), now)
        if master in ready:
            try:
                data = os.read(master, 4096)
            except OSError:  # how Linux says that nobody holds the other end any more
                data = b""
            is_open = bool(data)
            down.put(data, now)
        os.write(sys.stdout.fileno(), down.arrived(now))
        keys = up.arrived(now)
        if is_open:
            os.write(master, keys)


def main(arguments: Sequence[str]) -> int:
    """Run the command behind the line; return its exit code."""
    speed, delay, command = float(arguments[0]), float(arguments[1]) / 1000, arguments[2:]
    pid, master = os.forkpty()
    if not pid:
        os.execvp(command[0], list(command))  # noqa: S606 - no shell is wanted

    def take_size(_number: int = 0, _frame: FrameType | None = None) -> None:
        size = fcntl.ioctl(sys.stdin.fileno(), termios.TIOCGWINSZ, b"\0" * 8)
        fcntl.ioctl(master, termios.TIOCSWINSZ, size)

    take_size()
    signal.signal(signal.SIGWINCH, take_size)
    tty.setraw(sys.stdin.fileno())
    relay(master, Direction(speed, delay), Direction(speed, delay))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
