"""A clock that is put forward and back, by hours and over the change to winter time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.models.vocabulary import Channel, OutboxState
from engine.models.work import Notification
from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings

MESSAGE = "We have read your message and will call you tomorrow."
BEFORE_THE_CHANGE = datetime.fromisoformat("2026-10-25T00:59:55+00:00")
"""Five seconds before London's clocks go from 02:00 back to 01:00. A Sunday, at night."""


class Here:
    """A workbench whose clock a test can put to any moment."""

    def __init__(self, settings: Settings) -> None:
        self.now = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
        self.workbench: Workbench = open_workbench(settings, lambda: self.now)
        row = self.workbench.connection.execute(
            "SELECT customer_id FROM scores WHERE contactable ORDER BY customer_id"
        ).fetchone()
        self.customer_id: int = row[0]

    def put(self, **by: float) -> None:
        self.now += timedelta(**by)

    def approve(self, undo_seconds: int = 10) -> Notification:
        return self.workbench.approve(
            self.customer_id, Channel.EMAIL, MESSAGE, undo_seconds=undo_seconds
        )

    def deliver(self) -> list[OutboxState]:
        return [notification.state for notification in self.workbench.deliver_due()]


@pytest.fixture
def here(loaded_database: Path, settings: Settings) -> Iterator[Here]:
    shutil.copy(loaded_database, settings.database)
    opened = Here(settings)
    yield opened
    opened.workbench.connection.close()


@pytest.mark.parametrize("hours", [-30_000, -3, -0.1, 0.1, 3])
def test_between_approval_and_attempt_it_goes_once_and_within_minutes(
    here: Here, hours: float
) -> None:
    here.approve()
    here.put(hours=hours)
    sent = []
    for _ in range(12):
        sent += here.deliver()
        due = here.workbench.next_due()
        assert due is None or due - here.now <= timedelta(minutes=1)
        here.put(seconds=10)
    assert sent == [OutboxState.SENT]
    here.put(hours=-hours)
    assert here.deliver() == []


def test_put_back_a_little_the_time_to_undo_is_kept(here: Here) -> None:
    approved = here.approve()
    here.put(seconds=-5)
    assert here.deliver() == []
    assert here.workbench.undo(approved.notification_id)
    here.put(hours=5)
    assert here.deliver() == []


@pytest.mark.parametrize("hours", [-20, -1, 1])
def test_a_hold_ends_at_its_time_of_day_whatever_the_clock_did(here: Here, hours: int) -> None:
    here.now = datetime.fromisoformat("2026-11-20T02:00:00+00:00")
    held = here.approve()
    assert held.hold
    here.put(hours=hours)
    assert here.deliver() == [], "it is still night"
    here.now = held.due_at
    assert here.deliver() == [OutboxState.SENT]


def test_the_change_to_winter_time_sends_nothing_twice_and_nothing_early(here: Here) -> None:
    here.now = BEFORE_THE_CHANGE
    held = here.approve()
    sent = []
    while here.now < held.due_at + timedelta(hours=2):
        moment = here.now
        if states := here.deliver():
            assert moment >= held.due_at
            sent += states
        here.put(minutes=30)
    assert sent == [OutboxState.SENT]
