"""Sends in plain mode: a delivery that is under way when the agent quits is seen through."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest

from engine.models.vocabulary import OutboxState
from engine.pipeline import Workbench
from engine.store.worklist import WorklistQuery
from tests.conftest import NOW
from tui.plain.walk import Walk


class KeepsDeliveries:
    """The time of day; a delivery that asks for it is kept until its timer is called off."""

    def __init__(self) -> None:
        self.has_begun = threading.Event()

    def __call__(self) -> datetime:
        thread = threading.current_thread()
        if isinstance(thread, threading.Timer):
            self.has_begun.set()
            thread.finished.wait(10)
        return NOW


@pytest.mark.parametrize("way", ["q", "end of input", "Ctrl+C"])
def test_quitting_waits_for_a_delivery_that_has_begun(workbench: Workbench, way: str) -> None:
    clock = KeepsDeliveries()
    workbench.clock = clock
    settings = workbench.settings
    workbench.settings = replace(settings, sending=replace(settings.sending, undo_seconds=0))
    said: list[str] = []
    answers = iter(["r", "yes"])

    def ask(_prompt: str) -> str | None:
        if (answer := next(answers, None)) is not None:
            return answer
        assert clock.has_begun.wait(10)
        if way == "Ctrl+C":
            raise KeyboardInterrupt
        return "q" if way == "q" else None

    with suppress(KeyboardInterrupt):
        Walk(workbench, WorklistQuery(recommended_only=True), ask=ask, say=said.append).go()
    assert [one.state for one in workbench.outbox()] == [OutboxState.SENT]
    assert said[-1].endswith(": sent.")
