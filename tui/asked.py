"""Which conversations are shown, in words for the heading of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line
from engine.store.conversation_query import Sort
from tui.periods import ALL_TIME

if TYPE_CHECKING:
    from engine.store.conversation_query import ConversationQuery
    from tui.periods import Period

_SATISFIED = {True: "satisfied", False: "not satisfied"}
_FCR = {True: "at first contact", False: "not at first contact"}
_STATED = {True: "rated", False: "rating inferred"}
_UNANSWERED = {True: "unanswered", False: "answered"}


def words_of(query: ConversationQuery, period: Period, search: str = "") -> list[str]:
    """Return what a query asks for, a few words each; nothing for what it does not ask."""
    words: list[str | None] = [
        None if query.unanswered is None else _UNANSWERED[query.unanswered],
        query.status and str(query.status),
        query.label and str(query.label),
        None if query.satisfied is None else _SATISFIED[query.satisfied],
        None if query.stated is None else _STATED[query.stated],
        None if query.fcr is None else _FCR[query.fcr],
        query.topic and f"about {query.topic}",
        query.agent and f"by {query.agent}",
        period.words if period != ALL_TIME or query.since else ALL_TIME.name,
        f"“{search}”" if search else None,
        str(query.sort) if query.sort is not Sort.NEWEST else None,
    ]
    return [clean_line(word) for word in words if word]
