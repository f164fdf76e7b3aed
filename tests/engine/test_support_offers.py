"""Rules 10 to 12: who is in difficulty, or shows signs that support may help, is offered it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.analysts.cases import Case
from engine.checks.findings import Category
from engine.checks.signs import may_join_register, shows_hardship, shows_need
from engine.checks.support import OFFERS, check_support
from engine.delivery.wording import read_wording
from engine.models.case import Profile
from engine.models.records import Interaction
from engine.models.vocabulary import Channel
from engine.models.work import Note
from engine.pipeline import Workbench
from tests.conftest import NOW, Sne
from tests.engine.test_rules_analyst import ANALYST, PROFILES, with_

TODAY = NOW.date()
PAYMENT_CASES = (Case.MISSED_PAYMENT, Case.MISSED_PAYMENT_OPEN_ISSUE)
MISSED = PROFILES[Case.MISSED_PAYMENT]
PLAIN = with_(PROFILES[Case.UNRESOLVED_BILLING], customer={"age": 40})


def said(summary: str, profile: Profile = PLAIN) -> Profile:
    told = Interaction(occurred_at=NOW, interaction_type="Query", summary=summary)
    return with_(profile, rows={"interactions": (told, *profile.interactions)})


def advice(text: str, profile: Profile, channel: Channel = Channel.EMAIL) -> list[str]:
    return [one.kind for one in check_support(text, profile, channel=channel, today=TODAY)]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("case", PAYMENT_CASES)
@pytest.mark.parametrize("age", [40, 70])
def test_a_missed_payment_is_met_with_help_and_never_with_a_threat(
    case: Case, channel: Channel, age: int
) -> None:
    text = ANALYST.analyse(with_(PROFILES[case], customer={"age": age}, channel=channel)).message
    assert "help" in text or "afford" in text
    assert "£" not in text
    wording = read_wording(text)
    assert not wording.threats
    assert not (channel is Channel.SMS and wording.names_health)


@pytest.mark.parametrize(
    ("summary", "hardship", "need"),
    [
        ("Requested a payment plan", True, False),
        ("Asked for more time to pay", True, False),
        ("Lost her job in May", True, True),
        ("Struggling to pay the bills", True, False),
        ("Asked for letters in larger print", False, True),
        ("Husband is on dialysis", False, True),
        ("Inquired about payment options", False, False),
        ("Asked for a tariff comparison", False, False),
        ("Thanked the agent for a quick refund", False, False),
    ],
)
def test_signs_are_read_from_what_was_said(summary: str, hardship: bool, need: bool) -> None:
    profile = said(summary)
    assert shows_hardship(profile) is hardship
    assert shows_need(profile) is need
    assert may_join_register(profile) is (hardship or need)
    assert not may_join_register(with_(profile, customer={"priority_services": True}))


def test_a_colleagues_note_is_a_sign_too() -> None:
    noted = replace(PLAIN, notes=(Note("ben", NOW, "says she cannot pay this month"),))
    assert shows_hardship(noted)


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.PHONE])
@pytest.mark.parametrize("summary", ["Requested a payment plan", "Husband is on dialysis"])
def test_signs_lead_to_an_offer_that_does_not_name_them(channel: Channel, summary: str) -> None:
    analysis = ANALYST.analyse(with_(said(summary), channel=channel))
    assert "Priority Services Register" in analysis.message
    assert "dialysis" not in analysis.message
    assert any("Priority Services" in one for one in analysis.customer_insights)
    assert any("Priority Services" in step for step in analysis.resolution_steps)


def test_who_is_registered_is_not_offered_it_but_asked_whether_it_fits() -> None:
    analysis = ANALYST.analyse(with_(MISSED, customer={"age": 80, "priority_services": True}))
    assert "Priority Services" not in analysis.message
    assert any("still fits" in step for step in analysis.resolution_steps)


def test_breathing_space_asks_for_no_payment_and_no_payment_advice() -> None:
    profile = with_(MISSED, customer={"breathing_space": True})
    assert "payment" not in ANALYST.analyse(with_(profile, channel=Channel.EMAIL)).message
    assert advice("Your meter reading has come in.", profile) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A payment was missed. Please settle it soon.", ["payment-support"]),
        ("A payment was missed. If money is tight, tell us.", []),
        ("A payment was missed. We can agree a payment plan.", []),
        ("Your new bill is ready.", ["payment-support"]),
    ],
)
def test_a_message_after_a_missed_payment_is_to_offer_help(text: str, expected: list[str]) -> None:
    assert advice(text, with_(MISSED, customer={"age": 40})) == expected


def test_words_about_debt_call_for_help_whoever_reads_them() -> None:
    assert advice("Your account is in arrears.", PLAIN) == ["payment-support"]
    assert advice("Your meter reading has come in.", PLAIN) == []


def test_the_register_is_asked_for_where_there_is_room() -> None:
    older = with_(PLAIN, customer={"age": 70})
    text = "We have corrected your bill."
    assert advice(text, older) == ["priority-services"]
    assert advice(text, older, Channel.PHONE) == ["priority-services"]
    assert advice(text, older, Channel.SMS) == []
    assert advice(f"{text} Ask us about Priority Services.", older) == []
    assert advice("Switch to our new tariff and save with us.", older) == []
    registered = with_(older, customer={"age": 70, "priority_services": True})
    assert advice(text, registered) == []


def test_a_text_message_may_offer_the_register_and_not_say_who_is_on_it() -> None:
    assert not read_wording("Ask us about Priority Services too.").names_health
    assert not read_wording("Reply to hear more about our Priority Services Register").names_health
    assert read_wording("You are on the Priority Services Register.").names_health
    assert read_wording("Ask us about Priority Services for your asthma.").names_health


def test_the_offers_are_data_with_source_and_date() -> None:
    for offer in OFFERS:
        assert offer.source
        assert offer.since < TODAY
    early = check_support("Arrears.", PLAIN, channel=Channel.EMAIL, today=date(2020, 1, 1))
    assert early == ()


def test_the_rules_own_messages_leave_no_offer_out(workbench: Workbench) -> None:
    ids = [row[0] for row in workbench.connection.execute("SELECT customer_id FROM scores")]
    for customer_id in ids:
        profile = workbench.profile(customer_id)
        if not may_join_register(profile) and not profile.score.grounds:
            continue
        for channel in Channel:
            text = workbench.analysis_for(profile, channel).message
            assert check_support(text, profile, channel=channel, today=TODAY) == (), text
            assert not (channel is Channel.SMS and read_wording(text).names_health), text


@pytest.mark.usefixtures("loaded")
def test_it_is_advice_and_never_stops(sne: Sne) -> None:
    text = "Your account is in arrears."
    checked = sne("check", "3001", "--message", text, "--channel", "Email", "--json")
    (found,) = [one for one in checked.json["findings"] if one["category"] == Category.SUPPORT]
    assert found["kind"] == "payment-support"
    assert "Ofgem" in found["explanation"]
    asked = sne("gate", "3001", "--message", text, "--channel", "Email", "--json")
    assert set(asked.json) == {"verdict", "kind", "until", "reasons"}
    assert not any(one["rule"] == "payment-support" for one in asked.json["reasons"])
    assert asked.json["verdict"] != "stop"
