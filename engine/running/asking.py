"""Ask a model once more than necessary, never more than allowed: retries, limits, records."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.providers.base import ProviderError
from engine.store import model_calls
from engine.store.model_calls import LimitReachedError, NewCall

if TYPE_CHECKING:
    import sqlite3
    import threading
    from collections.abc import Callable
    from random import Random

    from engine.clock import Clock
    from engine.providers.base import Answer, Provider, Request, Usage
    from engine.running.prices import Tariff
    from engine.running.traffic import Traffic
    from engine.store.model_calls import Limits

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 20.0
ANSWERED = "answered"


class StoppedError(Exception):
    """The run must not go on; the message says why and what to do."""


@dataclass(slots=True)
class Asker:
    """Carries requests to a provider for one run. Safe for many threads.

    Attributes:
        provider: who is asked.
        connection: for the record of calls; used by one thread at a time.
        lock: held while writing. SQLite lets one write at a time anyway, and threads that wait
            here do not sleep between looks as those do that wait for the file.
        traffic: when a call may begin.
        tariff: what calls cost.
        limits: what may be spent, asked before every call.
        run_id: the run they belong to.
        agent: who pays with their allowance.
        clock: the present moment.
        random: spreads the pauses.
        pause: waits some seconds; returns True when the run was cancelled meanwhile.
        is_cancelled: whether the run was cancelled.
    """

    provider: Provider
    connection: sqlite3.Connection
    lock: threading.Lock
    traffic: Traffic
    tariff: Tariff
    limits: Callable[[], Limits]
    run_id: str
    agent: str
    clock: Clock
    random: Random
    pause: Callable[[float], bool]
    is_cancelled: Callable[[], bool]

    def ask(self, request: Request, customer_id: int | None) -> Answer:
        """Return the model's answer, after as many attempts as make sense.

        Raises:
            ProviderError: there is none for this customer.
            StoppedError: the run must not go on: limits, access, settings, no service, cancelled.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(request, customer_id)
            except ProviderError as error:
                if error.kind.stops_run:
                    raise StoppedError(str(error)) from None
                if self.traffic.is_broken:
                    raise StoppedError(
                        f"the service does not answer ({error}); run it again later, what is done "
                        "is kept"
                    ) from None
                if not error.kind.is_transient or attempt == ATTEMPTS:
                    raise
                longest = min(FIRST_PAUSE_SECONDS * 2**attempt, LONGEST_PAUSE_SECONDS)
                # Full jitter, so that many who failed together do not come back together.
                if self.pause(error.retry_after or self.random.uniform(0, longest)):
                    raise StoppedError("cancelled") from None
        raise AssertionError("the last attempt returns or raises")

    def _once(self, request: Request, customer_id: int | None) -> Answer:
        if not self.traffic.enter(self.is_cancelled):
            raise StoppedError("cancelled")
        trouble, retry_after = None, None
        try:
            call_id = self._reserve(request, customer_id)
            began = time.monotonic()
            try:
                answer = self.provider.ask(request)
            except ProviderError as error:
                trouble, retry_after = error.kind, error.retry_after
                seconds = time.monotonic() - began
                self._settle(call_id, str(error.kind), seconds, error.usage, error.request_id)
                raise
            seconds = time.monotonic() - began
            self._settle(call_id, ANSWERED, seconds, answer.usage, answer.request_id)
            return answer
        finally:
            self.traffic.leave(trouble, retry_after)

    def _reserve(self, request: Request, customer_id: int | None) -> int:
        call = NewCall(
            run_id=self.run_id,
            at=to_text(self.clock()),
            agent=self.agent,
            customer_id=customer_id,
            provider=self.provider.name,
            model=self.provider.model,
            micropounds=self.tariff.most(request),
        )
        try:
            with self.lock:
                return model_calls.reserve(self.connection, call, self.limits())
        except LimitReachedError as reached:
            raise StoppedError(str(reached)) from None

    def _settle(
        self,
        call_id: int,
        outcome: str,
        seconds: float,
        usage: Usage | None,
        request_id: str,
    ) -> None:
        with self.lock:
            model_calls.settle(
                self.connection,
                call_id,
                outcome=outcome,
                seconds=seconds,
                usage=usage,
                micropounds=self.tariff.cost(usage) if usage else 0,
                request_id=request_id,
            )
