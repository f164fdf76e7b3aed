"""What a channel cannot take for the moment is tried again, ever more rarely, for four hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine.delivery.channel import DeliveryError, TemporaryError, UncertainError
from engine.delivery.pauses import PAUSES, pause_after
from engine.delivery.sending import RefusedError
from engine.models.records import Customer
from engine.models.vocabulary import Channel, OutboxState
from engine.models.work import Notification
from engine.pipeline import Workbench
from engine.store import audit
from tests.conftest import NOW

SERVICE = "We have read your message and will call you tomorrow."


class Scripted:
    """A channel that does one thing after the other; at the end it takes everything."""

    name = "scripted"
    leaves_machine = True

    def __init__(self, *steps: Exception) -> None:
        self.steps = list(steps)
        self.lacking: str | None = None
        self.trouble: str | None = None
        self.taken: list[str] = []

    def missing(self, customer: Customer) -> str | None:
        return self.lacking

    def check(self) -> str | None:
        return self.trouble

    def deliver(self, notification: Notification, customer: Customer) -> str:
        if self.steps:
            raise self.steps.pop(0)
        self.taken.append(notification.notification_id)
        return "ref-1"


class Desk:
    """A workbench whose clock a test moves, and whose channel it scripts."""

    def __init__(self, workbench: Workbench, channel: Scripted) -> None:
        self.now = NOW
        self.channel = channel
        self.workbench = Workbench(
            workbench.settings,
            workbench.connection,
            clock=lambda: self.now,
            new_id=lambda: "n-1",
            deliverer_for=lambda _channel: channel,
        )
        self.workbench.random = lambda: 0.0
        row = workbench.connection.execute(
            "SELECT customer_id FROM scores WHERE contactable ORDER BY customer_id"
        ).fetchone()
        self.customer_id: int = row[0]

    def approve(self) -> Notification:
        return self.workbench.approve(self.customer_id, Channel.SMS, SERVICE, undo_seconds=0)

    def deliver_due(self) -> OutboxState:
        self.workbench.deliver_due()
        return self.notification.state

    @property
    def notification(self) -> Notification:
        (found,) = self.workbench.outbox()
        return found

    @property
    def outcomes(self) -> list[str | None]:
        return [attempt.outcome for attempt in self.workbench.attempts("n-1")]


@pytest.fixture
def desk(workbench: Workbench) -> Callable[..., Desk]:
    return lambda *steps: Desk(workbench, Scripted(*steps))


def busy() -> TemporaryError:
    return TemporaryError("451 greylisted")


def test_a_message_waits_and_goes_with_the_next_attempt(desk: Callable[..., Desk]) -> None:
    here = desk(busy())
    here.approve()
    assert here.deliver_due() is OutboxState.QUEUED
    waiting = here.notification
    assert waiting.due_at == NOW + timedelta(minutes=1)
    assert waiting.detail == "451 greylisted"
    assert here.workbench.next_due() == waiting.due_at
    here.now += timedelta(seconds=59)
    assert here.deliver_due() is OutboxState.QUEUED
    assert here.outcomes == ["temporary"]
    here.now += timedelta(seconds=1)
    assert here.deliver_due() is OutboxState.SENT
    assert here.notification.reference == "ref-1"
    assert here.notification.detail is None
    assert here.outcomes == ["temporary", "sent"]
    first, second = here.workbench.attempts("n-1")
    assert (first.via, first.detail, first.ended_at) == ("scripted", "451 greylisted", NOW)
    assert second.reference == "ref-1"


def test_after_four_hours_it_has_failed_and_the_words_are_kept(
    desk: Callable[..., Desk],
) -> None:
    here = desk(*(busy() for _ in range(20)))
    here.approve()
    moments: list[datetime] = []
    while here.deliver_due() is OutboxState.QUEUED:
        moments.append(here.notification.due_at)
        here.now = here.notification.due_at
    waits = [b - a for a, b in zip([NOW, *moments], moments, strict=False)]
    assert waits == list(PAUSES)
    assert here.now - NOW == timedelta(hours=4)
    assert here.notification.state is OutboxState.FAILED
    assert here.notification.detail == "given up after 6 attempts: 451 greylisted"
    assert here.outcomes == ["temporary"] * 5 + ["failed"]
    draft = here.workbench.draft(here.customer_id)
    assert draft is not None
    assert draft.message == SERVICE
    assert audit.first_broken(here.workbench.connection) is None


@pytest.mark.parametrize("attempts", range(1, 6))
def test_pauses_differ_but_never_exceed_four_hours_and_heed_the_channel(attempts: int) -> None:
    longest = PAUSES[attempts - 1]
    assert pause_after(attempts, retry_after=None, random=lambda: 0.0) == longest
    shorter = pause_after(attempts, retry_after=None, random=lambda: 0.999)
    assert shorter is not None
    assert longest * 0.7 < shorter < longest
    asked = pause_after(attempts, retry_after=7200.0, random=lambda: 0.0)
    assert asked == max(longest, timedelta(hours=2))
    assert pause_after(attempts, retry_after=1e12, random=lambda: 0.0) == PAUSES[-1]
    assert pause_after(6, retry_after=None, random=lambda: 0.0) is None


@pytest.mark.parametrize(
    ("step", "state", "outcome"),
    [
        (DeliveryError("550 no such user"), OutboxState.FAILED, "failed"),
        (UncertainError("the line went silent"), OutboxState.UNKNOWN, "unknown"),
        (RuntimeError("the line went silent"), OutboxState.UNKNOWN, "unknown"),
    ],
)
def test_only_what_is_temporary_is_tried_again(
    desk: Callable[..., Desk], step: Exception, state: OutboxState, outcome: str
) -> None:
    here = desk(busy(), step)
    here.approve()
    here.deliver_due()
    here.now += timedelta(minutes=1)
    assert here.deliver_due() is state
    here.now += timedelta(days=1)
    assert here.deliver_due() is state
    assert here.outcomes == ["temporary", outcome]
    assert here.channel.taken == []
    assert str(step) in (here.notification.detail or "")


def test_what_waits_for_another_attempt_can_be_taken_back(desk: Callable[..., Desk]) -> None:
    here = desk(busy())
    here.approve()
    here.deliver_due()
    assert here.workbench.undo("n-1")
    here.now += timedelta(hours=1)
    assert here.deliver_due() is OutboxState.CANCELLED
    assert here.channel.taken == []


def test_the_gate_is_asked_before_every_attempt(desk: Callable[..., Desk]) -> None:
    here = desk(busy())
    here.now = NOW.replace(hour=20, minute=59, second=30)
    here.approve()
    assert here.deliver_due() is OutboxState.QUEUED
    here.now += timedelta(minutes=1)
    assert here.deliver_due() is OutboxState.QUEUED
    assert here.notification.due_at == datetime.fromisoformat("2026-11-21T08:00:00+00:00")
    assert "outside 08:00 to 21:00" in (here.notification.hold or "")
    assert here.outcomes == ["temporary"]


@pytest.mark.parametrize(
    ("lacking", "trouble", "rule"),
    [
        ("There is no phone number on record", None, "contact-details"),
        (None, "There is no mail server", "channel"),
    ],
)
def test_whoever_cannot_be_reached_is_refused_with_the_reason(
    desk: Callable[..., Desk], lacking: str | None, trouble: str | None, rule: str
) -> None:
    here = desk()
    here.channel.lacking, here.channel.trouble = lacking, trouble
    verdict = here.workbench.ask_gate(here.customer_id, Channel.SMS, SERVICE, override="please")
    assert verdict.is_stopped
    (reason,) = verdict.reasons
    assert (reason.rule, reason.source, reason.text) == (rule, "house rule", lacking or trouble)
    with pytest.raises(RefusedError, match=lacking or trouble):
        here.approve()
    assert here.workbench.outbox() == ()


def test_details_that_are_gone_by_then_stop_the_attempt(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.approve()
    here.channel.lacking = "There is no phone number on record"
    assert here.deliver_due() is OutboxState.FAILED
    assert "no phone number" in (here.notification.detail or "")
    assert here.workbench.attempts("n-1") == ()
    assert here.workbench.draft(here.customer_id) is not None


def test_what_was_approved_for_a_real_channel_is_never_swallowed_by_the_spool(
    desk: Callable[..., Desk],
) -> None:
    here = desk()
    here.approve()
    spooling = Workbench(
        here.workbench.settings, here.workbench.connection, clock=here.workbench.clock
    )
    assert spooling.deliver_due() == ()
    assert here.notification.state is OutboxState.QUEUED
    assert not here.workbench.settings.spool_directory.exists()
    assert here.deliver_due() is OutboxState.SENT
