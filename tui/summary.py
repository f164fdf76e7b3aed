"""All that the metrics screen shows of one period, read at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.models.service import Figures, Grouping, Metrics

if TYPE_CHECKING:
    from engine.conversations.changes import Change
    from engine.pipeline import Workbench
    from engine.store.conversation_query import ConversationQuery

MOST_GROUPS = 40
"""Agents that are listed; more than a screen or two nobody reads."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a period.

    Attributes:
        query: the conversations of the period.
        metrics: their figures, by day.
        agents: those of each agent, who has most first.
        topics: those of each topic, the most frequent first.
        changes: what moved the satisfaction, the weightiest first.
        is_empty: whether there are no conversations at all, in any period.
    """

    query: ConversationQuery
    metrics: Metrics
    agents: tuple[tuple[str, Figures], ...]
    topics: tuple[tuple[str, Figures], ...]
    changes: tuple[Change, ...]
    is_empty: bool


def summarise(workbench: Workbench, query: ConversationQuery) -> Summary:
    """Read the figures of a query."""
    metrics = workbench.metrics(query, Grouping.DAY)
    groups = {by: workbench.metrics_of_groups(query, by) for by in (Grouping.TOPIC, Grouping.AGENT)}
    return Summary(
        query=query,
        metrics=metrics,
        agents=groups[Grouping.AGENT][:MOST_GROUPS],
        topics=groups[Grouping.TOPIC][:MOST_GROUPS],
        changes=workbench.what_changed(query, metrics, groups),
        is_empty=not workbench.count_conversations(replace(query, since=None, until=None)),
    )
