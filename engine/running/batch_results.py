"""Join the results of a job to the customers as their records are now.

An answer passes the same checks as in a run before it becomes an analysis. Nothing is repaired
here: what does not pass is left for an ordinary run.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from engine.analysts.digest import digest
from engine.analysts.model.analyst import ModelAnalyst
from engine.analysts.model.form import form_tool
from engine.analysts.texts import load_texts
from engine.clock import to_text
from engine.models.case import Analysis
from engine.providers.base import ProviderError, Trouble, Usage
from engine.providers.bedrock_batch import FINISHED
from engine.providers.bedrock_native import read_output
from engine.running.batch_selection import batch_price
from engine.running.choice import BEDROCK
from engine.running.prices import tariff_of
from engine.store import analyses, model_answers, model_batches, model_calls, scores
from engine.store.connection import transaction
from engine.store.model_batches import Result
from engine.store.profiles import read_profile

if TYPE_CHECKING:
    from engine.running.batch import Batches
    from engine.store.model_batches import Batch, Record

ANSWERED = "answered in a batch"
"""The outcome of a job's row in the record of calls. Not that of a single call: its tokens are
those of many, and an average call is not to be judged by them."""


def collect(batches: Batches, batch: Batch) -> Batch:
    """Read the results of a job if it has finished; return the job.

    Collecting twice changes nothing. When it fails on the way, what was joined stays, and the
    next time does the rest.

    Raises:
        ProviderError: the service does not tell, or the results cannot be read to their end.
    """
    if batch.collected_at is not None:
        return batch
    batch = batches.refresh(batch)
    if batch.state not in FINISHED:
        return batch
    joining = _Joining(batches, batch)
    for line in batches.service.results(batch.batch_id):
        joining.add(line)
    return joining.finish()


@dataclass(frozen=True, slots=True)
class _Made:
    analysis: Analysis
    profile_digest: str


@dataclass(slots=True)
class _Joining:
    batches: Batches
    batch: Batch
    seen: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)
    analyst: ModelAnalyst = field(init=False)

    def __post_init__(self) -> None:
        settings = self.batches.settings
        # As whoever handed it in: their name is masked, whoever collects.
        self.analyst = ModelAnalyst(
            BEDROCK, load_texts(settings.analysis.texts), settings.supplier.name, self.batch.agent
        )

    def add(self, line: bytes) -> None:
        """Take in one line of the results."""
        data = _parsed(line)
        record_id = data.get("recordId")
        about = self._about(record_id) if isinstance(record_id, str) else []
        if not about:
            self.counts["foreign"] += bool(line.strip())
            return
        if record_id in self.seen:
            return
        self.seen.add(str(record_id))
        try:
            answer = read_output(data.get("modelOutput"), form_tool().name, self.batch.model)
        except ProviderError as error:
            self._count_tokens(error.usage)
            self.counts["failed"] += 1
            return
        self._count_tokens(answer.usage)
        self.counts["answered"] += 1
        self.counts["unmetered"] += answer.usage == Usage(0, 0)
        made = [self._join(record, answer.arguments) for record in about]
        if any(made):
            # Checked before, so that nobody who writes waits for the checks.
            with transaction(self.batches.connection):
                model_answers.keep_answer(
                    self.batches.connection,
                    about[0].key,
                    self.batch.model,
                    answer.arguments,
                    answered_at=self._now(),
                )
                for one in made:
                    if isinstance(one, _Made):
                        self._save(one)

    def finish(self) -> Batch:
        """Settle the cost and close the job."""
        batch, counts = self.batch, self.counts
        usage = Usage(**{name: self.tokens[name] for name in _TOKENS})
        cost = tariff_of(batch.model, self.batches.settings).cost(usage)
        # An answer without figures has been paid for as well: as much as was expected.
        guessed = -(-batch.micropounds * counts["unmetered"] // max(batch.records, 1))
        result = Result(
            analysed=counts["analysed"],
            unchanged=counts["unchanged"],
            changed=counts["changed"],
            faulty=counts["faulty"],
            failed=counts["failed"],
            missing=max(batch.records - len(self.seen), 0),
            foreign=counts["foreign"],
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            micropounds=batch_price(cost) + guessed,
        )
        now, connection = self._now(), self.batches.connection
        with transaction(connection):
            if model_batches.finish(connection, batch.batch_id, result, at=now):
                model_calls.settle(
                    connection,
                    batch.call_id,
                    outcome=ANSWERED if counts["answered"] else str(Trouble.UNAVAILABLE),
                    seconds=0.0,
                    usage=usage,
                    micropounds=result.micropounds,
                    request_id="",
                )
        # Another program may have collected at the same time; what it wrote stands.
        return self.batches.find(batch.batch_id) or replace(batch, result=result)

    def _about(self, record_id: str) -> list[Record]:
        return model_batches.about(self.batches.connection, self.batch.batch_id, record_id)

    def _join(self, record: Record, arguments: dict[str, Any]) -> _Made | bool:
        """Return what an answer amounts to for one customer, or whether it is worth keeping."""
        connection, customer_id = self.batches.connection, record.customer_id
        profile = read_profile(connection, customer_id)
        if profile is None:
            self.counts["changed"] += 1
            return False
        profile_digest = digest(profile)
        if analyses.is_done(connection, customer_id, BEDROCK, profile_digest=profile_digest):
            self.counts["unchanged"] += 1
            return False
        prepared = self.analyst.prepare(profile)
        if prepared.key != record.key:
            self.counts["changed"] += 1
            return True
        analysis = self.analyst.read(profile, prepared, arguments)
        if not isinstance(analysis, Analysis):
            self.counts["faulty"] += 1
            return False
        self.counts["analysed"] += 1
        return _Made(analysis, profile_digest)

    def _save(self, made: _Made) -> None:
        connection, analysis = self.batches.connection, made.analysis
        analyses.save_analysis(
            connection,
            analysis,
            analyst=BEDROCK,
            profile_digest=made.profile_digest,
            made_at=self._now(),
            is_final=True,
        )
        if self.batches.settings.analysis.segment_by == "model":
            scores.set_segment(connection, analysis.customer_id, analysis.segment)

    def _count_tokens(self, usage: Usage | None) -> None:
        for name in _TOKENS:
            self.tokens[name] += getattr(usage, name) if usage else 0

    def _now(self) -> str:
        return to_text(self.batches.clock())


_TOKENS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
