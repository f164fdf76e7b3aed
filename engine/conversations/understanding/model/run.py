"""A model works through conversations, several in a call and several calls at a time.

Resumable: what is judged is stored at once, and the very same masked conversation is never paid for
twice. One that cannot be judged is marked failed, never done, and the next run asks again. A run
that must stop (budget, access, cancelled) leaves what it has not come to as it was.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.analysts.model.faults import Fault, summary
from engine.clock import to_text
from engine.conversations.understanding.bulk import UnderstandingReport, write
from engine.conversations.understanding.model.combine import combined
from engine.conversations.understanding.model.form import entries_of
from engine.conversations.understanding.model.reading import Judged, read
from engine.conversations.understanding.understand import understand
from engine.providers.base import ProviderError, Trouble
from engine.running.asking import StoppedError
from engine.running.crew import Crew
from engine.running.run import CLAIM
from engine.store import model_answers
from engine.store.connection import transaction
from engine.store.understandings import MOST_ATTEMPTS, Result

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from engine.conversations.understanding.model.batches import Asked, Batch, Supply
    from engine.conversations.understanding.model.prompt import Prompt

ATTEMPTS = 3
"""How often a run asks about a conversation: once, and twice again after a pause that doubles."""

FIRST_PAUSE_SECONDS = 0.2
"""Nobody is overloaded by a faulty answer; throttling has pauses of its own (``Asker``)."""

_ONE_MAY_SPOIL_ALL = (
    Trouble.MALFORMED,
    Trouble.TRUNCATED,
    Trouble.REFUSED,
    Trouble.REJECTED,
)
_MAY_FARE_BETTER = (Trouble.MALFORMED, Trouble.TRUNCATED)


@dataclass(slots=True)
class ModelReport(UnderstandingReport):
    """What a run did.

    Attributes:
        model: who was asked.
        run_id: by what the record of calls knows the run.
        cached: of those understood, how many had been answered before.
        held: conversations that another run was at.
        stopped: why the run ended early; empty when it did not.
    """

    model: str = ""
    run_id: str = ""
    cached: int = 0
    held: int = 0
    stopped: str = ""

    def to_json(self) -> dict[str, object]:
        """Return the report as plain data."""
        return UnderstandingReport.to_json(self) | {
            "model": self.model,
            "run_id": self.run_id,
            "cached": self.cached,
            "held": self.held,
            "stopped": self.stopped or None,
        }


@dataclass(slots=True, kw_only=True)
class ConversationRun(Crew["Batch", int]):
    """One run over conversations; ``report`` is told how many are done with, as they are.

    Attributes:
        prompt: what makes the requests.
        supply: what there is to do, taken by one worker at a time.
        result: what came of it.
    """

    prompt: Prompt
    supply: Supply
    result: ModelReport
    _batches: Iterator[Batch] = field(default_factory=lambda: iter(()))
    _supplying: threading.Lock = field(default_factory=threading.Lock)

    def work(self) -> None:
        """Work until nothing is left, or the run is stopped or cancelled."""
        self._batches = self.supply.batches()
        Crew.work(self)
        if self.supply.repeats:
            # Their answers are there now, unless the run was stopped.
            self._batches = self.supply.repeated()
            Crew.work(self)
        self.result.stopped = self.stopped

    def _take(self) -> Batch | None:
        with self._supplying:
            return next(self._batches, None)

    def _one(self, connection: sqlite3.Connection, item: Batch) -> int | None:
        self._without_asking(connection, item)
        ours = [one for one in item.asked.values() if self._claim(connection, one)]
        try:
            for reason, failed in self._judge(connection, self._unanswered(connection, ours)):
                self._fail(connection, failed, reason)
        except StoppedError as error:
            if not self.cancelled.is_set():
                self.cancel(str(error))
        finally:
            with self.asker.lock:
                for one in ours:
                    model_answers.release(
                        connection, one.prepared.key, self._model, by=self.asker.run_id
                    )
        return item.size

    @property
    def _model(self) -> str:
        return self.asker.provider.model

    def _without_asking(self, connection: sqlite3.Connection, batch: Batch) -> None:
        """Write what needs no call; an answer that no longer passes is asked for again."""
        facts = [
            Result(one, understand(one.conversation, taxonomy=self.prompt.taxonomy))
            for one in batch.silent
        ]
        with self.asker.lock:
            write(connection, facts, self.clock(), self.result)
        for key, (asked, answer) in batch.answered.items():
            if not self._from_before(connection, asked, answer):
                batch.asked[key] = asked

    def _from_before(
        self, connection: sqlite3.Connection, asked: Asked, answer: dict[str, Any]
    ) -> bool:
        found = read(answer, asked.prepared.shown, self.prompt.taxonomy.names)
        if not isinstance(found, Judged):
            return False
        self._keep(connection, asked, found)
        with self.asker.lock:
            self.result.cached += len(asked.about)
        return True

    def _claim(self, connection: sqlite3.Connection, one: Asked) -> bool:
        now = self.clock()
        with self.asker.lock:
            is_ours = model_answers.claim(
                connection,
                one.prepared.key,
                self._model,
                by=self.asker.run_id,
                now=to_text(now),
                until=to_text(now + CLAIM),
            )
            if not is_ours:
                self.result.held += len(one.about)
        return is_ours

    def _unanswered(self, connection: sqlite3.Connection, ours: Sequence[Asked]) -> list[Asked]:
        """Return what is still without an answer: who held a claim before may have brought one."""
        if self.force:
            return list(ours)
        left = []
        for one in ours:
            answer = model_answers.read_answer(connection, one.prepared.key, self._model)
            if answer is None or not self._from_before(connection, one, answer):
                left.append(one)
        return left

    def _judge(
        self, connection: sqlite3.Connection, asked: list[Asked]
    ) -> Iterator[tuple[str, Asked]]:
        """Ask about conversations and keep what is judged; yield those that failed, and why.

        Raises:
            StoppedError: the run must not go on.
        """
        faults: dict[str, list[Fault]] = {}
        reason = ""
        for attempt in range(ATTEMPTS):
            if not asked:
                return
            if attempt and self.asker.pause(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1)):
                raise StoppedError("cancelled")
            try:
                faults = self._ask(connection, asked, faults)
            except ProviderError as error:
                if len(asked) > 1 and error.kind in _ONE_MAY_SPOIL_ALL:
                    middle = len(asked) // 2
                    yield from self._judge(connection, asked[:middle])
                    yield from self._judge(connection, asked[middle:])
                    return
                reason = str(error)
                if error.kind not in _MAY_FARE_BETTER:
                    break
            else:
                reason = ""
                asked = [one for one in asked if one.prepared.key in faults]
        for one in asked:
            wrong = summary(faults.get(one.prepared.key, []))
            yield reason or f"the model's answer failed the checks: {wrong}", one

    def _ask(
        self,
        connection: sqlite3.Connection,
        asked: Sequence[Asked],
        before: dict[str, list[Fault]],
    ) -> dict[str, list[Fault]]:
        """Make one call and keep what passes the checks; return the faults of the rest."""
        request = self.prompt.request([one.prepared for one in asked], before)
        answer = self.asker.ask(request, None)
        faults: dict[str, list[Fault]] = {}
        entries = entries_of(answer.arguments, len(asked))
        for one, entry in zip(asked, entries, strict=True):
            key = one.prepared.key
            if isinstance(entry, Fault):
                faults[key] = [entry]
                continue
            found = read(entry, one.prepared.shown, self.prompt.taxonomy.names)
            if isinstance(found, Judged):
                self._keep(connection, one, found, entry)
            else:
                faults[key] = found
        return faults

    def _keep(
        self,
        connection: sqlite3.Connection,
        asked: Asked,
        judged: Judged,
        entry: dict[str, Any] | None = None,
    ) -> None:
        """Store what counts, and the answer that it rests on where it is new."""
        results = []
        for one in asked.about:
            ours = understand(one.conversation, taxonomy=self.prompt.taxonomy)
            results.append(Result(one, combined(one.conversation, ours, judged)))
        now = self.clock()
        with self.asker.lock:
            if entry is not None:
                with transaction(connection):
                    model_answers.keep_answer(
                        connection,
                        asked.prepared.key,
                        self._model,
                        entry,
                        answered_at=to_text(now),
                    )
            write(connection, results, now, self.result)

    def _fail(self, connection: sqlite3.Connection, asked: Asked, reason: str) -> None:
        now = self.clock()
        results = [
            # Due at once: a person starts the next run, no clock does.
            Result(one, None, reason, now if one.attempts + 1 < MOST_ATTEMPTS else None)
            for one in asked.about
        ]
        with self.asker.lock:
            write(connection, results, now, self.result)
