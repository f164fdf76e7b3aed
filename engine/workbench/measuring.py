"""How the service went, at this seat: figures, the conversations behind them, and each one.

For the screens: a figure and its conversations have one query. ``metrics`` gives the figures of a
``ConversationQuery``; the same query, narrowed with its ``of_group`` and ``worst_for`` or with
``dataclasses.replace`` (``satisfied=False``, ``unanswered=True``), gives their lines by window.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.clock import local_date
from engine.errors import OperatorError
from engine.models.service import Metrics
from engine.store import conversation_list, conversations, service_figures
from engine.store.connection import connect
from engine.workbench.conversing import Conversing, UnknownConversationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.conversations.changes import Change, Groups
    from engine.conversations.understanding.bulk import UnderstandingReport
    from engine.loading import Progress
    from engine.models.conversations import Conversation
    from engine.models.service import ConversationLine, Figures, Grouping, TopicCount
    from engine.models.understanding import Sentiment, Topic
    from engine.store.conversation_list import ConversationEdge
    from engine.store.conversation_query import ConversationQuery


class PeriodError(OperatorError):
    """A period that ends before it begins."""


@dataclass(frozen=True, slots=True)
class ConversationView:
    """One conversation as a person reads it.

    Attributes:
        line: its stored figures; None where it has not been understood yet.
        conversation: its messages, oldest first.
        topics: those that are stored, with the words that decided, the most mentioned first.
        moods: the mood of each message by its id, worked out anew by the offline words;
            autoresponses have none.
    """

    line: ConversationLine | None
    conversation: Conversation
    topics: tuple[Topic, ...]
    moods: Mapping[str, Sentiment]


class Measuring(Conversing):
    """What conversations say about the service."""

    def understand_conversations(
        self,
        *,
        stale: bool = False,
        force: bool = False,
        limit: int | None = None,
        progress: Progress = lambda _what, _done, _total: None,
    ) -> UnderstandingReport:
        """Understand what is new or changed by words; see ``understanding.bulk.understand_all``.

        Raises:
            TopicsError: the file of topics in the settings cannot be used.
        """
        from engine.conversations.understanding.analyst import OfflineAnalyst
        from engine.conversations.understanding.bulk import understand_all

        self.prepare()
        return understand_all(
            self.settings.database,
            OfflineAnalyst(self.settings.conversations.topics),
            clock=self.clock,
            stale=stale,
            force=force,
            limit=limit,
            progress=progress,
        )

    def metrics(self, query: ConversationQuery, by: Grouping | None = None) -> Metrics:
        """Return the figures of a query, beside those of the period before of equal length.

        A conversation counts to the day in London on which its first message was written. With
        ``since`` alone the period ends today. Without it there is no period before, nor where the
        calendar has too few days before it.

        For the screen: ``figures.values`` by the names of ``MEASURES``, each with its sample;
        ``delta(name)``; with ``by=Grouping.DAY`` ``groups`` are the points of a plot (a day on
        which no conversation began is not among them).

        Raises:
            PeriodError: ``until`` is before ``since``.
        """
        if query.since is not None and query.until is None:
            query = replace(query, until=max(query.since, local_date(self.clock())))
        if by is None:
            return self._metrics(query)
        # SQLite adds up the groups on another core meanwhile. Measured: a quarter of the time.
        with closing(connect(self.settings.database)) as another, ThreadPoolExecutor(1) as beside:
            groups = beside.submit(service_figures.grouped, another, query, by)
            found = self._metrics(query)
            return replace(found, by=by, groups=groups.result())

    def _metrics(self, query: ConversationQuery) -> Metrics:
        before = _period_before(query)
        figures = service_figures.figures(self.connection, query)
        return Metrics(
            since=query.since,
            until=query.until,
            figures=figures,
            topics=service_figures.topics(self.connection, query, figures.conversations),
            previous_since=before.since if before else None,
            previous=service_figures.figures(self.connection, before) if before else None,
            by=None,
            failed=conversation_list.count(self.connection, replace(query, failed=True)),
            waiting=service_figures.count_waiting(self.connection),
            groups=(),
        )

    def what_changed(
        self, query: ConversationQuery, now: Metrics, groups: Mapping[Grouping, Groups]
    ) -> tuple[Change, ...]:
        """Return which groups moved the satisfaction of a period, the weightiest first.

        Against the period before of equal length; nothing without one, see ``metrics``. What is
        known of the period itself is handed in: it takes as long again to add up.

        Args:
            query: the period.
            now: its ``metrics``.
            groups: all of its ``metrics_of_groups``, by what they are.
        """
        from engine.conversations.changes import changes

        if now.previous is None or now.since is None or now.previous_since is None:
            return ()
        before = replace(query, since=now.previous_since, until=now.since - timedelta(days=1))
        found: list[Change] = []
        for by, those in groups.items():
            then = self.metrics_of_groups(before, by)
            found += changes(by, now.figures, those, now.previous, then)
        return tuple(sorted(found, key=lambda change: -abs(change.weight)))

    def metrics_of_groups(
        self, query: ConversationQuery, by: Grouping
    ) -> tuple[tuple[str, Figures], ...]:
        """Return the figures of each day, agent, topic or channel, and nothing of all of them."""
        return service_figures.grouped(self.connection, query, by)

    def topics(self, query: ConversationQuery) -> tuple[TopicCount, ...]:
        """Return the topics of a query's conversations as ``metrics`` has them, and no figures."""
        understood = conversation_list.count(self.connection, replace(query, failed=False))
        return service_figures.topics(self.connection, query, understood)

    def names_of_groups(self, by: Grouping) -> list[str]:
        """Return every agent, topic or channel that any conversation has, in order."""
        return service_figures.names(self.connection, by)

    def count_conversations(self, query: ConversationQuery) -> int:
        """Return how many conversations a query finds: the length of the list."""
        return conversation_list.count(self.connection, query)

    def conversation_window(
        self, query: ConversationQuery, *, offset: int, limit: int, total: int | None = None
    ) -> list[tuple[ConversationEdge, ConversationLine]]:
        """Return lines from a place on; give the known length as ``total``, it is quicker."""
        return conversation_list.window(
            self.connection, query, offset=offset, limit=limit, total=total
        )

    def conversation_window_beside(
        self, query: ConversationQuery, edge: ConversationEdge, *, limit: int, before: bool = False
    ) -> list[tuple[ConversationEdge, ConversationLine]]:
        """Return the lines that follow a known one, or those before it, in the list's order."""
        return conversation_list.window_beside(
            self.connection, query, edge, limit=limit, before=before
        )

    def every_conversation(self, query: ConversationQuery) -> Iterator[ConversationLine]:
        """Yield all lines of a query in order."""
        return conversation_list.everyone(self.connection, query)

    def every_message(self, query: ConversationQuery) -> Iterator[tuple[object, ...]]:
        """Yield the messages of a query's conversations; see ``conversation_list.messages``."""
        return conversation_list.messages(self.connection, query)

    def find_conversation(self, query: ConversationQuery, key: int) -> int | None:
        """Return the place of a conversation in the list; None when it is not in it."""
        return conversation_list.find(self.connection, query, key)

    def conversation_view(self, conversation_id: str) -> ConversationView:
        """Return one conversation with its messages, figures and topics.

        Raises:
            UnknownConversationError: there is none of that id.
            TopicsError: the file of topics in the settings cannot be used.
        """
        from engine.conversations.understanding.analyst import NotUnderstood, OfflineAnalyst

        key = conversations.find_key(self.connection, conversation_id)
        if key is None:
            raise UnknownConversationError(conversation_id)
        conversation = conversations.conversation(self.connection, key)
        analyst = OfflineAnalyst(self.settings.conversations.topics)
        answer = analyst.understand([conversation])[0]
        moods = () if isinstance(answer, NotUnderstood) else answer.messages
        return ConversationView(
            conversation_list.line(self.connection, key),
            conversation,
            conversation_list.topics_of(self.connection, key),
            {one.message_id: one.sentiment for one in moods},
        )


def _period_before(query: ConversationQuery) -> ConversationQuery | None:
    """Return the same query for as many days before; None where there are not so many.

    Raises:
        PeriodError: ``until`` is before ``since``.
    """
    since, until = query.since, query.until
    if since is None or until is None:
        return None
    if until < since:
        raise PeriodError(f"a period cannot end on {until}, before it begins on {since}")
    length = until - since + timedelta(days=1)
    if since - date.min < length:
        return None
    return replace(query, since=since - length, until=until - length)
