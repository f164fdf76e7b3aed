"""The line to a terminal: takes bytes without ever waiting for the far end."""

from __future__ import annotations

import contextlib
import os
import select
import time

_PATIENCE = 0.05


class Line:
    """What is written to a terminal and has not been taken yet.

    The terminal is opened anew where that is possible, so that not to wait for it changes nothing
    for the shell and others who have it open.
    """

    def __init__(self, descriptor: int) -> None:
        """Write to the terminal behind an open ``descriptor``, which stays as it is."""
        self._left = b""
        try:
            flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK
            self.descriptor = os.open(os.ttyname(descriptor), flags)
        except OSError:
            # Not a terminal, or one of another container: then writing may wait.
            self.descriptor = os.dup(descriptor)

    @property
    def is_clear(self) -> bool:
        """Whether everything was taken."""
        return not self._left

    def send(self, data: bytes) -> bool:
        """Write as much as the terminal takes at once, keep the rest; return whether it took all.

        A line that is gone takes everything.
        """
        self._left += data
        while self._left:
            try:
                self._left = self._left[os.write(self.descriptor, self._left) :]
            except BlockingIOError:
                return False
            except OSError:
                self._left = b""
        return True

    def drain(self, seconds: float) -> None:
        """Wait at most so long until everything is taken; what is left then is dropped."""
        deadline = time.monotonic() + seconds
        while not self.is_clear and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                select.select([], [self.descriptor], [], _PATIENCE)
            self.send(b"")
        self._left = b""

    def close(self) -> None:
        """Drop what is left, and let go of the terminal."""
        self._left = b""
        os.close(self.descriptor)
