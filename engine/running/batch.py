"""Large runs at half the price: choose the records, hand a job in, see how it stands.

What is analysed, answered before or under way in another job is not paid for again. A job that is
under way holds nobody up: a run that comes to one of its customers asks the model by itself.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import IO, TYPE_CHECKING

from engine.analysts.digest import digest
from engine.clock import to_text
from engine.providers.base import ProviderError, Trouble
from engine.providers.bedrock_batch import FINISHED, BedrockBatch
from engine.providers.bedrock_native import model_input
from engine.running.batch_selection import Selection, batch_price
from engine.running.choice import BEDROCK
from engine.running.plan import TYPICAL_ANSWER_TOKENS
from engine.running.prices import estimated_tokens, tariff_of
from engine.running.setup import limits_of, make_analyst
from engine.store import analyses, model_answers, model_batches, model_calls
from engine.store.connection import transaction
from engine.store.model_batches import STARTING, Batch, Record
from engine.store.model_calls import NewCall
from engine.store.profiles import read_profile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from engine.clock import Clock
    from engine.settings import Settings

MINIMUM = 100
"""Records that a job must hold (Amazon Bedrock quotas, "Minimum number of records per batch
inference job")."""

MAXIMUM = 50_000
"""Records that one file may hold (Amazon Bedrock quotas, "Records per input file")."""

_LONGEST_JOB = timedelta(hours=168)
"""After which a job has expired at the latest (API Reference, CreateModelInvocationJob)."""

_SHORTENED = 32
"""Hexadecimal digits of a request's key that name its record: 128 bits, no customer in them."""


class TooFewError(Exception):
    """The service would refuse so small a job; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Batches:
    """Jobs of batch inference at one database.

    Attributes:
        connection: the store.
        settings: model, limits, agent.
        clock: the present moment.
        service: where jobs are handed in.
    """

    connection: sqlite3.Connection
    settings: Settings
    clock: Clock
    service: BedrockBatch

    def select(self, customer_ids: Iterable[int], into: IO[bytes] | None = None) -> Selection:
        """Return what a job for these customers would hold; asks nobody and stores nothing.

        Args:
            customer_ids: whom it is to be about, the most pressing first.
            into: where to write the records.

        Raises:
            ProviderError: the model cannot be asked in a batch.
        """
        model = self.settings.bedrock.model
        analyst = make_analyst(BEDROCK, self.settings)
        chosen = Selection(model)
        keys: set[str] = set()
        since = to_text(self.clock() - _LONGEST_JOB)
        for customer_id in customer_ids:
            profile = read_profile(self.connection, customer_id)
            if profile is None:
                continue
            chosen.customers += 1
            if analyses.is_done(
                self.connection, customer_id, BEDROCK, profile_digest=digest(profile)
            ):
                chosen.unchanged += 1
                continue
            prepared = analyst.prepare(profile)
            if prepared.key not in keys:
                if model_answers.read_answer(self.connection, prepared.key, model):
                    chosen.cached += 1
                    continue
                if model_batches.is_under_way(self.connection, prepared.key, model, since=since):
                    chosen.under_way += 1
                    continue
                if len(keys) == MAXIMUM:
                    chosen.left_over += 1
                    continue
                keys.add(prepared.key)
                chosen.input_tokens += estimated_tokens(prepared.request)
                body = model_input(prepared.request, model)
                if into is not None:
                    line = {"recordId": prepared.key[:_SHORTENED], "modelInput": body}
                    into.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            chosen.about.append(Record(customer_id, prepared.key[:_SHORTENED], prepared.key))
        chosen.records = len(keys)
        measured = model_calls.mean_tokens(self.connection, model)
        each = measured[1] if measured else TYPICAL_ANSWER_TOKENS
        chosen.output_tokens = round(chosen.records * each)
        expected = tariff_of(model, self.settings).expected(
            chosen.input_tokens, chosen.output_tokens
        )
        chosen.micropounds = batch_price(expected)
        return chosen

    def start(
        self, customer_ids: Iterable[int], *, allow_small: bool = False
    ) -> tuple[Selection, Batch | None]:
        """Hand in a job for these customers; return what it holds, and the job.

        There is no job where nothing is left to ask. A job whose state is still ``STARTING`` may
        have been taken or not; ``refresh`` finds out.

        Raises:
            TooFewError: so few records would be refused.
            LimitReachedError: what it would cost is more than may be spent.
            ProviderError: the job has not been started.
        """
        with tempfile.TemporaryFile() as file:
            chosen = self.select(customer_ids, file)
            if not chosen.records:
                return chosen, None
            if chosen.records < MINIMUM and not allow_small:
                raise TooFewError(
                    f"Amazon takes no batch job of fewer than {MINIMUM} records, and there are "
                    f"{chosen.records} to ask about. Use sne analyse for them, or --allow-small "
                    "where your quota is another."
                )
            batch = self._reserve(chosen)
            file.seek(0)
            try:
                self.service.put(batch.model, batch.batch_id, file)
            except ProviderError as error:
                self._give_up(batch, error)
                raise
        try:
            return chosen, self._hand_in(batch)
        except ProviderError as error:
            if not error.kind.is_transient:
                self._give_up(batch, error)
                raise
            return chosen, self._stands(batch, STARTING, str(error))

    def jobs(self) -> list[Batch]:
        """Return all jobs as last seen, the newest first."""
        return model_batches.batches(self.connection)

    def find(self, batch_id: str) -> Batch | None:
        """Return one job as last seen, or None."""
        return model_batches.find_batch(self.connection, batch_id)

    def refresh(self, batch: Batch) -> Batch:
        """Ask the service how a job stands, and start one again that may not have started.

        A job that the service does not know (that of another account, perhaps) stands as before,
        with the reason as its message: it must not hide the others.

        Raises:
            ProviderError: the service does not tell.
        """
        if batch.state in FINISHED:
            return batch
        try:
            if batch.arn is None:
                batch = self._hand_in(batch)
            status = self.service.status(batch.arn or "")
        except ProviderError as error:
            # With a request's id it is the service that refuses, not the set-up of this machine.
            if error.kind is not Trouble.MISCONFIGURED or not error.request_id:
                raise
            return self._stands(batch, batch.state if batch.arn else "Failed", str(error))
        return self._stands(batch, status.state, status.message)

    def _reserve(self, chosen: Selection) -> Batch:
        now = self.clock()
        batch_id = uuid.uuid4().hex[:12]
        call = NewCall(
            run_id=batch_id,
            at=to_text(now),
            agent=self.settings.agent,
            customer_id=None,
            provider=BEDROCK,
            model=chosen.model,
            micropounds=chosen.micropounds,
        )
        call_id = model_calls.reserve(self.connection, call, limits_of(self.settings, now))
        batch = Batch(
            batch_id=batch_id,
            arn=None,
            model=chosen.model,
            state=STARTING,
            message="",
            created_at=to_text(now),
            agent=self.settings.agent,
            records=chosen.records,
            micropounds=chosen.micropounds,
            call_id=call_id,
        )
        with transaction(self.connection):
            model_batches.add_batch(self.connection, batch, chosen.about)
        return batch

    def _hand_in(self, batch: Batch) -> Batch:
        arn = self.service.start(batch.model, batch.batch_id)
        with transaction(self.connection):
            model_batches.started(self.connection, batch.batch_id, arn)
        return replace(batch, arn=arn, state="Submitted", message="")

    def _give_up(self, batch: Batch, error: ProviderError) -> None:
        with transaction(self.connection):
            model_batches.forget_batch(self.connection, batch.batch_id)
            model_calls.settle(
                self.connection,
                batch.call_id,
                outcome=str(error.kind),
                seconds=0.0,
                usage=None,
                micropounds=0,
                request_id=error.request_id,
            )

    def _stands(self, batch: Batch, state: str, message: str) -> Batch:
        if (state, message) != (batch.state, batch.message):
            with transaction(self.connection):
                model_batches.stands(self.connection, batch.batch_id, state, message)
        return replace(batch, state=state, message=message)


@contextmanager
def open_batches(
    connection: sqlite3.Connection, settings: Settings, clock: Clock
) -> Iterator[Batches]:
    """Join the parts from the settings; nothing is connected before it is needed."""
    bedrock = settings.bedrock
    service = BedrockBatch(
        region=bedrock.region,
        residency=bedrock.residency,
        profile=bedrock.profile or None,
        role=bedrock.batch_role,
        bucket=bedrock.batch_bucket,
    )
    try:
        yield Batches(connection, settings, clock, service)
    finally:
        service.close()
