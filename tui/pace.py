"""Tells a key that somebody pressed after a look from one that is held, or came with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIRM_SECONDS = 0.3
"""How long a review must be on the screen, and every key be let go, before y sends.

Longer than the pause between keys of a paste, of a held key, or of noise on a line; shorter than
anybody needs to see what they confirm.
"""

TOO_SOON = "y counts once you have looked: let go, then press it"


class Pace:
    """Measures how long ago the last key was, or something new was shown."""

    def __init__(self, ticks: Callable[[], float], seconds: float) -> None:
        """Let a key count after ``seconds``, measured by ``ticks`` that never go back."""
        self._ticks = ticks
        self._seconds = seconds
        self._since = ticks()

    def begin(self) -> None:
        """Something is shown, or another key was pressed: wait anew."""
        self._since = self._ticks()

    def counts(self) -> bool:
        """Return whether the key counts; every press starts the wait anew."""
        before, self._since = self._since, self._ticks()
        return self._since - before >= self._seconds
