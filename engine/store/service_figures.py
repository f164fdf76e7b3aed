"""Figures over many conversations, summed by SQL from the one stored row of each.

A figure is a sum over a count, and empty where the count is 0. It is rounded only where it is
shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.models.service import Figures, Grouping, TopicCount, Value
from engine.models.understanding import Label, ResolutionStatus
from engine.store.conversation_list import conditions
from engine.store.conversation_query import SATISFIED_FROM, ConversationQuery

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_SATISFIED = f"u.satisfaction >= {SATISFIED_FROM}"


def _mean(column: str) -> tuple[str, str]:
    return f"sum({column})", f"count({column})"


# A mean per conversation first, then over conversations. In the figures of an agent the waits are
# those before that agent's own replies.
_RESPONSE = "{replies}.waited_s / nullif({replies}.replies, 0) / 60"

_SUMS: dict[str, tuple[str, str]] = {
    "csat_percentage": (f"100.0 * sum({_SATISFIED})", "count(u.satisfaction)"),
    "csat_stated_percentage": (
        f"100.0 * sum({_SATISFIED} AND NOT u.is_inferred)",
        "sum(NOT u.is_inferred)",
    ),
    "csat_inferred_percentage": (
        f"100.0 * sum({_SATISFIED} AND u.is_inferred)",
        "sum(u.is_inferred)",
    ),
    "fcr_percentage": ("100.0 * sum(u.fcr)", "count(u.fcr)"),
    "first_response_time_minutes": ("sum(u.first_response_s) / 60", "count(u.first_response_s)"),
    "avg_response_time_minutes": _mean(_RESPONSE),
    "handling_time_minutes": ("sum(u.handling_s) / 60", "count(u.handling_s)"),
    "unanswered_percentage": ("100.0 * sum(u.unanswered)", "sum(u.customer_messages > 0)"),
    "sentiment": _mean("u.sentiment"),
    "csi": _mean("u.csi"),
    "effectiveness_score": _mean("u.effectiveness"),
    "effort_score": _mean("u.effort"),
    "efficiency_score": _mean("u.efficiency"),
    "empathy_score": _mean("u.empathy"),
    "ces": _mean("u.ces"),
}
"""The sum and the count of each of ``MEASURES``."""

_COUNTS = {
    "conversations": "count(*)",
    "customer_messages": "sum(u.customer_messages)",
    "agent_messages": "sum(u.agent_messages)",
    "autoresponses": "sum(u.autoresponses)",
    "unanswered": "sum(u.unanswered)",
    "by_model": "sum(u.analyst <> 'offline')",
    **{f"label_{label}": f"sum(u.label = '{label}')" for label in Label},
    **{f"status_{status}": f"sum(u.status = '{status}')" for status in ResolutionStatus},
}

_GROUPS = {
    Grouping.DAY: ("u.day", ""),
    Grouping.CHANNEL: ("u.channel", ""),
    Grouping.TOPIC: ("g.topic", "JOIN conversation_topics g USING (conversation_key)"),
    Grouping.AGENT: ("g.agent", "JOIN conversation_agents g USING (conversation_key)"),
}


def figures(connection: sqlite3.Connection, query: ConversationQuery) -> Figures:
    """Return the figures of the conversations that a query finds and that were understood."""
    where, values = conditions(connection, replace(query, failed=False))
    row = connection.execute(
        f"SELECT {_selected('u')} FROM understandings u WHERE {where}", values
    ).fetchone()
    return _figures(dict(row))


def grouped(
    connection: sqlite3.Connection, query: ConversationQuery, by: Grouping
) -> tuple[tuple[str, Figures], ...]:
    """Return the figures of each day, agent, topic or channel.

    Days come in order, only those on which a conversation began; everything else the largest first.
    """
    name, join = _GROUPS[by]
    where, values = conditions(connection, replace(query, failed=False))
    order = "name" if by is Grouping.DAY else "conversations DESC, name"
    replies = "g" if by is Grouping.AGENT else "u"
    rows = connection.execute(
        f"SELECT {name} AS name, {_selected(replies)} FROM understandings u {join} "
        f"WHERE {where} GROUP BY 1 ORDER BY {order}",
        values,
    )
    return tuple((row["name"], _figures(dict(row))) for row in rows)


def topics(
    connection: sqlite3.Connection, query: ConversationQuery, conversations: int
) -> tuple[TopicCount, ...]:
    """Return how many of the conversations of a query have each topic, the most frequent first."""
    where, values = conditions(connection, replace(query, failed=False))
    if where == "1 AND u.state = 'done'":
        # Only what was understood has topics, and the index of topics answers on its own.
        source = "conversation_topics t"
        where = "1"
    else:
        source = "understandings u JOIN conversation_topics t USING (conversation_key)"
    rows = connection.execute(
        f"SELECT t.topic, count(*) AS conversations FROM {source} WHERE {where} "
        "GROUP BY 1 ORDER BY 2 DESC, 1",
        values,
    )
    return tuple(TopicCount(topic, found, found / conversations) for topic, found in rows)


def names(connection: sqlite3.Connection, by: Grouping) -> list[str]:
    """Return every agent, topic or channel that any conversation has, in order."""
    name, join = _GROUPS[by]
    rows = connection.execute(f"SELECT DISTINCT {name} FROM understandings u {join} ORDER BY 1")
    return [row[0] for row in rows]


def count_waiting(connection: sqlite3.Connection) -> int:
    """Return how many conversations nobody has understood yet."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM conversations) - (SELECT count(*) FROM understandings)"
    ).fetchone()
    return max(0, int(row[0]))


def _selected(replies: str) -> str:
    columns = [f"{sql} AS {name}" for name, sql in _COUNTS.items()]
    for name, (total, size) in _SUMS.items():
        columns.append(f"{total.format(replies=replies)} AS {name}_sum")
        columns.append(f"{size.format(replies=replies)} AS {name}_count")
    return ", ".join(columns)


def _figures(row: Mapping[str, float | None]) -> Figures:
    def whole(name: str) -> int:
        return int(row[name] or 0)

    def value(name: str) -> Value:
        total, size = row[f"{name}_sum"], whole(f"{name}_count")
        return Value(total / size if size and total is not None else None, size)

    return Figures(
        conversations=whole("conversations"),
        customer_messages=whole("customer_messages"),
        agent_messages=whole("agent_messages"),
        autoresponses=whole("autoresponses"),
        unanswered=whole("unanswered"),
        values={name: value(name) for name in _SUMS},
        labels={label: whole(f"label_{label}") for label in Label},
        statuses={status: whole(f"status_{status}") for status in ResolutionStatus},
        by_model=whole("by_model"),
    )
