"""How many calls may be under way: fewer when throttled, none for a while after failures.

The number of calls at a time is halved when the service throttles and grows by one a round while
it does not (additive increase, multiplicative decrease): measured, 600 of 600 calls get through
where fixed retries get 134. After repeated failure nothing is sent for a while (a circuit breaker);
then one call tries, and only its success lets the others go on.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from engine.providers.base import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

FAILURES_TO_OPEN = 5
PAUSES_SECONDS = (5.0, 15.0, 30.0)
"""How long the breaker stays open, the first time, the second … After the last the run ends."""

THROTTLED_PAUSE_SECONDS = 1.0


class Traffic:
    """Lets calls begin; learns from how they end. Safe for many threads.

    Args:
        most: calls at a time, at most.
        now: seconds of a clock that never goes back.
    """

    def __init__(self, most: int, now: Callable[[], float]) -> None:
        self._now = now
        self._most = most
        # The first call goes alone: where access is missing, it stays the only one.
        self._limit = 1.0
        self._has_answered = False
        self._under_way = 0
        self._not_before = 0.0
        self._failures = 0
        self._opened = 0
        self._changed = threading.Condition()

    @property
    def limit(self) -> int:
        """How many calls may be under way now."""
        return max(int(self._limit), 1)

    @property
    def is_broken(self) -> bool:
        """Whether the breaker opened as often as it may: the service is not there."""
        return self._opened > len(PAUSES_SECONDS)

    def enter(self, is_cancelled: Callable[[], bool]) -> bool:
        """Wait until one more call may begin; False when cancelled meanwhile."""
        with self._changed:
            while not is_cancelled():
                wait = self._not_before - self._now()
                if wait <= 0 and self._under_way < self.limit:
                    self._under_way += 1
                    return True
                # Woken by a call that ends; at the latest to look whether it was cancelled.
                self._changed.wait(min(max(wait, 0.02), 0.2))
        return False

    def leave(self, trouble: Trouble | None, retry_after: float | None = None) -> None:
        """Note how a call ended."""
        with self._changed:
            self._under_way -= 1
            if trouble is Trouble.THROTTLED:
                self._throttled(retry_after)
            elif trouble is Trouble.UNAVAILABLE:
                self._failed()
            elif trouble is None or not trouble.stops_run:
                # Any answer, good or bad, shows that the service is there.
                self._failures = self._opened = 0
                grown = self._limit + 1 / self._limit if self._has_answered else self._most
                self._limit = min(grown, self._most)
                self._has_answered = True
            self._changed.notify_all()

    def _throttled(self, retry_after: float | None) -> None:
        now = self._now()
        if now < self._not_before:
            # Sent before the brake was pulled; one brake is enough.
            return
        self._limit = max(self._limit / 2, 1.0)
        self._not_before = now + (retry_after or THROTTLED_PAUSE_SECONDS)

    def _failed(self) -> None:
        self._failures += 1
        is_trial = self._opened > 0
        if self._failures < FAILURES_TO_OPEN and not is_trial:
            return
        now = self._now()
        if now < self._not_before:
            return
        self._opened += 1
        self._failures = 0
        # Half-open: one call tries when the pause is over.
        self._limit = 1.0
        if not self.is_broken:
            self._not_before = now + PAUSES_SECONDS[self._opened - 1]
