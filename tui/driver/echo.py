"""How long the line takes: asked along with what is sent anyway, without waiting for the answer.

A terminal answers the question for its cursor (DSR 6, ECMA-48) when it has come to it, behind all
that was sent before. Over SSH nothing nearer tells: the buffers on the way take everything at once.
"""

from __future__ import annotations

import threading
import time

QUESTION = "\x1b[6n"

_ABOUT_A_CASE = range(256, 2_048)
"""Bytes of a frame with which to ask: what one wants to know is how long such a one takes."""

_LONGEST = 1.0
"""Seconds beyond which a line counts as no slower."""


class Echo:
    """Asks one question at a time; a terminal that has never answered is asked once."""

    def __init__(self) -> None:
        """Start without an answer."""
        self._asked_at: float | None = None
        self._answered = threading.Event()
        self._ever_answered = False
        self.lag_seconds = 0.0

    @property
    def is_awaited(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked_at is not None

    def question(self, size: int) -> str:
        """Return what to send behind a frame of so many bytes: the question, or nothing."""
        if self.is_awaited or size not in _ABOUT_A_CASE:
            return ""
        self._answered.clear()
        self._asked_at = time.monotonic()
        return QUESTION

    def answer(self) -> None:
        """Note that the answer has come."""
        if self._asked_at is not None:
            self.lag_seconds = min(time.monotonic() - self._asked_at, _LONGEST)
            self._asked_at = None
            self._ever_answered = True
            self._answered.set()

    def settle(self, seconds: float) -> None:
        """Wait at most so long for an answer on its way: it must not be read by the next program.

        A terminal that has never answered is not waited for.
        """
        if self.is_awaited and self._ever_answered:
            self._answered.wait(seconds)
        self._asked_at = None
