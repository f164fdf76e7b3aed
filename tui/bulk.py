"""A bulk review as data: who was looked at, what was decided, and how fast a key may decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.workbench.bulk import Going, Reviewed
    from tui.pace import Pace

LOOK_SECONDS = 1.0
"""How long a text must be on the screen, and y let go, before y counts.

Longer than a keyboard waits before it repeats a held key: terminals do not tell the two apart.
"""


class Step(StrEnum):
    """What an agent decides about one text."""

    APPROVE = "approve"
    LEAVE_OUT = "leave out"
    EDIT = "edit"
    STOP = "stop"


@dataclass(slots=True)
class Walk:
    """One bulk review: each customer in turn.

    Attributes:
        place: how many have been decided on.
        approved: what was approved, as it was looked at.
        waiting: how many of those a rule holds for a while.
        left_out: who was left out by the agent.
        stopped: who was passed over because a rule stops the message.
    """

    customer_ids: tuple[int, ...]
    pace: Pace
    place: int = 0
    approved: list[Going] = field(default_factory=list)
    waiting: int = 0
    left_out: list[int] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)

    @property
    def customer_id(self) -> int | None:
        """Who is next; None at the end."""
        left = self.customer_ids[self.place :]
        return left[0] if left else None

    @property
    def position(self) -> str:
        """Where the review is: ``3 of 12``."""
        return f"{self.place + 1} of {len(self.customer_ids)}"

    def approve(self, reviewed: Reviewed) -> None:
        """The text may go."""
        self.approved.append(reviewed.going)
        self.waiting += reviewed.verdict.is_held
        self.place += 1

    def leave_out(self, customer_id: int, *, by_rule: bool) -> None:
        """The text does not go: the agent does not want it, or a rule stops it."""
        (self.stopped if by_rule else self.left_out).append(customer_id)
        self.place += 1

    @property
    def summary(self) -> str:
        """What would be sent and what not, in one line."""
        waiting = f" ({self.waiting} of them when the rules allow it)" if self.waiting else ""
        parts = [f"{len(self.approved)} to send{waiting}"]
        parts += [f"{len(self.left_out)} left out"] if self.left_out else []
        parts += [f"{len(self.stopped)} stopped by the gate"] if self.stopped else []
        unseen = len(self.customer_ids) - self.place
        parts += [f"{unseen} not looked at"] if unseen else []
        return ", ".join(parts)
