"""Join the parts of a run over conversations from the settings; say what it would take."""

from __future__ import annotations

import hashlib
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.conversations.understanding.analyst import OfflineAnalyst
from engine.conversations.understanding.model.batches import Supply
from engine.conversations.understanding.model.prompt import TYPICAL_ANSWER_TOKENS, Prompt
from engine.conversations.understanding.model.run import ConversationRun, ModelReport
from engine.running.choice import model_of
from engine.running.prices import estimated_tokens, tariff_of
from engine.running.setup import open_asker
from engine.store.connection import connect
from engine.store.understandings import Choice

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping

    from engine.clock import Clock
    from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """What a run over conversations would take.

    Attributes:
        model: who would be asked.
        conversations: how many are to be understood.
        cached: of these, how many add to no call: answered before, the same as another
            one for the model, or with nothing to judge.
        calls: calls to the model, if no answer has to be mended.
        input_tokens: of those calls together.
        output_tokens: of those calls together.
        micropounds: what they would cost, in millionths of a pound.
    """

    model: str
    conversations: int
    cached: int
    calls: int
    input_tokens: int
    output_tokens: int
    micropounds: int

    def to_json(self) -> dict[str, object]:
        """Return the plan as plain data."""
        return {
            "model": self.model,
            "conversations": self.conversations,
            "cached": self.cached,
            "calls": self.calls,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "pounds": self.micropounds / 1e6,
        }


def plan(
    connection: sqlite3.Connection,
    name: str,
    settings: Settings,
    clock: Clock,
    *,
    force: bool = False,
    limit: int | None = None,
) -> ReadingPlan:
    """Return what a run would take. Asks nobody and writes nothing."""
    prompt = Prompt(settings.conversations.topics, settings.agent)
    model = model_of(name, settings)
    choice = _choice(name, prompt, model, clock, settings, force=force)
    supply = Supply(connection, choice, prompt=prompt, model=model, limit=limit)
    conversations = calls = tokens = answers = 0
    for batch in supply.batches():
        conversations += batch.size
        if batch.asked:
            asked = batch.asked.values()
            calls += 1
            answers += len(asked)
            tokens += estimated_tokens(prompt.request([one.prepared for one in asked]))
    conversations += len(supply.repeats)
    output = answers * TYPICAL_ANSWER_TOKENS
    cost = tariff_of(model, settings).expected(tokens, output)
    without = conversations - answers
    return ReadingPlan(model, conversations, without, calls, tokens, output, cost)


@contextmanager
def open_conversation_run(
    name: str,
    settings: Settings,
    clock: Clock,
    environ: Mapping[str, str],
    *,
    report: Callable[[int], None] = lambda _done: None,
    force: bool = False,
    limit: int | None = None,
    workers: int | None = None,
) -> Iterator[ConversationRun]:
    """Prepare a run; the caller calls its ``work``.

    Args:
        name: the provider, ``bedrock`` or ``openai``.
        settings: models, limits, topics, agent.
        clock: the present moment.
        environ: where keys and AWS's own variables are found.
        report: told how many conversations are done with, from the workers' threads.
        force: ask again also about what is understood.
        limit: so many conversations at most.
        workers: how many calls at a time; default: by the settings.

    Raises:
        TopicsError: the file of topics cannot be used.
    """
    prompt = Prompt(settings.conversations.topics, settings.agent)
    cancelled = threading.Event()
    at_once = max(workers or settings.analysis.workers, 1)
    with (
        open_asker(name, settings, clock, environ, cancelled=cancelled, at_once=at_once) as asker,
        closing(connect(settings.database)) as connection,
    ):
        model = asker.provider.model
        choice = _choice(name, prompt, model, clock, settings, force=force)
        supply = Supply(connection, choice, prompt=prompt, model=model, limit=limit)
        yield ConversationRun(
            database=settings.database,
            asker=asker,
            workers=at_once,
            force=force,
            clock=clock,
            report=report,
            cancelled=cancelled,
            prompt=prompt,
            supply=supply,
            result=ModelReport(name, choice.version, model=model, run_id=asker.run_id),
        )


def _choice(
    name: str, prompt: Prompt, model: str, clock: Clock, settings: Settings, *, force: bool
) -> Choice:
    # Facts and bounds come from the words and rules: a change of theirs counts, too.
    rules = OfflineAnalyst(settings.conversations.topics).version
    made_of = hashlib.blake2b(f"{model} {prompt.version}".encode(), digest_size=4).hexdigest()
    return Choice(to_text(clock()), f"{rules}-{made_of}", name, force)
