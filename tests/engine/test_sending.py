"""Approval, gate, delivery, undo and recovery: the states of a send and what they promise."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.clock import fixed_clock
from engine.delivery.channel import DeliveryError
from engine.delivery.claimant import is_gone, this_process
from engine.delivery.sending import RefusedError
from engine.models.records import Customer
from engine.models.vocabulary import Channel, MessageKind, OutboxState, WorkMark
from engine.models.work import Notification
from engine.pipeline import Workbench, open_workbench
from engine.store import audit
from engine.store.connection import transaction
from engine.workbench.errors import InvalidMessageError, UnknownCustomerError
from tests.conftest import NOW

SERVICE = "We have read your message and will call you tomorrow."
MARKETING = "Switch to our new tariff today and save with us! Reply STOP to opt out."


def customer(workbench: Workbench, where: str) -> int:
    """Return the first customer of whom the SQL condition holds."""
    row = workbench.connection.execute(
        "SELECT customer_id FROM customer_profiles p JOIN scores s USING (customer_id) "  # noqa: S608
        f"WHERE {where} ORDER BY customer_id"
    ).fetchone()
    found: int = row["customer_id"]
    return found


@pytest.fixture
def consenting(workbench: Workbench) -> int:
    return customer(workbench, "contactable")


@pytest.fixture
def objecting(workbench: Workbench) -> int:
    return customer(workbench, "objected_at IS NOT NULL AND opted_in")


@pytest.fixture
def never_opted_in(workbench: Workbench) -> int:
    return customer(workbench, "NOT opted_in AND objected_at IS NULL")


class Refusing:
    """A channel that refuses with its own words."""

    name = "refusing"
    leaves_machine = True

    def missing(self, customer: Customer) -> str | None:
        return None

    def check(self) -> str | None:
        return None

    def deliver(self, notification: Notification, customer: Customer) -> str:
        raise DeliveryError(f"no such mailbox for {customer.customer_id}")


class Breaking:
    """A channel whose line goes silent in the middle."""

    name = "breaking"
    leaves_machine = True

    def missing(self, customer: Customer) -> str | None:
        return None

    def check(self) -> str | None:
        return None

    def deliver(self, notification: Notification, customer: Customer) -> str:
        raise TimeoutError("no answer")


def test_approval_outbox_audit_draft_and_list_change_together(
    workbench: Workbench, consenting: int
) -> None:
    workbench.save_draft(consenting, Channel.SMS, SERVICE)
    approved = workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=10)
    assert approved.state is OutboxState.QUEUED
    assert (approved.due_at - approved.approved_at).total_seconds() == 10
    assert workbench.draft(consenting) is None
    item = workbench.item(consenting)
    assert item is not None
    assert item.mark is WorkMark.SENT
    row = workbench.connection.execute("SELECT * FROM audit").fetchone()
    assert (row["action"], row["agent"], row["customer_id"]) == ("approve", "anna", consenting)
    assert json.loads(row["details"])["message"] == SERVICE
    assert audit.first_broken(workbench.connection) is None


def test_the_spool_file_holds_exactly_what_was_approved(
    workbench: Workbench, consenting: int
) -> None:
    approved = workbench.approve(consenting, Channel.EMAIL, f"  {SERVICE}\n", undo_seconds=0)
    sent = workbench.deliver(approved.notification_id)
    assert sent is not None
    assert sent.state is OutboxState.SENT
    directory = workbench.settings.spool_directory
    assert [path.name for path in directory.iterdir()] == [f"{sent.notification_id}.json"]
    content = json.loads(Path(sent.reference or "").read_text(encoding="utf-8"))
    assert content["message"] == SERVICE
    assert content["customer_id"] == consenting
    assert content["approved_by"] == "anna"
    assert not workbench.leaves_machine(Channel.EMAIL)


def test_nothing_is_delivered_before_its_time_or_twice(
    workbench: Workbench, consenting: int
) -> None:
    approved = workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=10)
    assert workbench.deliver(approved.notification_id) is None
    assert workbench.deliver_due() == ()
    later = reopened(workbench, seconds=10)
    assert [n.state for n in later.deliver_due()] == [OutboxState.SENT]
    assert later.deliver_due() == ()
    assert later.deliver(approved.notification_id) is None
    assert len(list(workbench.settings.spool_directory.iterdir())) == 1


def reopened(workbench: Workbench, *, seconds: int) -> Workbench:
    """The same desk some seconds later."""
    moment = workbench.clock().replace(second=seconds % 60)
    return Workbench(workbench.settings, workbench.connection, clock=fixed_clock(moment))


def test_undo_gives_the_text_back_as_a_draft(workbench: Workbench, consenting: int) -> None:
    approved = workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=10)
    assert workbench.undo(approved.notification_id)
    draft = workbench.draft(consenting)
    assert draft is not None
    assert (draft.message, draft.channel) == (SERVICE, Channel.SMS)
    item = workbench.item(consenting)
    assert item is not None
    assert item.mark is WorkMark.OPEN
    assert reopened(workbench, seconds=30).deliver_due() == ()
    assert not workbench.undo(approved.notification_id)


def test_what_has_gone_cannot_be_taken_back(workbench: Workbench, consenting: int) -> None:
    approved = workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0)
    workbench.deliver(approved.notification_id)
    assert not workbench.undo(approved.notification_id)
    assert workbench.outbox(OutboxState.SENT)


@pytest.mark.parametrize("message", ["", "   \n\t", "\u200b\x1b[31m\x1b[0m"])
def test_an_empty_message_is_refused(workbench: Workbench, consenting: int, message: str) -> None:
    with pytest.raises(InvalidMessageError, match="empty"):
        workbench.approve(consenting, Channel.SMS, message, undo_seconds=0)
    assert workbench.outbox() == ()


def test_an_unknown_customer_is_refused(workbench: Workbench) -> None:
    with pytest.raises(UnknownCustomerError, match="no customer 99"):
        workbench.approve(99, Channel.SMS, SERVICE, undo_seconds=0)


def test_marketing_is_refused_where_there_is_no_consent_and_service_goes_on(
    workbench: Workbench, objecting: int, never_opted_in: int, consenting: int
) -> None:
    for customer_id, source in ((objecting, "UK GDPR art 21"), (never_opted_in, "PECR reg 22")):
        with pytest.raises(RefusedError, match=source):
            workbench.approve(customer_id, Channel.EMAIL, MARKETING, undo_seconds=0)
        sent = workbench.approve(customer_id, Channel.EMAIL, SERVICE, undo_seconds=0)
        assert sent.kind is MessageKind.SERVICE
    marketing = workbench.approve(consenting, Channel.EMAIL, MARKETING, undo_seconds=0)
    assert marketing.kind is MessageKind.MARKETING
    assert len(workbench.outbox()) == 3


def test_a_refusal_leaves_no_trace_but_the_reason(workbench: Workbench, objecting: int) -> None:
    workbench.save_draft(objecting, Channel.EMAIL, MARKETING)
    with pytest.raises(RefusedError):
        workbench.approve(objecting, Channel.EMAIL, MARKETING, undo_seconds=0)
    assert workbench.outbox() == ()
    assert workbench.draft(objecting) is not None
    assert workbench.connection.execute("SELECT count(*) FROM audit").fetchone()[0] == 0


def test_the_very_same_message_does_not_go_twice(workbench: Workbench, consenting: int) -> None:
    workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0)
    with pytest.raises(RefusedError, match="very same message"):
        workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0)
    workbench.approve(consenting, Channel.SMS, f"{SERVICE} At noon.", undo_seconds=0)


def test_an_objection_that_arrives_in_time_stops_a_queued_message(
    workbench: Workbench, consenting: int
) -> None:
    approved = workbench.approve(consenting, Channel.EMAIL, MARKETING, undo_seconds=0)
    with transaction(workbench.connection):
        workbench.connection.execute(
            "INSERT INTO interaction_history (customer_id, topics, mended) VALUES (?, 2, 0)",
            (consenting,),
        )
    stopped = workbench.deliver(approved.notification_id)
    assert stopped is not None
    assert stopped.state is OutboxState.FAILED
    assert "UK GDPR art 21" in (stopped.detail or "")
    assert not workbench.settings.spool_directory.exists()


@pytest.mark.parametrize(
    ("channel", "state", "words"),
    [
        (Refusing(), OutboxState.FAILED, "no such mailbox"),
        (Breaking(), OutboxState.UNKNOWN, "TimeoutError"),
    ],
)
def test_a_refusal_has_failed_and_a_silence_is_unknown(
    workbench: Workbench, consenting: int, channel: Refusing, state: OutboxState, words: str
) -> None:
    desk = Workbench(
        workbench.settings,
        workbench.connection,
        clock=workbench.clock,
        deliverer_for=lambda _channel: channel,
    )
    approved = desk.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0)
    ended = desk.deliver(approved.notification_id)
    assert ended is not None
    assert ended.state is state
    assert words in (ended.detail or "")
    assert desk.deliver_due() == ()
    assert audit.first_broken(desk.connection) is None


def test_the_attempt_is_on_the_disk_before_the_channel_is_called(
    workbench: Workbench, consenting: int
) -> None:
    seen: list[str] = []

    class Looking:
        name = "looking"
        leaves_machine = False

        def missing(self, customer: Customer) -> str | None:
            return None

        def check(self) -> str | None:
            return None

        def deliver(self, notification: Notification, customer: Customer) -> str:
            other = open_workbench(workbench.settings, workbench.clock)
            seen.extend(n.state for n in other.outbox())
            other.connection.close()
            return "ok"

    desk = Workbench(
        workbench.settings,
        workbench.connection,
        clock=workbench.clock,
        deliverer_for=lambda _channel: Looking(),
    )
    desk.deliver(desk.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0).notification_id)
    assert seen == [OutboxState.ATTEMPTING]


def test_an_attempt_of_a_dead_process_is_unknown_and_never_sent_again(
    workbench: Workbench, consenting: int
) -> None:
    approved = workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0)
    dead = subprocess.run(
        [sys.executable, "-c", "from engine.delivery.claimant import *; print(this_process())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    with transaction(workbench.connection):
        workbench.connection.execute(
            "UPDATE outbox SET state = 'attempting', attempted_by = ?", (dead,)
        )
    assert workbench.deliver_due() == ()
    (found,) = workbench.outbox(OutboxState.UNKNOWN)
    assert found.notification_id == approved.notification_id
    assert "check before sending again" in (found.detail or "")
    assert not workbench.settings.spool_directory.exists()


def test_an_attempt_of_a_living_process_is_left_alone(
    workbench: Workbench, consenting: int
) -> None:
    workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0)
    with transaction(workbench.connection):
        workbench.connection.execute(
            "UPDATE outbox SET state = 'attempting', attempted_by = ?", (this_process(),)
        )
    workbench.deliver_due()
    assert workbench.outbox(OutboxState.ATTEMPTING)


def test_who_is_alive_is_told_by_more_than_the_number() -> None:
    me = this_process()
    host, pid, started = me.rsplit(":", 2)
    assert not is_gone(me)
    assert is_gone(f"{host}:{pid}:{started}0")
    assert not is_gone(f"elsewhere.{host}:{pid}:1")
    assert pid == str(os.getpid())


def test_a_spool_that_cannot_be_written_fails_with_the_reason(
    workbench: Workbench, consenting: int, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    settings = replace(
        workbench.settings, spool=replace(workbench.settings.spool, directory=blocked)
    )
    desk = Workbench(settings, workbench.connection, clock=fixed_clock(NOW))
    ended = desk.deliver(
        desk.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0).notification_id
    )
    assert ended is not None
    assert ended.state is OutboxState.FAILED
    assert str(blocked) in (ended.detail or "")


def test_sends_show_up_in_the_profile(workbench: Workbench, consenting: int) -> None:
    approved = workbench.approve(consenting, Channel.SMS, SERVICE, undo_seconds=0)
    workbench.deliver(approved.notification_id)
    (sent,) = workbench.profile(consenting).sent
    assert (sent.message, sent.state) == (SERVICE, OutboxState.SENT)


def test_the_trail_is_append_only_and_shows_what_was_changed(
    workbench: Workbench, consenting: int
) -> None:
    for number in range(3):
        workbench.approve(consenting, Channel.SMS, f"{SERVICE} {number}", undo_seconds=0)
    connection = workbench.connection
    for statement in ("UPDATE audit SET agent = 'x'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"):
            connection.execute(statement)
    connection.execute("DROP TRIGGER audit_refuses_update")
    connection.execute("UPDATE audit SET agent = 'mallory' WHERE sequence = 2")
    assert audit.first_broken(connection) == 2
