"""Which conversations: one query for figures and for lists, so that a figure leads to its own.

For the screens: ``query.of_group(by, name)`` are the conversations of one line of grouped figures,
``query.worst_for(measure)`` those that pull a figure down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from engine.models.service import Grouping

if TYPE_CHECKING:
    from engine.models.understanding import Label, ResolutionStatus

SATISFIED_FROM = 4
"""The least satisfaction, 1 to 5, of a satisfied customer."""


class Sort(StrEnum):
    """The orders of the list; what has no such figure comes last."""

    NEWEST = "newest first"
    OLDEST = "oldest first"
    WORST = "lowest index first"
    BEST = "highest index first"
    UNHAPPIEST = "worst mood first"
    SLOWEST = "slowest replies first"
    LONGEST = "most messages first"


@dataclass(frozen=True, slots=True)
class ConversationQuery:
    """Which conversations, in which order.

    Attributes:
        since: those that began on this day in London or later.
        until: those that began on this day or earlier.
        source: chats, tweets or interactions.
        channel: where they were held.
        topic: those that mention it.
        agent: those that this agent wrote in.
        customer_id: those with this customer of the profiles.
        status: how they stand.
        label: their mood.
        satisfied: True: satisfaction of 4 or 5; False: below; both stated or inferred.
        stated: only those with (or without) a rating by the customer.
        fcr: those that were (or were not) resolved at the first contact.
        unanswered: those that nobody (or somebody) replied to.
        failed: those that could not (or could) be understood.
        min_score: a satisfaction index of at least this, 0 to 10.
        search: words that must all occur, at the beginning of a word; see ``conversation_words``.
        sort: the order.
    """

    since: date | None = None
    until: date | None = None
    source: str | None = None
    channel: str | None = None
    topic: str | None = None
    agent: str | None = None
    customer_id: int | None = None
    status: ResolutionStatus | None = None
    label: Label | None = None
    satisfied: bool | None = None
    stated: bool | None = None
    fcr: bool | None = None
    unanswered: bool | None = None
    failed: bool | None = None
    min_score: float | None = None
    search: tuple[str, ...] = ()
    sort: Sort = Sort.NEWEST

    def of_group(self, by: Grouping, name: str) -> ConversationQuery:
        """Return the query of the conversations of one day, agent, topic or channel."""
        if by is Grouping.DAY:
            day = date.fromisoformat(name)
            return replace(self, since=day, until=day)
        if by is Grouping.AGENT:
            return replace(self, agent=name)
        if by is Grouping.TOPIC:
            return replace(self, topic=name)
        return replace(self, channel=name)

    def worst_for(self, measure: str) -> ConversationQuery:
        """Return the query of the conversations that pull a figure of ``MEASURES`` down.

        Those that fail it where it is a share, else all, the worst first.
        """
        return replace(self, **_WORST[measure])


_SLOWEST: dict[str, Any] = {"sort": Sort.SLOWEST}
_LOWEST: dict[str, Any] = {"sort": Sort.WORST}
_WORST: dict[str, dict[str, Any]] = {
    "csat_percentage": {"satisfied": False},
    "csat_stated_percentage": {"satisfied": False, "stated": True},
    "csat_inferred_percentage": {"satisfied": False, "stated": False},
    "fcr_percentage": {"fcr": False},
    "unanswered_percentage": {"unanswered": True},
    "first_response_time_minutes": _SLOWEST,
    "avg_response_time_minutes": _SLOWEST,
    "handling_time_minutes": _SLOWEST,
    "sentiment": {"sort": Sort.UNHAPPIEST},
    "csi": _LOWEST,
    "effectiveness_score": _LOWEST,
    "effort_score": _LOWEST,
    "efficiency_score": _LOWEST,
    "empathy_score": _LOWEST,
    "ces": _LOWEST,
}
