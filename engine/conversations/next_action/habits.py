"""When customers answer: from the store, and from the conversations at hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.conversations.next_action.timing import HOURS, Counts, Habits
from engine.models.conversations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.models.conversations import Message


def habits_of(rows: Iterable[tuple[str | None, str, int]]) -> Habits:
    """Return the habits of everyone and of each segment.

    Args:
        rows: segment, hour of UTC (``2026-11-20T09``) and answers in it.
    """
    everyone = [0] * HOURS
    segments: defaultdict[str, list[int]] = defaultdict(lambda: [0] * HOURS)
    for segment, hour, answers in rows:
        local = datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC).astimezone(LONDON).hour
        everyone[local] += answers
        if segment is not None:
            segments[segment][local] += answers
    return Habits(tuple(everyone), {name: tuple(counts) for name, counts in segments.items()})


def answers_in(messages: Sequence[Message]) -> Iterator[datetime]:
    """Yield when the customer answered: wrote directly after the company.

    Args:
        messages: oldest first, without autoresponses.
    """
    for before, message in pairwise(messages):
        if before.direction is Direction.TO_CLIENT and message.direction is Direction.TO_COMPANY:
            yield message.at


def counted(moments: Iterable[datetime]) -> Counts:
    """Return how many of the moments lie in each hour of London's day."""
    counts = [0] * HOURS
    for moment in moments:
        counts[moment.astimezone(LONDON).hour] += 1
    return tuple(counts)
