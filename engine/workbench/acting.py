"""The next best action at this seat: for all open conversations, for one customer, for a case."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from engine.errors import OperatorError
from engine.store import answering, conversation_groups
from engine.store.conversation_runs import runs
from engine.store.known_customers import known_customers
from engine.workbench.casework import Casework

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from engine.conversations.next_action.evaluate import Evaluation
    from engine.conversations.next_action.predict import Ground, Outcome
    from engine.conversations.next_action.timing import Habits
    from engine.conversations.next_action.wording import Writer
    from engine.delivery.hours import Window
    from engine.models.next_action import Prediction
    from engine.models.vocabulary import Channel
    from engine.store.conversation_groups import Held

_AT_ONCE = 1000
"""Customers whose profiles are read together."""


class NoConversationError(OperatorError):
    """Nobody of that id has a conversation."""

    def __init__(self, called: str) -> None:
        """Say whom."""
        super().__init__(
            f"customer {called!r} not found: no conversation is with anybody so called"
        )


class Acting(Casework):
    """What to do next about open conversations. Nothing is stored: it follows from what is."""

    _habits: tuple[object, Habits] | None = None

    def next_actions(
        self, now: datetime | None = None, *, writer: Writer | None = None
    ) -> Iterator[Outcome]:
        """Yield what comes of each customer's conversations, whoever wrote last first.

        Args:
            now: decide with what was known then; default: the present moment.
            writer: who writes the words; default: the templates.
        """
        ground = self._ground(now or self.clock(), writer)
        groups = conversation_groups.by_customer(self.connection, ground.now)
        return self._outcomes(groups, ground)

    def next_actions_of(
        self, called: str, now: datetime | None = None, *, writer: Writer | None = None
    ) -> list[Outcome]:
        """Return what comes of the conversations of one customer.

        Args:
            called: what the source calls the customer, or the customer's id in the profiles; where
                these are two people, both are answered for.
            now: decide with what was known then; default: the present moment.
            writer: who writes the words; default: the templates.

        Raises:
            NoConversationError: nobody is called so.
        """
        ground = self._ground(now or self.clock(), writer)
        groups = conversation_groups.of_customer(self.connection, called, ground.now)
        found = list(self._outcomes(groups, ground))
        if not found:
            raise NoConversationError(called)
        return found

    def has_conversation(self, customer_id: int) -> bool:
        """Whether any conversation is linked to a customer of the profiles."""
        return conversation_groups.is_linked(self.connection, customer_id)

    def next_best_action(
        self, customer_id: int, *, writer: Writer | None = None
    ) -> Prediction | None:
        """Return the next best action for a customer of the profiles, or None without one.

        It reads whole conversations: ask in a thread, and ``has_conversation`` before.
        """
        now = self.clock()
        group = conversation_groups.of_linked(self.connection, customer_id, now)
        if not group:
            return None
        return next(self._outcomes(iter([group]), self._ground(now, writer))).prediction

    def evaluate_actions(self, *, limit: int | None = None, seed: int = 1) -> Evaluation:
        """Replay all conversations; see ``engine.conversations.next_action.evaluate``."""
        from engine.conversations.next_action.evaluate import evaluate
        from engine.conversations.next_action.replay import replay

        past = replay(conversation_groups.everything(self.connection))
        return evaluate(past, limit=limit, seed=seed)

    def _outcomes(self, groups: Iterator[list[Held]], ground: Ground) -> Iterator[Outcome]:
        from engine.conversations.next_action.predict import predict

        while window := list(islice(groups, _AT_ONCE)):
            linked = [_linked(group) for group in window]
            ids = [one for one in linked if one is not None]
            known = known_customers(self.connection, ids, ground.now) if ids else {}
            for group, customer_id in zip(window, linked, strict=True):
                yield predict(group, None if customer_id is None else known[customer_id], ground)

    def _ground(self, now: datetime, writer: Writer | None = None) -> Ground:
        from engine.conversations.next_action.predict import Ground
        from engine.conversations.understanding.topics import load_taxonomy

        return Ground(
            now=now,
            taxonomy=load_taxonomy(self.settings.conversations.topics),
            habits=self._habits_at(now),
            hours_for=_hours_for,
            supplier=self.settings.supplier.name,
            record=self._faults_by_record,
            writer=writer,
        )

    def _habits_at(self, now: datetime) -> Habits:
        """Return when customers answer; read again when another hour or another import has come."""
        from engine.conversations.next_action.habits import habits_of

        newest = runs(self.connection, 1)
        key = (now.replace(minute=0, second=0, microsecond=0), newest and newest[0]["run_id"])
        if self._habits is None or self._habits[0] != key:
            rows = answering.answers_by_hour(self.connection, now)
            self._habits = (key, habits_of(rows))
        return self._habits[1]

    def _faults_by_record(self, customer_id: int, channel: Channel, text: str) -> tuple[str, ...]:
        """Return what speaks against a writer's words to a customer, by their record."""
        findings = self.check(self.profile(customer_id), channel, text).findings
        return tuple(dict.fromkeys(finding.explanation for finding in findings))


def _linked(group: Sequence[Held]) -> int | None:
    """Return the customer of the profiles with whom the conversations are, where known."""
    ids = (held.conversation.customer_id for held in group)
    return next((one for one in ids if one is not None), None)


# The words of the templates are few: nearly all answers come from memory.
@lru_cache(maxsize=4096)
def _hours_for(text: str) -> Window:
    """Return the hours that the gate keeps for a message."""
    from engine.delivery.hours import MARKETING_HOURS, SERVICE_HOURS
    from engine.delivery.wording import kind_of
    from engine.language.payment import is_about_debt
    from engine.models.vocabulary import MessageKind

    is_strict = kind_of(text) is MessageKind.MARKETING or is_about_debt(text)
    return MARKETING_HOURS if is_strict else SERVICE_HOURS
