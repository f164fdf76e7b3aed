"""What is understood of each conversation, and which ones are still to be understood."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import from_text, local_date, to_text
from engine.store.conversations import several

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from engine.models.conversations import Conversation
    from engine.models.understanding import Understanding

MOST_ATTEMPTS = 3
"""A failed conversation is tried again twice; then only when it changes, when forced, or by
another analyst: what a model cannot judge, words can."""

_WAITING = """
    FROM conversations c LEFT JOIN understandings u USING (conversation_key)
    WHERE c.messages > 0 AND c.conversation_key > :after AND (
        :force
        OR u.conversation_key IS NULL
        OR u.revision <> c.revision
        OR (u.state = 'done' AND :version <> '' AND u.version <> :version
            AND u.analyst IN ('offline', :analyst))
        OR (u.state = 'failed' AND u.attempts < :most AND u.try_after <= :now)
        OR (u.state = 'failed' AND u.analyst <> :analyst)
    )
"""

_COLUMNS = (
    "conversation_key", "state", "day", "source", "channel", "customer_messages",
    "agent_messages", "autoresponses", "satisfaction", "is_inferred", "fcr", "unanswered",
    "replies", "waited_s", "first_response_s", "handling_s", "sentiment", "sentiment_shift", "ces",
    "effectiveness", "effort", "efficiency", "empathy", "csi", "label", "status", "revision",
    "analyst", "version", "attempts", "try_after", "understood_at", "error", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Which conversations are to be understood.

    Attributes:
        now: failed ones whose pause is over by then are among them.
        version: those understood by another version are among them, where they were understood by
            the same analyst or by words alone; empty: they are not.
        analyst: who is to understand them. What a model has judged, words alone do not judge anew.
        force: all are.
    """

    now: str
    version: str = ""
    analyst: str = "offline"
    force: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation to be understood.

    Attributes:
        key: its number in the store.
        revision: what it is at.
        attempts: how often this revision has failed.
        day: the day in London on which it began.
        channel: where it was held; the kind of file where nothing says it.
        conversation: what was written.
    """

    key: int
    revision: int
    attempts: int
    day: str
    channel: str
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one: an understanding, or why there is none and when to try again."""

    of: Waiting
    understanding: Understanding | None
    error: str | None = None
    try_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class By:
    """Who understood, by which version of words and rules, and when."""

    analyst: str
    version: str
    at: str


def count_waiting(connection: sqlite3.Connection, choice: Choice) -> int:
    """Return how many conversations are to be understood."""
    found = connection.execute(f"SELECT count(*) {_WAITING}", _values(choice, 0)).fetchone()
    return int(found[0])


def waiting(
    connection: sqlite3.Connection, choice: Choice, *, after: int, limit: int
) -> list[Waiting]:
    """Return the next ``limit`` conversations to be understood, by their keys after ``after``."""
    rows = connection.execute(
        "SELECT c.conversation_key, c.revision, c.first_message_at, "
        "coalesce(c.platform, c.source) AS channel, "
        "iif(u.state = 'failed' AND u.revision = c.revision AND NOT :force, u.attempts, 0) "
        f"AS attempts {_WAITING} ORDER BY c.conversation_key LIMIT :limit",
        _values(choice, after) | {"limit": limit},
    ).fetchall()
    found = several(connection, [row["conversation_key"] for row in rows])
    return [
        Waiting(
            key=row["conversation_key"],
            revision=row["revision"],
            attempts=row["attempts"],
            day=str(local_date(from_text(row["first_message_at"]))),
            channel=row["channel"],
            conversation=found[row["conversation_key"]],
        )
        for row in rows
        if row["conversation_key"] in found
    ]


def _values(choice: Choice, after: int) -> dict[str, object]:
    return {
        "after": after,
        "force": int(choice.force),
        "version": choice.version,
        "analyst": choice.analyst,
        "now": choice.now,
        "most": MOST_ATTEMPTS,
    }


def write(connection: sqlite3.Connection, results: Iterable[Result], by: By) -> list[Result]:
    """Store what is understood, within a transaction.

    Returns:
        What was stored. A conversation that has changed or gone meanwhile is left for the next run.
    """
    found = {result.of.key: result for result in results}
    keys = json.dumps(list(found))
    current = dict(
        connection.execute(
            "SELECT conversation_key, revision FROM conversations "
            "WHERE conversation_key IN (SELECT value FROM json_each(?))",
            (keys,),
        ).fetchall()
    )
    kept = [result for key, result in found.items() if current.get(key) == result.of.revision]
    updates = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    connection.executemany(
        f"INSERT INTO understandings ({', '.join(_COLUMNS)}) "
        f"VALUES ({', '.join('?' * len(_COLUMNS))}) "
        f"ON CONFLICT (conversation_key) DO UPDATE SET {updates}",
        (_row(result, by) for result in kept),
    )
    for table in ("conversation_topics", "conversation_agents"):
        connection.execute(
            f"DELETE FROM {table} WHERE conversation_key IN (SELECT value FROM json_each(?))",
            (json.dumps([result.of.key for result in kept]),),
        )
    connection.executemany(
        "INSERT INTO conversation_topics (conversation_key, topic, mentions, evidence) "
        "VALUES (?, ?, ?, ?)",
        (
            (result.of.key, topic.name, topic.mentions, json.dumps(topic.evidence))
            for result in kept
            if result.understanding
            for topic in result.understanding.topics
        ),
    )
    connection.executemany(
        "INSERT INTO conversation_agents (conversation_key, agent, messages, replies, waited_s) "
        "VALUES (?, ?, ?, ?, ?)",
        (row for result in kept for row in _agents(result)),
    )
    return kept


def _row(result: Result, by: By) -> tuple[object, ...]:
    of, understood = result.of, result.understanding
    head = (of.key, "done" if understood else "failed", of.day, of.conversation.source, of.channel)
    try_after = None if result.try_after is None else to_text(result.try_after)
    attempts = of.attempts + (understood is None)
    reason = understood.reason if understood else ""
    why = (result.error, reason or None)
    tail = (of.revision, by.analyst, by.version, attempts, try_after, by.at, *why)
    if understood is None:
        return (*head, *[None] * (len(_COLUMNS) - len(head) - len(tail)), *tail)
    index = understood.index
    return (
        *head,
        understood.customer_messages,
        understood.agent_messages,
        understood.autoresponses,
        understood.satisfaction,
        None if understood.satisfaction is None else int(understood.is_inferred),
        None if understood.fcr is None else int(understood.fcr),
        int(understood.unanswered),
        len(understood.replies),
        sum(reply.waited_s for reply in understood.replies),
        understood.first_response_s,
        understood.handling_s,
        understood.sentiment,
        understood.sentiment_shift,
        understood.ces,
        index.effectiveness,
        index.effort,
        index.efficiency,
        index.empathy,
        index.csi,
        understood.label,
        understood.status,
        *tail,
    )


def _agents(result: Result) -> list[tuple[object, ...]]:
    """Return the agents of a conversation: all who wrote, and how long was waited for each."""
    if result.understanding is None:
        return []
    found: dict[str, list[float]] = {}
    for message in result.of.conversation.messages:
        if message.agent and not message.is_autoresponse:
            found.setdefault(message.agent, [0, 0, 0.0])[0] += 1
    for reply in result.understanding.replies:
        if reply.agent:
            sums = found.setdefault(reply.agent, [1, 0, 0.0])
            sums[1] += 1
            sums[2] += reply.waited_s
    return [(result.of.key, agent, *sums) for agent, sums in found.items()]
