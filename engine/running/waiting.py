"""The order of work: the worklist's, with what somebody is looking at first."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Waiting:
    """Customers yet to be worked on. Safe for many threads."""

    def __init__(self, customer_ids: Iterable[int]) -> None:
        self._ids = deque(dict.fromkeys(customer_ids))
        self._known = set(self._ids)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._ids)

    def take(self) -> int | None:
        """Return the next customer, or None when nobody is left."""
        with self._lock:
            return self._ids.popleft() if self._ids else None

    def first(self, customer_ids: Iterable[int]) -> None:
        """Put these customers before all others, in their order.

        Those who were not asked for before are added; who is done stays done.
        """
        with self._lock:
            waiting = set(self._ids)
            wanted = [
                one
                for one in dict.fromkeys(customer_ids)
                if one in waiting or one not in self._known
            ]
            for one in waiting.intersection(wanted):
                self._ids.remove(one)
            self._ids.extendleft(reversed(wanted))
            self._known.update(wanted)

    def last(self, customer_id: int) -> None:
        """Put a customer back, behind all others."""
        with self._lock:
            self._ids.append(customer_id)
