"""A model works through customers, several at a time, while the rules stand behind it.

Resumable: what is done is stored at once and never asked again. What the model cannot do falls to
the rules, with the reason. Nothing is done twice by two runs at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.analysts.base import AnalystError
from engine.analysts.digest import digest
from engine.clock import to_text
from engine.models.case import Analysis
from engine.providers.base import ProviderError
from engine.running.asking import StoppedError
from engine.running.crew import Crew
from engine.store import analyses, model_answers, scores
from engine.store.connection import transaction
from engine.store.profiles import read_profile

if TYPE_CHECKING:
    import sqlite3

    from engine.analysts.base import Analyst
    from engine.analysts.model.analyst import ModelAnalyst
    from engine.analysts.model.prompt import Prepared
    from engine.models.case import Profile
    from engine.running.waiting import Waiting

CLAIM = timedelta(minutes=5)
"""How long one request is ours; longer than all attempts together take."""

_HELD_PAUSE_SECONDS = 0.5
_HELD_TRIES = 40


class Result(StrEnum):
    """What came of one customer."""

    ANALYSED = "analysed"
    CACHED = "cached"
    UNCHANGED = "unchanged"
    FALLBACK = "fallback"
    """The rules' words stand, and asking again will not help."""
    POSTPONED = "postponed"
    """The rules' words stand for now; the next run asks again."""
    HELD = "held"
    """Another run is at it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one customer, and why where it is not the model's analysis."""

    customer_id: int
    result: Result
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class Run(Crew[int, Outcome]):
    """One run over customers.

    Attributes:
        analyst: the model analyst.
        rules: who stands behind it.
        waiting: whom to work on.
        model_segments: let the model's segments count, not those of the rules.
    """

    analyst: ModelAnalyst
    rules: Analyst
    waiting: Waiting
    model_segments: bool
    _held: dict[int, int] = field(default_factory=dict)

    def _take(self) -> int | None:
        return self.waiting.take()

    def _one(self, connection: sqlite3.Connection, customer_id: int) -> Outcome | None:
        """Work on one customer; None when there is nothing to tell yet."""
        profile = read_profile(connection, customer_id)
        if profile is None:
            return None
        if not self.force and analyses.is_done(
            connection, customer_id, self.analyst.name, profile_digest=digest(profile)
        ):
            return Outcome(customer_id, Result.UNCHANGED)
        prepared = self.analyst.prepare(profile)
        by = f"{self.asker.run_id}:{customer_id}"
        now = self.clock()
        model = self.asker.provider.model
        with self.asker.lock:
            is_ours = model_answers.claim(
                connection, prepared.key, model, by=by, now=to_text(now), until=to_text(now + CLAIM)
            )
        if not is_ours:
            return self._held_by_another(customer_id)
        try:
            # Asked under the claim: who held it before may just have brought the answer.
            return self._from_cache(connection, profile, prepared) or self._ask(
                connection, profile, prepared
            )
        finally:
            with self.asker.lock:
                model_answers.release(connection, prepared.key, model, by=by)

    def _held_by_another(self, customer_id: int) -> Outcome | None:
        tries = self._held[customer_id] = self._held.get(customer_id, 0) + 1
        if tries > _HELD_TRIES:
            return Outcome(customer_id, Result.HELD, "another run is working on it")
        self.cancelled.wait(_HELD_PAUSE_SECONDS if tries > 1 else 0)
        self.waiting.last(customer_id)
        return None

    def _from_cache(
        self, connection: sqlite3.Connection, profile: Profile, prepared: Prepared
    ) -> Outcome | None:
        if self.force:
            return None
        model = self.asker.provider.model
        arguments = model_answers.read_answer(connection, prepared.key, model)
        if arguments is None:
            return None
        # Checked again: the record's names, or the checks, may be others than at that time.
        analysis = self.analyst.read(profile, prepared, arguments)
        if not isinstance(analysis, Analysis):
            return None
        self._keep(connection, profile, analysis, is_final=True)
        return Outcome(profile.customer.customer_id, Result.CACHED)

    def _ask(
        self, connection: sqlite3.Connection, profile: Profile, prepared: Prepared
    ) -> Outcome | None:
        customer_id = profile.customer.customer_id
        try:
            analysis, answer = self.analyst.explain(
                profile, prepared, lambda request: self.asker.ask(request, customer_id)
            )
        except StoppedError as error:
            if not self.cancelled.is_set():
                self.cancel(str(error))
                return self._fall_back(connection, profile, str(error), is_final=False)
            return None
        except AnalystError as error:
            return self._fall_back(connection, profile, str(error), is_final=True)
        except ProviderError as error:
            is_final = not error.kind.is_transient
            return self._fall_back(connection, profile, str(error), is_final=is_final)
        with self.asker.lock, transaction(connection):
            model_answers.keep_answer(
                connection,
                prepared.key,
                self.asker.provider.model,
                answer.arguments,
                answered_at=to_text(self.clock()),
            )
            self._store(connection, profile, analysis, is_final=True)
        return Outcome(customer_id, Result.ANALYSED)

    def _fall_back(
        self, connection: sqlite3.Connection, profile: Profile, reason: str, *, is_final: bool
    ) -> Outcome:
        analysis = replace(self.rules.analyse(profile), fallback_reason=reason)
        self._keep(connection, profile, analysis, is_final=is_final)
        result = Result.FALLBACK if is_final else Result.POSTPONED
        return Outcome(profile.customer.customer_id, result, reason)

    def _keep(
        self,
        connection: sqlite3.Connection,
        profile: Profile,
        analysis: Analysis,
        *,
        is_final: bool,
    ) -> None:
        with self.asker.lock, transaction(connection):
            self._store(connection, profile, analysis, is_final=is_final)

    def _store(
        self,
        connection: sqlite3.Connection,
        profile: Profile,
        analysis: Analysis,
        *,
        is_final: bool,
    ) -> None:
        analyses.save_analysis(
            connection,
            analysis,
            analyst=self.analyst.name,
            profile_digest=digest(profile),
            made_at=to_text(self.clock()),
            is_final=is_final,
        )
        if self.model_segments:
            scores.set_segment(connection, analysis.customer_id, analysis.segment)
