"""What becomes of approved messages when the screen is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import Workbench
from tests.conftest import NOW
from tui import main

MESSAGE = "We have read your message and will call you tomorrow."


def test_only_the_time_to_undo_is_waited_for(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    workbench.clock = lambda: NOW + timedelta(seconds=sum(slept), hours=held)
    rows = workbench.connection.execute(
        "SELECT customer_id FROM scores WHERE contactable ORDER BY customer_id LIMIT 2"
    )
    night, day = (row["customer_id"] for row in rows)
    held = -7
    waits = workbench.approve(night, Channel.EMAIL, MESSAGE, undo_seconds=10)
    assert waits.hold
    held = -6
    monkeypatch.setattr("tui.main.time.sleep", slept.append)
    main.finish_sends(workbench)
    assert slept == [], "it waits until the morning, and nobody waits with it"
    held = 1
    workbench.approve(day, Channel.EMAIL, MESSAGE, undo_seconds=10)
    main.finish_sends(workbench)
    assert sum(slept) == pytest.approx(10, abs=0.1)
    assert {n.state for n in workbench.outbox()} == {OutboxState.SENT}
