"""Join a run's parts from the settings: analyst, provider, limits, the order of work."""

from __future__ import annotations

import random
import threading
import time
import uuid
from contextlib import closing, contextmanager
from datetime import datetime
from datetime import time as time_of_day
from typing import TYPE_CHECKING

from engine.analysts.model.analyst import ModelAnalyst
from engine.analysts.rules import RulesAnalyst
from engine.analysts.texts import load_texts
from engine.clock import LONDON, local_date, to_text
from engine.running.asking import Asker
from engine.running.choice import make_provider
from engine.running.prices import tariff_of
from engine.running.run import Run
from engine.running.traffic import Traffic
from engine.running.waiting import Waiting
from engine.store.connection import commit_quicker, connect
from engine.store.model_calls import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from engine.clock import Clock
    from engine.running.run import Outcome
    from engine.settings import Settings


def midnight(moment: datetime) -> str:
    """Return when the day of ``moment`` began in London, as stored."""
    return to_text(datetime.combine(local_date(moment), time_of_day.min, LONDON))


def limits_of(settings: Settings, now: datetime) -> Limits:
    """Return what may be spent, by the settings."""
    budget = settings.budget
    return Limits(
        run=round(budget.run_pounds * 1e6),
        day=round(budget.day_pounds * 1e6),
        agent_calls=budget.agent_calls_a_day,
        midnight=midnight(now),
    )


def make_analyst(name: str, settings: Settings) -> ModelAnalyst:
    """Return the model analyst called ``name``."""
    texts = load_texts(settings.analysis.texts)
    return ModelAnalyst(name, texts, settings.supplier.name, settings.agent)


@contextmanager
def open_asker(
    name: str,
    settings: Settings,
    clock: Clock,
    environ: Mapping[str, str],
    *,
    cancelled: threading.Event,
    at_once: int = 1,
) -> Iterator[Asker]:
    """Open the way to a model, with its limits and its record of calls.

    Args:
        name: the provider, ``bedrock`` or ``openai``.
        settings: models, limits, agent.
        clock: the present moment.
        environ: where keys and AWS's own variables are found.
        cancelled: ends every wait when it is set.
        at_once: calls at a time, at most.
    """
    provider = make_provider(name, settings, environ, concurrency=at_once)
    try:
        with closing(connect(settings.database)) as connection:
            commit_quicker(connection)
            yield Asker(
                provider=provider,
                connection=connection,
                lock=threading.Lock(),
                traffic=Traffic(at_once, time.monotonic),
                tariff=tariff_of(provider.model, settings),
                limits=lambda: limits_of(settings, clock()),
                run_id=uuid.uuid4().hex[:12],
                agent=settings.agent,
                clock=clock,
                random=random.Random(),  # noqa: S311 - spreads pauses, guards nothing
                pause=cancelled.wait,
                is_cancelled=cancelled.is_set,
            )
    finally:
        provider.close()


@contextmanager
def open_run(
    name: str,
    settings: Settings,
    clock: Clock,
    environ: Mapping[str, str],
    customer_ids: Iterable[int],
    *,
    report: Callable[[Outcome], None],
    force: bool = False,
    workers: int | None = None,
) -> Iterator[Run]:
    """Prepare a run; the caller calls its ``work``.

    Args:
        name: the analyst, ``bedrock`` or ``openai``.
        settings: models, limits, supplier, agent.
        clock: the present moment.
        environ: where keys and AWS's own variables are found.
        customer_ids: whom to work on, the most pressing first.
        report: told of every customer, from the workers' threads.
        force: ask again also about what is unchanged.
        workers: how many customers at a time; default: by the settings.
    """
    at_once = max(workers or settings.analysis.workers, 1)
    cancelled = threading.Event()
    with open_asker(name, settings, clock, environ, cancelled=cancelled, at_once=at_once) as asker:
        yield Run(
            database=settings.database,
            analyst=make_analyst(name, settings),
            rules=RulesAnalyst(load_texts(settings.analysis.texts), settings.supplier.name),
            asker=asker,
            waiting=Waiting(customer_ids),
            workers=at_once,
            force=force,
            model_segments=settings.analysis.segment_by == "model",
            clock=clock,
            report=report,
            cancelled=cancelled,
        )
