"""The gate: every rule of contact at its edge, and what happens to a message that it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.clock import LONDON, fixed_clock
from engine.delivery.gate import Decision, Verdict
from engine.delivery.rules import RULES, Effect
from engine.delivery.sending import RefusedError
from engine.models.vocabulary import Channel, MessageKind, OutboxState
from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings
from tests.conftest import NOW, CustomerFiles

MARKETING = "Hello, have a look at our new tariff offer. Reply STOP to opt out."
SERVICE = "Hello, your meter reading has arrived. Thank you."
DEBT = "Hello, a payment was missed. If you are struggling to pay, we would like to help."

Opened = Callable[[], Workbench]


@pytest.fixture
def opened(files: CustomerFiles, settings: Settings) -> Opened:
    """Load ``files`` and open a workbench on them."""

    def load() -> Workbench:
        workbench = open_workbench(settings, fixed_clock(NOW))
        assert workbench.load(files.write()).status == "loaded"
        return workbench

    return load


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def asked(
    workbench: Workbench,
    message: str = SERVICE,
    channel: Channel = Channel.EMAIL,
    moment: datetime = NOW,
    customer_id: int = 1,
    override: str = "",
) -> Verdict:
    return workbench.ask_gate(customer_id, channel, message, at=moment, override=override)


def rules_of(verdict: Verdict) -> set[str]:
    return {reason.rule for reason in verdict.reasons}


def test_an_ordinary_message_goes(files: CustomerFiles, opened: Opened) -> None:
    files.customer(1)
    workbench = opened()
    for message, kind in ((SERVICE, MessageKind.SERVICE), (MARKETING, MessageKind.MARKETING)):
        verdict = asked(workbench, message)
        assert (verdict.decision, verdict.kind, verdict.reasons) == (Decision.SEND, kind, ())


@pytest.mark.parametrize(
    ("customer", "interaction", "message", "channel", "rule"),
    [
        ({"Opted_In": "No"}, None, MARKETING, Channel.EMAIL, "consent"),
        ({}, {"Interaction_Type": "Unsubscribe"}, MARKETING, Channel.EMAIL, "objection"),
        ({}, {"Summary": "Requested to stop notifications"}, MARKETING, Channel.SMS, "objection"),
        ({}, {"Summary": "STOP"}, MARKETING, Channel.SMS, "objection"),
        (
            {},
            {"Interaction_Type": "Complaint", "Resolution_Status": "Pending"},
            MARKETING,
            Channel.EMAIL,
            "complaint",
        ),
        ({}, None, "Hello, pay now or we will disconnect you.", Channel.EMAIL, "threat"),
        ({}, None, "Hello, we will send the bailiffs.", Channel.EMAIL, "threat"),
        ({}, None, "Hello, you owe us £45.20. Shall we talk?", Channel.EMAIL, "amount"),
        ({}, None, "Hello, we know about your cancer. Please reply.", Channel.SMS, "health"),
    ],
)
def test_what_stops_a_message_whatever_the_hour(
    files: CustomerFiles,
    opened: Opened,
    customer: dict[str, str],
    interaction: dict[str, str] | None,
    message: str,
    channel: Channel,
    rule: str,
) -> None:
    files.customer(1, **customer)
    if interaction:
        files.interaction(1, **interaction)
    workbench = opened()
    for override in ("", "the customer asked for it"):
        verdict = asked(workbench, message, channel, override=override)
        assert verdict.decision is Decision.STOP
        assert rule in rules_of(verdict)
        assert all(reason.source for reason in verdict.reasons)


def test_service_goes_on_after_an_objection_and_during_a_complaint(
    files: CustomerFiles, opened: Opened
) -> None:
    files.customer(1, Opted_In="No").interaction(1, Interaction_Type="Unsubscribe")
    files.interaction(1, Interaction_Type="Complaint", Resolution_Status="Escalated")
    assert asked(opened()).decision is Decision.SEND


def test_an_amount_that_the_record_holds_may_be_named(files: CustomerFiles, opened: Opened) -> None:
    files.customer(1).interaction(1, Summary="Says the overdue bill of £45.20 is wrong")
    message = "Hello, about the overdue bill of £45.20: shall we look at it together?"
    assert asked(opened(), message).decision is Decision.SEND


def test_nothing_about_debt_goes_during_breathing_space(
    files: CustomerFiles, settings: Settings
) -> None:
    directory = files.customer(1).write()
    profiles = directory / "Customer Profiles.csv"
    header, row = profiles.read_text(encoding="utf-8").splitlines()
    profiles.write_text(f"{header},Breathing_Space\n{row},Yes\n", encoding="utf-8")
    workbench = open_workbench(settings, fixed_clock(NOW))
    assert workbench.load(directory).status == "loaded"
    assert rules_of(asked(workbench, DEBT)) == {"breathing-space"}
    assert asked(workbench, SERVICE).decision is Decision.SEND


def test_hours_hold_and_say_until_when(files: CustomerFiles, opened: Opened) -> None:
    files.customer(1)
    workbench = opened()
    late = at("2026-11-20T20:30:00")
    assert asked(workbench, SERVICE, moment=late).decision is Decision.SEND
    for message in (MARKETING, DEBT):
        verdict = asked(workbench, message, moment=late)
        assert verdict.decision is Decision.HOLD
        assert verdict.until == at("2026-11-21T09:00:00")
        assert rules_of(verdict) == {"hours"}
        assert asked(workbench, message, moment=late, override="urgent").decision is Decision.SEND


@pytest.mark.parametrize(
    ("notification_type", "message", "holds"),
    [
        ("Tariff Offer", MARKETING, True),
        ("Re-engagement", MARKETING, True),
        ("Usage Alert", MARKETING, False),
        ("Tariff Offer", SERVICE, False),
    ],
)
def test_imported_marketing_counts_for_the_cap(
    files: CustomerFiles, opened: Opened, notification_type: str, message: str, holds: bool
) -> None:
    # 12:00 without an offset is UK time.
    files.customer(1).notification(
        "N-1", 1, Sent_Date="2026-11-18 12:00", Notification_Type=notification_type
    )
    verdict = asked(opened(), message)
    assert (verdict.decision is Decision.HOLD) is holds
    if holds:
        assert rules_of(verdict) == {"marketing-cap"}
        assert verdict.until == at("2026-11-25T12:00:00")


def test_three_messages_of_any_kind_a_week(files: CustomerFiles, opened: Opened) -> None:
    files.customer(1)
    for number, day in enumerate((14, 16, 18)):
        files.notification(
            f"N-{number}", 1, Sent_Date=f"2026-11-{day} 12:00", Delivery_Status="Failed"
        )
    verdict = asked(opened())
    assert rules_of(verdict) == {"message-cap"}
    assert verdict.until == at("2026-11-21T12:00:00")


def test_a_hold_that_ends_at_night_lasts_until_the_morning(
    files: CustomerFiles, opened: Opened
) -> None:
    files.customer(1).notification(
        "N-1", 1, Sent_Date="2026-11-14 23:00", Notification_Type="Tariff Offer"
    )
    # Saturday 23:00 plus seven days is again a Saturday night; Sunday is no day for marketing.
    assert asked(opened(), MARKETING).until == at("2026-11-23T09:00:00")


def test_a_queued_message_counts_against_a_colleagues(files: CustomerFiles, opened: Opened) -> None:
    files.customer(1)
    workbench = opened()
    workbench.approve(1, Channel.EMAIL, MARKETING, undo_seconds=10)
    other = MARKETING.replace("Hello", "Good morning")
    assert rules_of(asked(workbench, other)) == {"marketing-cap"}
    assert asked(workbench, SERVICE).decision is Decision.SEND


def test_a_held_message_waits_and_goes_when_the_window_opens(
    files: CustomerFiles, opened: Opened, settings: Settings
) -> None:
    files.customer(1)
    opened()
    late = at("2026-11-20T22:00:00")
    workbench = open_workbench(settings, fixed_clock(late))
    approved = workbench.approve(1, Channel.EMAIL, SERVICE, undo_seconds=0)
    assert approved.due_at == at("2026-11-21T08:00:00")
    assert "outside 08:00 to 21:00" in (approved.hold or "")
    assert workbench.deliver_due() == ()
    morning = open_workbench(settings, fixed_clock(at("2026-11-21T08:00:01")))
    [sent] = morning.deliver_due()
    assert sent.state is OutboxState.SENT


def test_a_rule_that_begins_to_hold_while_the_message_waits_postpones_it(
    files: CustomerFiles, opened: Opened, settings: Settings
) -> None:
    files.customer(1)
    opened()
    evening = open_workbench(settings, fixed_clock(at("2026-11-20T19:59:55")))
    approved = evening.approve(1, Channel.EMAIL, MARKETING, undo_seconds=10)
    late = open_workbench(settings, fixed_clock(at("2026-11-20T20:00:10")))
    late.deliver_due()
    [waiting] = late.outbox(OutboxState.QUEUED)
    assert waiting.notification_id == approved.notification_id
    assert waiting.due_at == at("2026-11-21T09:00:00")
    assert waiting.attempted_at is None


def test_an_override_is_kept_with_the_message_and_audited(
    files: CustomerFiles, opened: Opened, settings: Settings
) -> None:
    files.customer(1)
    opened()
    late = open_workbench(settings, fixed_clock(at("2026-11-20T22:00:00")))
    reason = "gas leak in the street"
    approved = late.approve(1, Channel.EMAIL, SERVICE, undo_seconds=0, override=reason)
    sent = late.deliver(approved.notification_id)
    assert sent is not None
    assert (sent.state, sent.override) == (OutboxState.SENT, reason)
    details = late.connection.execute("SELECT details FROM audit WHERE action = 'approve'")
    assert reason in details.fetchone()[0]


def test_consent_withdrawn_while_a_message_waits_stops_it(
    files: CustomerFiles, opened: Opened
) -> None:
    files.customer(1)
    workbench = opened()
    approved = workbench.approve(1, Channel.EMAIL, MARKETING, undo_seconds=0)
    files.rows.clear()
    files.customer(1, Opted_In="No")
    workbench.load(files.write())
    stopped = workbench.deliver(approved.notification_id)
    assert stopped is not None
    assert stopped.state is OutboxState.FAILED
    assert stopped.attempted_at is None
    draft = workbench.draft(1)
    assert draft is not None
    assert draft.message == MARKETING


def test_a_stopped_message_is_not_queued(files: CustomerFiles, opened: Opened) -> None:
    files.customer(1, Opted_In="No")
    workbench = opened()
    with pytest.raises(RefusedError, match="PECR"):
        workbench.approve(1, Channel.EMAIL, MARKETING, undo_seconds=0, override="please")
    assert workbench.outbox() == ()


def test_the_limits_are_settings(files: CustomerFiles, opened: Opened, settings: Settings) -> None:
    files.customer(1)
    opened()
    none = replace(settings, contact=replace(settings.contact, marketing_messages=0))
    verdict = asked(open_workbench(none, fixed_clock(NOW)), MARKETING)
    assert (verdict.decision, verdict.until) == (Decision.HOLD, None)


def test_every_rule_names_its_source_and_its_day() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.source
        assert rule.since < NOW.date()
    overridable = {rule.name for rule in RULES if rule.effect is Effect.HOLD}
    assert overridable == {"hours", "marketing-cap", "message-cap"}


def test_old_messages_do_not_count(files: CustomerFiles, opened: Opened) -> None:
    files.customer(1)
    workbench = opened()
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    workbench.approve(1, Channel.EMAIL, MARKETING, undo_seconds=0)
    workbench.deliver_due()
    other = MARKETING.replace("Hello", "Good morning")
    assert asked(workbench, other, moment=moment).decision is Decision.HOLD
    assert asked(workbench, other, moment=moment + timedelta(days=4)).decision is Decision.SEND


def test_an_objection_made_to_an_agent_counts_at_once_and_for_good(
    files: CustomerFiles, opened: Opened
) -> None:
    files.customer(1)
    workbench = opened()
    queued = workbench.approve(1, Channel.EMAIL, MARKETING, undo_seconds=60)
    service = workbench.approve(1, Channel.EMAIL, SERVICE, undo_seconds=60)
    assert workbench.object_to_marketing(1, "Please no more offers") == 1
    states = {n.notification_id: n.state for n in workbench.outbox()}
    assert states[queued.notification_id] is OutboxState.FAILED
    assert states[service.notification_id] is OutboxState.QUEUED
    for _ in range(2):
        verdict = asked(workbench, MARKETING.replace("Hello", "Good day"))
        assert verdict.decision is Decision.STOP
        assert "objection" in rules_of(verdict)
        score = workbench.profile(1).score
        assert not score.contactable
        assert not score.recommended
        # The next load brings new files; the objection stays.
        files.rows.clear()
        files.customer(1, Satisfaction_Score=2)
        workbench.load(files.write())
    assert workbench.first_broken_audit_row() is None
    [row] = [row for row in workbench.audit_trail(1) if row.action == "objection"]
    assert row.details["words"] == "Please no more offers"
