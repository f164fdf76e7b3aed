"""What agents see and make: worklist lines, drafts, notes, notifications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from engine.models.vocabulary import (
        Channel,
        MessageKind,
        OutboxState,
        Priority,
        Segment,
        Urgency,
        WorkMark,
    )


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a customer, from when and until when unless they go on.

    Attributes:
        seat: the process of the window; empty for a lease that no window holds.
    """

    customer_id: int
    agent: str
    seat: str
    taken_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the worklist; ``lease`` is somebody's who writes to the customer just now.

    Attributes:
        assigned_to: the agent whose customer it is.
        teams: the team they are assigned to, else those that the files name.
    """

    customer_id: int
    name: str | None
    location: str | None
    segment: Segment
    risk_score: int
    priority: Priority
    urgency: Urgency
    recommended: bool
    churn: float | None
    reasons: tuple[str, ...]
    channel: Channel
    mark: WorkMark
    draft_by: str | None
    lease: Lease | None
    assigned_to: str | None = None
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What an agent wrote about a customer for colleagues."""

    agent: str
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """Why a customer is off the worklist, who put them aside, and until when."""

    mark: WorkMark
    agent: str
    closed_at: datetime
    until: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsent message of one agent to one customer. ``version`` grows with every save."""

    customer_id: int
    agent: str
    channel: Channel
    message: str
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft that is on the disk, and whether another window's text was kept beside it."""

    version: int
    displaced_another: bool


@dataclass(frozen=True, slots=True)
class Notification:
    """One approved message to one customer and what became of it.

    Attributes:
        due_at: not handed to the channel before this moment (undo window, hold).
        reference: what the channel calls the message once it has it.
        detail: the channel's own words on failure, or why the outcome is unknown.
        hold: which rules hold it, while they do.
        override: why a person let it go although rules held it.
    """

    notification_id: str
    customer_id: int
    channel: Channel
    message: str
    kind: MessageKind
    agent: str
    state: OutboxState
    approved_at: datetime
    due_at: datetime
    attempted_at: datetime | None = None
    finished_at: datetime | None = None
    reference: str | None = None
    detail: str | None = None
    hold: str | None = None
    override: str | None = None
