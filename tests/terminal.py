"""A terminal for tests: run a program in a pty, type at it, see what it puts on the screen.

What the program writes is kept with the moment it came and rendered later, in a pause, so that
rendering takes no time from the program that is watched. Nothing here sleeps for a fixed time:
waiting is for a text on the screen, for silence, or for the end, and gives up with the screen in
the message.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from tests.screen import Screen, WholeSequences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 60.0
"""Seconds to wait for what must come: for the slowest machine, since a quick one never waits."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "page up": "\x1b[5~",
    "page down": "\x1b[6~",
    **{f"ctrl+{letter}": chr(ord(letter) & 0x1F) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""Names of keys, and what a terminal sends for them."""

_BREATH = 0.03
"""Seconds of silence in which to look at the screen: programs paint in bursts."""

_QUERY = re.compile(rb"\x1b\[(?:(?P<who>0?c)|(?P<how>5n)|(?P<where>6n)|\?(?P<mode>\d+)\$p)")
_MODES_WE_KNOW = {b"2026"}  # synchronised output, as most terminals have it by now


def over_ssh(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that a login over SSH gives: 256 colours, no word of the terminal."""
    of_the_terminal = ("COLORTERM", "TERM", "NO_COLOR", "COLUMNS", "LINES", "TEXTUAL", "SSH_")
    kept = {k: v for k, v in environment.items() if not k.startswith(of_the_terminal)}
    return kept | {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/0"}


class NotSeenError(AssertionError):
    """What a test waited for has not come; the message holds the screen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program wrote after a key.

    Attributes:
        data: all of it.
        first: seconds from the key to the first bytes; None when nothing came.
        last: seconds from the key to the last bytes; None when nothing came.
    """

    data: bytes
    first: float | None
    last: float | None

    def __len__(self) -> int:
        """Return how many bytes it wrote."""
        return len(self.data)


class Terminal:
    """A program in a terminal of its own. Use as a context manager: the program ends with it.

    The terminal answers as a plain xterm does when asked who it is and which modes it knows.
    ``pid`` is the process id of the program.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        rows: int = 36,
    ) -> None:
        """Start ``command`` with exactly this ``environment``."""
        self._screen = Screen(columns, rows)
        self._chunks: list[tuple[float, bytes]] = []
        self._rendered = 0
        self._asked = WholeSequences()
        self._status: int | None = None
        self._master, slave = os.openpty()
        self._is_open = True
        self._set_size(columns, rows)
        self._start = time.perf_counter()
        # The first terminal that the leader of a new session opens becomes its own, so that
        # signals reach it; and unlike a fork, a spawn is safe beside the threads of other tests.
        self.pid = os.posix_spawnp(
            command[0],
            list(command),
            environment,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        """Return the terminal."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the program, however it is."""
        self.close()

    # What is on the screen

    @property
    def lines(self) -> list[str]:
        """What is on the screen by now, line by line."""
        self._read(0)
        self._render()
        return self._screen.lines

    @property
    def written(self) -> bytes:
        """All that the program has written by now."""
        return b"".join(data for _moment, data in self._chunks)

    @property
    def newest(self) -> float:
        """When the last bytes came, as ``time.perf_counter`` counts."""
        return self._chunks[-1][0]

    def wait_for(self, text: str, *, seconds: float = PATIENCE) -> float:
        """Wait until a line of the screen holds ``text``; return when, in seconds from the start.

        Raises:
            NotSeenError: it has not come in time, or the program has ended.
        """
        deadline = time.perf_counter() + seconds
        if self._screen.has(text):
            return time.perf_counter() - self._start
        while True:
            self._read_until_quiet(_BREATH, deadline)
            moment = self._render(text)
            if moment is not None:
                return moment - self._start
            if not self._is_open or time.perf_counter() > deadline:
                why = "is not on the screen" if self._is_open else "never came: the program ended"
                raise NotSeenError("\n".join([f"{text!r} {why}:", *self._screen.lines]))
            self._read(_BREATH)

    def wait_until_quiet(self, quiet: float = 0.5, *, seconds: float = PATIENCE) -> None:
        """Wait until the program has written nothing for ``quiet`` seconds.

        Raises:
            NotSeenError: it does not fall silent.
        """
        if not self._read_until_quiet(quiet, time.perf_counter() + seconds):
            raise NotSeenError("\n".join(["the program does not fall silent:", *self.lines]))

    def watch(self, seconds: float) -> bytes:
        """Watch for so long; return what the program wrote."""
        self._read(0)
        before, end = len(self._chunks), time.perf_counter() + seconds
        while self._is_open and (left := end - time.perf_counter()) > 0:
            self._read(left)
        return b"".join(data for _moment, data in self._chunks[before:])

    # What is typed

    def type(self, text: str) -> None:
        """Type ``text`` at once, without waiting for anything."""
        data = text.encode()
        while data:
            data = data[os.write(self._master, data) :]

    def press(
        self, key: str, *, until: str = "", quiet: float = 0.2, seconds: float = PATIENCE
    ) -> Answer:
        """Press a key, wait, and return what the program wrote.

        Args:
            key: a name of ``KEYS``, or the character itself.
            until: a text that will be on the screen when the program has understood. Without it
                a slow program's answer may be missed.
            quiet: the silence, in seconds, that ends the answer.
            seconds: how long to wait for ``until`` and for silence.

        Raises:
            NotSeenError: ``until`` has not come, or the program does not fall silent.
        """
        self._read(0)
        self._render()
        before, start = len(self._chunks), time.perf_counter()
        self.type(KEYS.get(key, key))
        if until:
            self.wait_for(until, seconds=seconds)
        self.wait_until_quiet(quiet, seconds=seconds)
        came = self._chunks[before:]
        return Answer(
            b"".join(data for _moment, data in came),
            came[0][0] - start if came else None,
            came[-1][0] - start if came else None,
        )

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the program is told."""
        self._read(0)
        self._render()
        self._screen.resize(columns, rows)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # How it ends

    def wait_for_exit(self, *, seconds: float = PATIENCE) -> int:
        """Wait for the program to end; return its exit code, or minus the signal that killed it.

        Raises:
            NotSeenError: it goes on.
        """
        deadline = time.perf_counter() + seconds
        while self._status is None:
            # Goes on reading: a program with words still to write could not end otherwise.
            if not self._read(_BREATH) and not self._is_open:
                time.sleep(_BREATH / 10)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.perf_counter() > deadline:
                raise NotSeenError("\n".join(["the program goes on:", *self._screen.lines]))
        return self._status

    def stall(self) -> None:
        """Take nothing more of what the program writes: a line that is stuck and does not drop."""
        program_side = os.open(f"/proc/{self.pid}/fd/0", os.O_RDWR | os.O_NOCTTY)
        termios.tcflow(program_side, termios.TCOOFF)
        os.close(program_side)

    def hang_up(self) -> None:
        """Drop the line, as when an SSH connection is lost."""
        if self._is_open:
            self._is_open = False
            os.close(self._master)

    def close(self) -> None:
        """Kill the program and what it has started, unless it has ended."""
        if self._status is None:
            os.killpg(self.pid, signal.SIGKILL)
            _pid, status = os.waitpid(self.pid, 0)
            self._status = os.waitstatus_to_exitcode(status)
        self.hang_up()

    # Reading

    def _read(self, timeout: float) -> bool:
        """Read what there is, at the latest after ``timeout``; return whether there was any."""
        if not self._is_open or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # how Linux says that nobody holds the other end any more
            data = b""
        if not data:
            self.hang_up()
            return False
        self._chunks.append((time.perf_counter(), data))
        self._answer(data)
        return True

    def _read_until_quiet(self, quiet: float, deadline: float) -> bool:
        """Read until nothing has come for ``quiet`` seconds; return False at the deadline."""
        while self._read(quiet):
            if time.perf_counter() > deadline:
                return False
        return True

    def _answer(self, data: bytes) -> None:
        for query in _QUERY.finditer(self._asked.feed(data)):
            if mode := query["mode"]:
                state = 2 if mode in _MODES_WE_KNOW else 0
                self.type(f"\x1b[?{mode.decode()};{state}$y")
            elif query["where"]:
                self.type("\x1b[1;1R")  # wherever it is: who asks wants to know when
            else:
                self.type("\x1b[?62;22c" if query["who"] else "\x1b[0n")

    def _render(self, text: str = "") -> float | None:
        """Show all that was read; return the moment at which ``text`` was first there."""
        seen: float | None = None
        while self._rendered < len(self._chunks):
            moment, data = self._chunks[self._rendered]
            self._rendered += 1
            self._screen.feed(data)
            if text and seen is None and self._screen.has(text):
                seen = moment
        return seen
