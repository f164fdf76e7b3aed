"""After the send: retry, cancel, put away; the history, new analyses, and drafts that retire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from engine.analysts.digest import digest
from engine.clock import fixed_clock
from engine.delivery.channel import DeliveryError, TemporaryError
from engine.models.records import Customer
from engine.models.vocabulary import Channel, OutboxState
from engine.models.work import Notification
from engine.pipeline import Workbench, open_workbench
from engine.store.outbox_list import Shelf
from engine.workbench.afterwards import NotPossibleError
from tests.conftest import NOW

SERVICE = "We have read your message and will call you tomorrow."


class Faulty:
    """A channel that refuses with whatever error it is told to."""

    name = "faulty"
    leaves_machine = True
    error: Exception | None = None

    def missing(self, customer: Customer) -> str | None:
        return None

    def check(self) -> str | None:
        return None

    def deliver(self, notification: Notification, customer: Customer) -> str:
        if self.error is not None:
            raise self.error
        return f"taken-{notification.notification_id}"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(autouse=True)
def channel(workbench: Workbench, clock: HandClock) -> Faulty:
    faulty = Faulty()
    workbench.chosen_deliverers = lambda _channel: faulty
    workbench.clock = clock
    return faulty


@pytest.fixture
def ben(workbench: Workbench, channel: Faulty) -> Iterator[Workbench]:
    """A colleague at the same database."""
    settings = replace(workbench.settings, agent="ben")
    names = iter(range(1, 100))
    opened = open_workbench(settings, fixed_clock(NOW), new_id=lambda: f"b-{next(names)}")
    opened.chosen_deliverers = lambda _channel: channel
    yield opened
    opened.connection.close()


@pytest.fixture
def someone(workbench: Workbench) -> int:
    row = workbench.connection.execute(
        "SELECT customer_id FROM scores WHERE contactable ORDER BY customer_id LIMIT 1"
    ).fetchone()
    return int(row[0])


def send(workbench: Workbench, someone: int, text: str = SERVICE) -> Notification:
    approved = workbench.approve(someone, Channel.EMAIL, text, undo_seconds=0)
    return workbench.deliver(approved.notification_id) or approved


@dataclass
class HandClock:
    """A clock that a test moves on by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


# Retry, cancel, put away


def test_a_failed_message_is_sent_anew_and_never_by_itself(
    workbench: Workbench, channel: Faulty, someone: int
) -> None:
    channel.error = DeliveryError("the mailbox is closed")
    failed = send(workbench, someone)
    assert str(workbench.needed()) == "1 failed"
    (line,) = workbench.outbox_lines(workbench.open_outbox(Shelf.FAILED)).values()
    assert (line.why, line.customer_id) == ("the mailbox is closed", someone)
    channel.error = None
    again = workbench.to_retry(failed.notification_id)
    assert workbench.outbox() == (failed,), "asking for it sends nothing"
    sent = send(workbench, again.customer_id, again.message)
    assert sent.notification_id != failed.notification_id
    assert sent.state is OutboxState.SENT
    assert workbench.notification(failed.notification_id).state is OutboxState.FAILED
    assert str(workbench.needed()) == "", "another message took its place"
    assert workbench.open_outbox(Shelf.OPEN) == ()


def test_taken_back_the_new_message_leaves_the_failed_one_to_be_seen_to(
    workbench: Workbench, channel: Faulty, someone: int
) -> None:
    channel.error = DeliveryError("the mailbox is closed")
    send(workbench, someone)
    queued = workbench.approve(someone, Channel.EMAIL, SERVICE, undo_seconds=10)
    assert str(workbench.needed()) == ""
    assert workbench.undo(queued.notification_id)
    assert str(workbench.needed()) == "1 failed"


def test_what_waits_for_its_next_attempt_is_tried_now(
    workbench: Workbench, channel: Faulty, someone: int
) -> None:
    channel.error = TemporaryError("busy, try later")
    waiting = send(workbench, someone)
    assert waiting.state is OutboxState.QUEUED
    assert workbench.deliver(waiting.notification_id) is None, "not due yet"
    (line,) = workbench.outbox_lines(workbench.open_outbox(Shelf.QUEUED)).values()
    assert (line.why, line.next_at) == ("busy, try later", waiting.due_at)
    channel.error = None
    assert workbench.try_now(waiting.notification_id)
    done = workbench.deliver(waiting.notification_id)
    assert done is not None
    assert done.state is OutboxState.SENT
    assert [attempt.outcome for attempt in workbench.attempts(done.notification_id)] == [
        "temporary",
        "sent",
    ]


def test_a_hold_is_not_hurried(workbench: Workbench, clock: HandClock, someone: int) -> None:
    clock.now += timedelta(hours=13)
    held = send(workbench, someone)
    assert held.hold
    assert not workbench.try_now(held.notification_id)
    with pytest.raises(NotPossibleError, match="a rule holds it"):
        workbench.to_retry(held.notification_id)
    (line,) = workbench.outbox_lines(workbench.open_outbox(Shelf.HELD)).values()
    assert line.next_at == held.due_at
    cancelled = workbench.cancel(held.notification_id)
    assert cancelled.state is OutboxState.CANCELLED
    draft = workbench.draft(someone)
    assert draft is not None
    assert draft.message == SERVICE


def test_what_has_gone_is_not_taken_back(workbench: Workbench, someone: int) -> None:
    sent = send(workbench, someone)
    for refused in (workbench.cancel, workbench.to_retry, workbench.put_away):
        with pytest.raises(NotPossibleError, match="is sent"):
            refused(sent.notification_id)
    with pytest.raises(NotPossibleError, match="no message nowhere"):
        workbench.cancel("nowhere")


def test_an_unknown_one_is_not_sent_again_before_somebody_knows(
    workbench: Workbench, channel: Faulty, someone: int
) -> None:
    channel.error = TimeoutError("no answer")
    unknown = send(workbench, someone)
    assert str(workbench.needed()) == "1 unknown"
    with pytest.raises(NotPossibleError, match="sne resolve"):
        workbench.to_retry(unknown.notification_id)


def test_put_away_it_asks_nobody_any_more(
    workbench: Workbench, channel: Faulty, someone: int
) -> None:
    channel.error = DeliveryError("gone")
    failed = send(workbench, someone)
    workbench.put_away(failed.notification_id)
    assert workbench.open_outbox(Shelf.FAILED) == ()
    assert str(workbench.needed()) == ""
    assert workbench.outbox_lines([failed.notification_id])[failed.notification_id].shelf is None


def test_the_counts_come_from_an_index(workbench: Workbench) -> None:
    """The title asks whenever anybody has written: it must not read the outbox."""
    statements: list[str] = []
    workbench.connection.set_trace_callback(statements.append)
    workbench.needed()
    workbench.connection.set_trace_callback(None)
    plan = workbench.connection.execute(f"EXPLAIN QUERY PLAN {statements[0]}").fetchall()
    assert [row["detail"] for row in plan] == [
        "SEARCH outbox USING INDEX outbox_unsettled (agent=?)"
    ]


# The history and later analyses


def test_a_send_makes_the_analysis_anew(
    workbench: Workbench, clock: HandClock, someone: int
) -> None:
    before = digest(workbench.profile(someone))
    queued = workbench.approve(someone, Channel.EMAIL, SERVICE, undo_seconds=10)
    assert digest(workbench.profile(someone)) == before, "it can be taken back still"
    clock.now += timedelta(seconds=11)
    workbench.deliver(queued.notification_id)
    profile = workbench.profile(someone)
    assert digest(profile) != before
    assert [one.message for one in profile.contacts] == [SERVICE]


def test_what_never_went_is_no_contact(workbench: Workbench, channel: Faulty, someone: int) -> None:
    before = digest(workbench.profile(someone))
    channel.error = DeliveryError("gone")
    send(workbench, someone)
    profile = workbench.profile(someone)
    assert profile.contacts == ()
    assert digest(profile) == before


def test_the_model_is_told_what_we_wrote(workbench: Workbench, someone: int) -> None:
    from engine.analysts.model.facts import facts_of

    send(workbench, someone)
    (fact,) = (fact for fact in facts_of(workbench.profile(someone)) if fact.label == "we wrote")
    assert fact.shown == f'2026-11-20 Email service sent "{SERVICE}"'


# Drafts of others


def test_a_send_retires_the_drafts_of_others(
    workbench: Workbench, ben: Workbench, someone: int
) -> None:
    workbench.save_draft(someone, Channel.SMS, "my own words")
    queued = ben.approve(someone, Channel.EMAIL, SERVICE, undo_seconds=10)
    assert workbench.draft(someone) is None
    assert workbench.drafts() == ()
    item = workbench.item(someone)
    assert item is not None
    assert item.draft_by is None
    retired = workbench.retired_draft(someone)
    assert retired is not None
    assert (retired.draft.message, retired.draft.channel) == ("my own words", Channel.SMS)
    assert (retired.sent_by, retired.sent_at) == ("ben", queued.approved_at)
    assert ben.undo(queued.notification_id)
    assert workbench.retired_draft(someone) is None
    draft = workbench.draft(someone)
    assert draft is not None
    assert draft.message == "my own words"


def test_a_send_that_failed_brings_them_back(
    workbench: Workbench, ben: Workbench, channel: Faulty, someone: int
) -> None:
    workbench.save_draft(someone, Channel.SMS, "my own words")
    channel.error = DeliveryError("gone")
    send(ben, someone)
    assert workbench.draft(someone) is not None


def test_a_retired_draft_is_taken_up_by_writing_or_thrown_away(
    workbench: Workbench, ben: Workbench, someone: int
) -> None:
    workbench.save_draft(someone, Channel.SMS, "my own words")
    send(ben, someone)
    assert workbench.reopen_draft(someone)
    assert workbench.draft(someone) is not None
    assert not workbench.reopen_draft(someone)
    workbench.discard_draft(someone)
    assert workbench.retired_draft(someone) is None
    assert workbench.draft(someone) is None


def test_the_senders_own_other_words_stay(workbench: Workbench, someone: int) -> None:
    workbench.save_draft(someone, Channel.SMS, "something else")
    send(workbench, someone)
    draft = workbench.draft(someone)
    assert draft is not None
    assert draft.message == "something else"


def test_a_draft_that_is_going_on_counts_again(
    workbench: Workbench, ben: Workbench, someone: int
) -> None:
    """Somebody was typing when a colleague sent: their next pause saves, and it is a draft."""
    workbench.save_draft(someone, Channel.SMS, "my own wor")
    send(ben, someone)
    workbench.save_draft(someone, Channel.SMS, "my own words")
    draft = workbench.draft(someone)
    assert draft is not None
    assert draft.message == "my own words"
    assert workbench.retired_draft(someone) is None


def test_a_list_of_thousands_is_read_by_window(workbench: Workbench, someone: int) -> None:
    workbench.connection.executemany(
        "INSERT INTO outbox (notification_id, customer_id, channel, message, kind, agent, state, "
        "approved_at, due_at, finished_at, detail) VALUES (?, ?, 'Email', 'x', 'service', 'anna', "
        "'failed', ?, ?, ?, 'gone')",
        [
            (f"m-{n:05}", someone, *(f"2026-11-19T{n % 24:02}:00:00+00:00",) * 3)
            for n in range(5000)
        ],
    )
    ids = workbench.open_outbox(Shelf.OPEN)
    assert len(ids) == len(set(ids)) == 5000
    lines = workbench.outbox_lines(ids[2000:2064])
    assert len(lines) == 64
    since = [lines[name].since for name in ids[2000:2064]]
    assert since == sorted(since, reverse=True)
