"""Conversations put together into calls: as many as fit, those that need no call beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.analysts.model.prompt import identifying
from engine.conversations.understanding.model.prompt import MOST_AT_ONCE, MOST_TOKENS
from engine.models.conversations import Direction
from engine.store import model_answers, understandings
from engine.store.profiles import read_profile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from engine.conversations.understanding.model.prompt import Prepared, Prompt
    from engine.privacy.labels import Label
    from engine.store.understandings import Choice, Waiting

_WINDOW = 100
_MOST_WITHOUT_CALL = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Conversations of which exactly the same leaves the process: one is asked about for all."""

    prepared: Prepared
    about: list[Waiting]


@dataclass(slots=True)
class Batch:
    """The conversations of one call.

    Attributes:
        asked: what the call is about, by key.
        answered: what was answered before, by key, with the answer.
        silent: conversations in which the customer says nothing that could be judged.
    """

    asked: dict[str, Asked] = field(default_factory=dict)
    answered: dict[str, tuple[Asked, dict[str, Any]]] = field(default_factory=dict)
    silent: list[Waiting] = field(default_factory=list)

    def has_room(self, prepared: Prepared) -> bool:
        """Whether one more fits into the call. The first one always does."""
        if not self.asked or prepared.key in self.asked:
            return True
        tokens = sum(one.prepared.tokens for one in self.asked.values())
        return len(self.asked) < MOST_AT_ONCE and tokens + prepared.tokens <= MOST_TOKENS

    @property
    def size(self) -> int:
        """How many conversations it is about."""
        before = [one for one, _answer in self.answered.values()]
        return len(self.silent) + sum(len(one.about) for one in (*before, *self.asked.values()))

    @property
    def is_full(self) -> bool:
        """Whether what needs no call is enough to be written."""
        return len(self.answered) + len(self.silent) >= _MOST_WITHOUT_CALL


class Supply:
    """All that is waiting, in calls. Asks nobody and writes nothing; for one thread at a time.

    A conversation of which the very same leaves as of an earlier one is put aside in ``repeats``:
    once the earlier ones are answered, so is it.

    Args:
        connection: the store.
        choice: which conversations; where forced, earlier answers are not looked at.
        prompt: what makes the requests.
        model: who answers them.
        limit: so many conversations at most.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        choice: Choice,
        *,
        prompt: Prompt,
        model: str,
        limit: int | None = None,
    ) -> None:
        self._connection = connection
        self._choice = choice
        self._prompt = prompt
        self._model = model
        self._limit = limit
        self.repeats: list[tuple[Waiting, Prepared]] = []

    def batches(self) -> Iterator[Batch]:
        """Yield a batch for each call, and some that need none."""
        seen: set[str] = set()
        batch = Batch()
        for one in _waiting(self._connection, self._choice, self._limit):
            if not any(m.direction is Direction.TO_COMPANY for m in one.conversation.messages):
                batch.silent.append(one)
            else:
                prepared = self._prompt.prepare(one.conversation, _known(self._connection, one))
                key = prepared.key
                answer = self._answer(key)
                if key in batch.asked:
                    batch.asked[key].about.append(one)
                elif key in seen:
                    self.repeats.append((one, prepared))
                elif answer is not None:
                    before = batch.answered.setdefault(key, (Asked(prepared, []), answer))
                    before[0].about.append(one)
                else:
                    if not batch.has_room(prepared):
                        yield batch
                        batch = Batch()
                    batch.asked[key] = Asked(prepared, [one])
                    seen.add(key)
            if batch.is_full:
                yield batch
                batch = Batch()
        if batch.size:
            yield batch

    def repeated(self) -> Iterator[Batch]:
        """Yield what was put aside; to be called when all batches are done with."""
        batch = Batch()
        for one, prepared in self.repeats:
            if not batch.has_room(prepared):
                yield batch
                batch = Batch()
            batch.asked.setdefault(prepared.key, Asked(prepared, [])).about.append(one)
        if batch.size:
            yield batch

    def _answer(self, key: str) -> dict[str, Any] | None:
        if self._choice.force:
            return None
        return model_answers.read_answer(self._connection, key, self._model)


def _waiting(
    connection: sqlite3.Connection, choice: Choice, limit: int | None
) -> Iterator[Waiting]:
    after, left = 0, limit
    while left != 0:
        size = _WINDOW if left is None else min(_WINDOW, left)
        found = understandings.waiting(connection, choice, after=after, limit=size)
        if not found:
            return
        yield from found
        after = found[-1].key
        left = None if left is None else left - len(found)


def _known(connection: sqlite3.Connection, one: Waiting) -> list[tuple[Label, str]]:
    """Return what the customer's record holds that identifies them; nothing of a stranger."""
    customer_id = one.conversation.customer_id
    profile = None if customer_id is None else read_profile(connection, customer_id)
    return [] if profile is None else identifying(profile.customer)
