"""The lease of this window: what it wants to hold, and bringing the store to that.

The screen only says what it wants. The draft saver's thread does it, so that no key waits for the
store; whatever came in between, the newest wish counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from engine.clock import Clock
    from engine.pipeline import Workbench

RENEW_AFTER = timedelta(minutes=1)
"""Typing renews the lease, but no more often than this."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to hold; nobody ends what is held.

    Attributes:
        take_over: also from somebody whose lease is in force.
        line_dropped: what is held stays the agent's own until its time is up.
    """

    customer_id: int | None = None
    take_over: bool = False
    line_dropped: bool = False


class Holding:
    """One lease at most. ``wish`` comes from the screen, all else from the saver's thread."""

    def __init__(self, clock: Clock, said: Callable[[str], object]) -> None:
        """``said`` is told what there is to say about a lease, from the thread."""
        self.wish = Wish()
        self._clock = clock
        self._said = said
        self._settled = self.wish
        self._held: int | None = None
        self._tried_at: datetime | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the store is as was wished."""
        return self.wish is self._settled

    def settle(self, workbench: Workbench, *, typed: bool) -> None:
        """Take, renew or end the lease.

        Args:
            workbench: at this window's seat.
            typed: whether anything was typed since.
        """
        wish = self.wish
        if self._held not in (None, wish.customer_id):
            self._let_go(workbench, line_dropped=wish.line_dropped)
        if wish.customer_id is not None and (wish is not self._settled or self._is_due(typed)):
            self._take(workbench, wish.customer_id, take_over=self._takes_over(wish))
        self._settled = wish

    def _takes_over(self, wish: Wish) -> bool:
        """Whether to take over now: once, when it was asked for, and not with every renewal."""
        return wish.take_over and wish is not self._settled

    def _is_due(self, typed: bool) -> bool:
        return typed and (self._tried_at is None or self._clock() - self._tried_at >= RENEW_AFTER)

    def _let_go(self, workbench: Workbench, *, line_dropped: bool) -> None:
        held = self._held
        if held is None:
            return
        end = workbench.leave_lease if line_dropped else workbench.release_lease
        end(held)
        self._held = None

    def _take(self, workbench: Workbench, customer_id: int, *, take_over: bool) -> None:
        from engine.delivery.leasing import LeasedError

        self._tried_at = self._clock()
        try:
            taken = workbench.take_lease(customer_id, take_over=take_over)
        except LeasedError as error:
            self._held = None
            self._said(f"#{customer_id}: {error}. What you type is kept as your draft.")
        except UnknownCustomerError:
            # Loaded anew without them: what was typed has nobody to go to, and is not ours to end.
            self._held = None
        else:
            self._held = customer_id
            if taken.remark:
                self._said(taken.remark)
