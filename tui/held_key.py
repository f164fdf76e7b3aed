"""Tells the moves of a held key from single ones: the case follows when the key is let go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class HeldKey:
    """Remembers when the cursor moved last."""

    def __init__(
        self, least_seconds: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Take moves closer together than ``least_seconds`` for those of a held key."""
        self._least = least_seconds
        self._monotonic = monotonic
        self._last = float("-inf")

    def wait(self, lag_seconds: float) -> float:
        """Return how long the case must wait after this move; 0 after a single one.

        Args:
            lag_seconds: how long the line takes for a case. One must have arrived before the next
                is worth sending.
        """
        now = self._monotonic()
        pause = max(self._least, lag_seconds)
        is_held = now - self._last < pause
        self._last = now
        return max(pause, 2 * self._least) if is_held else 0.0

    def has_rested(self, seconds: float) -> bool:
        """Return whether the cursor has not moved for so long."""
        return self._monotonic() - self._last >= seconds
