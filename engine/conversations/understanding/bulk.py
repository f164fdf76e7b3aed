"""Understand all conversations that are new or changed: read a window, understand, write it.

Done work is not done twice. A conversation that cannot be understood is marked failed, never done;
it is tried again by a later run, twice, after a pause that doubles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.conversations.understanding.analyst import NotUnderstood
from engine.store import conversation_words, understandings
from engine.store.connection import commit_quicker, connect, transaction
from engine.store.understandings import MOST_ATTEMPTS, By, Choice, Result, Waiting

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from engine.clock import Clock
    from engine.conversations.understanding.analyst import ConversationAnalyst
    from engine.loading import Progress
    from engine.models.conversations import Conversation

_AT_ONCE = 500
_FIRST_PAUSE = timedelta(minutes=1)


@dataclass(slots=True)
class UnderstandingReport:
    """What a run did.

    Attributes:
        analyst: who understood.
        version: by which version of words and rules.
        understood: conversations that are done.
        failed: those that could not be understood.
        errors: why, for the first few: the conversation and the reason.
    """

    analyst: str
    version: str
    understood: int = 0
    failed: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """Return the report as plain data."""
        return {
            "analyst": self.analyst,
            "version": self.version,
            "understood": self.understood,
            "failed": self.failed,
            "errors": [{"conversation": one, "error": error} for one, error in self.errors],
        }


_ERRORS_KEPT = 5


def understand_all(
    database: Path,
    analyst: ConversationAnalyst,
    *,
    clock: Clock,
    stale: bool = False,
    force: bool = False,
    limit: int | None = None,
    progress: Progress = lambda _what, _done, _total: None,
) -> UnderstandingReport:
    """Understand what is new, changed, or failed and due again; a killed run goes on with the next.

    Args:
        database: the file; its schema must be up to date.
        analyst: who understands.
        clock: the present moment.
        stale: also what was understood by another version of words and rules.
        force: everything.
        limit: so many conversations at most.
        progress: told how far it is.

    Raises:
        StoreError: the database cannot be written.
    """
    report = UnderstandingReport(analyst.name, analyst.version)
    choice = Choice(to_text(clock()), analyst.version if stale else "", analyst.name, force)
    connection = connect(database)
    try:
        # What a power cut takes is understood again.
        commit_quicker(connection)
        total = understandings.count_waiting(connection, choice)
        total = total if limit is None else min(total, limit)
        done = after = 0
        while found := understandings.waiting(
            connection, choice, after=after, limit=min(_AT_ONCE, total - done)
        ):
            after = found[-1].key
            write(connection, _understood(analyst, found, clock()), clock(), report)
            done += len(found)
            progress("understanding", done, max(total, done))
    finally:
        connection.close()
    return report


def _understood(analyst: ConversationAnalyst, found: list[Waiting], now: datetime) -> list[Result]:
    answers = analyst.understand([one.conversation for one in found])
    return [
        Result(one, None, answer.error, _try_after(one.attempts + 1, now))
        if isinstance(answer, NotUnderstood)
        else Result(one, answer)
        for one, answer in zip(found, answers, strict=True)
    ]


def _try_after(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after so many attempts; None when it is time to give up."""
    return None if attempts >= MOST_ATTEMPTS else now + _FIRST_PAUSE * 2 ** (attempts - 1)


def write(
    connection: sqlite3.Connection,
    results: list[Result],
    now: datetime,
    report: UnderstandingReport,
) -> None:
    """Store what came of conversations and count it in the report."""
    with transaction(connection):
        kept = understandings.write(
            connection, results, By(report.analyst, report.version, to_text(now))
        )
        conversation_words.index(
            connection, {one.of.key: _findable(one.of.conversation) for one in kept}
        )
    for one in kept:
        if one.understanding is not None:
            report.understood += 1
            continue
        report.failed += 1
        if len(report.errors) < _ERRORS_KEPT:
            report.errors.append((one.of.conversation.conversation_id, one.error or ""))


def _findable(conversation: Conversation) -> str:
    """Return what a search looks in: names, ids and all texts."""
    agents = {message.agent for message in conversation.messages if message.agent}
    return "\n".join(
        (
            conversation.conversation_id,
            conversation.participant,
            conversation.counterpart,
            *sorted(agents),
            *(message.text for message in conversation.messages),
        )
    )
