"""Who holds a lease, and whether it is in force.

A lease belongs to an agent and to a seat, which is the process of a window: two windows of one
agent are told apart. One without a seat was taken by a command, or its window lost its line; it is
the agent's own wherever they come back. A lease is over when its time is up, or when its process is
certainly dead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.clock import LONDON
from engine.delivery.claimant import is_gone

if TYPE_CHECKING:
    from datetime import datetime

    from engine.models.work import Lease

NO_SEAT = ""
"""In place of the seat: the agent's own, wherever they sit."""


class Holder(NamedTuple):
    """Who asks for a lease: an agent at a seat."""

    agent: str
    seat: str


def in_words(lease: Lease, holder: Holder) -> str:
    """Return who is writing until when, as ``holder`` reads it."""
    who = "your other window" if lease.agent == holder.agent else lease.agent
    until = lease.expires_at.astimezone(LONDON)
    return f"{who} is writing to #{lease.customer_id} until {until:%H:%M}"


def is_over(lease: Lease, now: datetime) -> bool:
    """Whether the time of a lease is up, or its process certainly dead."""
    return lease.expires_at <= now or (lease.seat != NO_SEAT and is_gone(lease.seat))


def is_anothers(lease: Lease, holder: Holder, now: datetime) -> bool:
    """Whether a lease is in force and not this holder's, at this seat or at none."""
    mine = lease.agent == holder.agent and lease.seat in (holder.seat, NO_SEAT)
    return not mine and not is_over(lease, now)
