"""Conversations by window: how many a query finds, and a few lines at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.service import ConversationLine
from engine.models.understanding import Label, ResolutionStatus, Topic
from engine.store import conversation_words
from engine.store.conversation_query import SATISFIED_FROM, ConversationQuery, Sort

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_WINDOW = 500


@dataclass(frozen=True, slots=True)
class ConversationEdge:
    """The key of a line at the edge of a known window: its sort value and its number."""

    value: float | str
    key: int


# What has none is beyond every value that there can be.
_SORT_KEYS = {
    Sort.NEWEST: ("c.last_message_at", "DESC"),
    Sort.OLDEST: ("c.last_message_at", "ASC"),
    Sort.WORST: ("coalesce(u.csi, 11)", "ASC"),
    Sort.BEST: ("coalesce(u.csi, -1)", "DESC"),
    Sort.UNHAPPIEST: ("coalesce(u.sentiment, 2)", "ASC"),
    Sort.SLOWEST: ("coalesce(u.waited_s / nullif(u.replies, 0), -1)", "DESC"),
    Sort.LONGEST: ("c.messages", "DESC"),
}

_LINE = """
    SELECT {key} AS sort_key, u.*, c.conversation_id, c.participant, c.customer_id, c.counterpart,
        c.agent, c.first_message_at, c.last_message_at, c.messages,
        (SELECT json_group_array(topic) FROM (
            SELECT t.topic FROM conversation_topics t
            WHERE t.conversation_key = u.conversation_key ORDER BY t.mentions DESC, t.topic
        )) AS topics,
        EXISTS (
            SELECT 1 FROM outbox o
            WHERE o.customer_id = c.customer_id AND o.approved_at > c.last_message_at
            AND o.state NOT IN ('cancelled', 'failed') AND NOT EXISTS (
                SELECT 1 FROM conversations d
                WHERE d.customer_id = c.customer_id AND d.last_message_at > c.last_message_at
                AND d.last_message_at < o.approved_at
            )
        ) AS is_answered
    FROM conversations c JOIN understandings u USING (conversation_key)
"""


def conditions(
    connection: sqlite3.Connection, query: ConversationQuery
) -> tuple[str, dict[str, object]]:
    """Return the WHERE of a query over ``understandings u`` and its values."""
    found, values = ["1"], dict[str, object]()
    for name, sql in _EQUAL.items():
        if (wanted := getattr(query, name)) is not None:
            found.append(sql.format(name=name))
            values[name] = str(wanted) if isinstance(wanted, StrEnum) else wanted
    if query.since is not None:
        found.append("u.day >= :since")
        values["since"] = str(query.since)
    if query.until is not None:
        found.append("u.day <= :until")
        values["until"] = str(query.until)
    limit = SATISFIED_FROM
    for asked, yes, no in (
        (query.satisfied, f"u.satisfaction >= {limit}", f"u.satisfaction < {limit}"),
        (query.stated, "u.is_inferred = 0", "u.is_inferred = 1"),
        (query.fcr, "u.fcr = 1", "u.fcr = 0"),
        (query.unanswered, "u.unanswered = 1", "u.unanswered = 0"),
        (query.failed, "u.state = 'failed'", "u.state = 'done'"),
    ):  # fmt: skip
        if asked is not None:
            found.append(yes if asked else no)
    if query.search:
        sql, words = conversation_words.condition(connection, query.search)
        found.append(sql)
        values |= words
    return " AND ".join(found), values


# The plus keeps a frequent topic from being read first and sorted after: the list is read in its
# order until a window is full.
_EQUAL = {
    "source": "u.source = :{name}",
    "channel": "u.channel = :{name}",
    "status": "u.status = :{name}",
    "label": "u.label = :{name}",
    "min_score": "u.csi >= :{name}",
    "topic": "+u.conversation_key IN "
    "(SELECT conversation_key FROM conversation_topics WHERE topic = :{name})",
    "agent": "u.conversation_key IN "
    "(SELECT conversation_key FROM conversation_agents WHERE agent = :{name})",
    "customer_id": "u.conversation_key IN "
    "(SELECT conversation_key FROM conversations WHERE customer_id = :{name})",
}


def count(connection: sqlite3.Connection, query: ConversationQuery) -> int:
    """Return how many conversations a query finds."""
    where, values = conditions(connection, query)
    found = connection.execute(f"SELECT count(*) FROM understandings u WHERE {where}", values)
    return int(found.fetchone()[0])


def window(
    connection: sqlite3.Connection,
    query: ConversationQuery,
    *,
    offset: int,
    limit: int,
    total: int | None = None,
) -> list[tuple[ConversationEdge, ConversationLine]]:
    """Return ``limit`` lines from place ``offset`` on, each with its edge.

    Where the length of the list is known as ``total``, a place in its second half is counted from
    the end.
    """
    if total is not None and offset > total // 2:
        limit = max(min(limit, total - offset), 0)
        after = max(total - offset - limit, 0)
        return _select(connection, query, limit=limit, offset=after, backwards=True)
    return _select(connection, query, limit=limit, offset=offset)


def window_beside(
    connection: sqlite3.Connection,
    query: ConversationQuery,
    edge: ConversationEdge,
    *,
    limit: int,
    before: bool = False,
) -> list[tuple[ConversationEdge, ConversationLine]]:
    """Return the ``limit`` lines that follow ``edge``, or those before it, in the list's order."""
    return _select(connection, query, limit=limit, edge=edge, backwards=before)


def everyone(
    connection: sqlite3.Connection, query: ConversationQuery
) -> Iterator[ConversationLine]:
    """Yield all lines of a query in order, a window at a time."""
    found = window(connection, query, offset=0, limit=_WINDOW)
    while found:
        yield from (line for _edge, line in found)
        found = window_beside(connection, query, found[-1][0], limit=_WINDOW)


def messages(
    connection: sqlite3.Connection, query: ConversationQuery
) -> Iterator[tuple[object, ...]]:
    """Yield the messages of all conversations of a query, each conversation's together.

    Each is its conversation, its id, time, direction, agent, text, whether it is an autoresponse,
    and the message that it answers.
    """
    where, values = conditions(connection, query)
    rows = connection.execute(
        "SELECT c.conversation_id, m.message_id, m.at, m.direction, m.agent, m.text, "
        "m.is_autoresponse, m.parent_id FROM understandings u "
        "JOIN conversations c USING (conversation_key) "
        "JOIN conversation_messages l USING (conversation_key) "
        f"JOIN messages m USING (message_key) WHERE {where} "
        "ORDER BY u.conversation_key, l.at, l.message_key",
        values,
    )
    for *said, is_autoresponse, parent_id in rows:
        yield (*said, bool(is_autoresponse), parent_id)


def find(connection: sqlite3.Connection, query: ConversationQuery, key: int) -> int | None:
    """Return the place of a conversation in the list, or None when it is not in it."""
    sort_key, direction = _SORT_KEYS[query.sort]
    where, values = conditions(connection, query)
    source = "conversations c JOIN understandings u USING (conversation_key)"
    values |= {"key": key}
    row = connection.execute(
        f"SELECT {sort_key} FROM {source} WHERE u.conversation_key = :key AND {where}", values
    ).fetchone()
    if row is None:
        return None
    sign = "<" if direction == "ASC" else ">"
    found = connection.execute(
        f"SELECT count(*) FROM {source} "
        f"WHERE {where} AND ({sort_key}, c.conversation_key) {sign} (:edge, :key)",
        values | {"edge": row[0]},
    )
    return int(found.fetchone()[0])


def line(connection: sqlite3.Connection, key: int) -> ConversationLine | None:
    """Return one conversation as a line; None where it has not been understood yet."""
    row = connection.execute(
        _LINE.format(key="0") + " WHERE u.conversation_key = ?", (key,)
    ).fetchone()
    return None if row is None else _line_of(row)


def topics_of(connection: sqlite3.Connection, key: int) -> tuple[Topic, ...]:
    """Return the stored topics of a conversation with the words that decided."""
    rows = connection.execute(
        "SELECT topic, mentions, evidence FROM conversation_topics WHERE conversation_key = ? "
        "ORDER BY mentions DESC, topic",
        (key,),
    )
    return tuple(Topic(name, found, tuple(json.loads(words))) for name, found, words in rows)


def _select(
    connection: sqlite3.Connection,
    query: ConversationQuery,
    *,
    limit: int,
    offset: int = 0,
    edge: ConversationEdge | None = None,
    backwards: bool = False,
) -> list[tuple[ConversationEdge, ConversationLine]]:
    key, direction = _SORT_KEYS[query.sort]
    if backwards:
        direction = "ASC" if direction == "DESC" else "DESC"
    where, values = conditions(connection, query)
    values |= {"limit": limit, "offset": offset}
    if edge is not None:
        sign = ">" if direction == "ASC" else "<"
        where += f" AND ({key}, c.conversation_key) {sign} (:edge, :edge_key)"
        values |= {"edge": edge.value, "edge_key": edge.key}
    rows = connection.execute(
        _LINE.format(key=key)
        + f" WHERE {where} ORDER BY {key} {direction}, c.conversation_key {direction} "
        + "LIMIT :limit OFFSET :offset",
        values,
    ).fetchall()
    if backwards:
        rows.reverse()
    return [
        (ConversationEdge(row["sort_key"], row["conversation_key"]), _line_of(row)) for row in rows
    ]


def _line_of(row: sqlite3.Row) -> ConversationLine:
    replies = row["replies"]
    return ConversationLine(
        key=row["conversation_key"],
        conversation_id=row["conversation_id"],
        source=row["source"],
        channel=row["channel"],
        participant=row["participant"],
        customer_id=row["customer_id"],
        counterpart=row["counterpart"],
        agent=row["agent"],
        first_at=from_text(row["first_message_at"]),
        last_at=from_text(row["last_message_at"]),
        messages=row["messages"],
        failed=row["error"],
        status=ResolutionStatus(row["status"]) if row["status"] else None,
        fcr=None if row["fcr"] is None else bool(row["fcr"]),
        satisfaction=row["satisfaction"],
        is_inferred=bool(row["is_inferred"]),
        label=Label(row["label"]) if row["label"] else None,
        sentiment=row["sentiment"],
        unanswered=bool(row["unanswered"]),
        response_minutes=row["waited_s"] / replies / 60 if replies else None,
        first_response_minutes=_minutes(row["first_response_s"]),
        handling_minutes=_minutes(row["handling_s"]),
        ces=row["ces"],
        effectiveness=row["effectiveness"],
        effort=row["effort"],
        efficiency=row["efficiency"],
        empathy=row["empathy"],
        csi=row["csi"],
        topics=tuple(json.loads(row["topics"])),
        analyst=row["analyst"],
        reason=row["reason"],
        is_answered=bool(row["is_answered"]),
    )


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60
