"""The rule-based analyst: every case, every channel, and whoever the customer is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysts.cases import MARKETING_CASES, Case, approach_of, case_of
from engine.analysts.rules import RulesAnalyst
from engine.analysts.texts import load_texts
from engine.language.british import first_name, format_date
from engine.language.gsm import is_gsm, septets
from engine.language.length import measure
from engine.language.promotion import is_marketing
from engine.models.case import Analysis, Profile, Score, Trigger
from engine.models.records import (
    AccountActivity,
    Customer,
    EnergyUsage,
    Interaction,
    PastNotification,
    RecommendedAction,
)
from engine.models.vocabulary import (
    Channel,
    Ground,
    IssueCategory,
    MessageKind,
    MessageType,
    OutboxState,
    Priority,
    Segment,
    Urgency,
)
from engine.models.work import Note, Notification
from engine.pipeline import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.analysts.base import Analyst

SUPPLIER = "Glenlight Energy"
AS_OF = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TEXTS = load_texts()
ANALYST = RulesAnalyst(TEXTS, SUPPLIER)

BILLING = Interaction(
    channel="Phone",
    occurred_at=datetime(2026, 9, 3, 10, 30, tzinfo=UTC),
    interaction_type="Complaint",
    sentiment="Negative",
    summary="Reported billing issue",
    response_time_minutes=30.0,
    resolution_status="Escalated",
    agent_id="A-001",
    about_billing=True,
)
QUESTION = Interaction(
    channel="Email",
    occurred_at=datetime(2026, 10, 12, 10, 30, tzinfo=UTC),
    interaction_type="Query",
    sentiment="Neutral",
    summary="Inquired about payment options",
    resolution_status="Pending",
)
STOP = Interaction(
    channel="SMS",
    occurred_at=datetime(2026, 8, 1, 10, 30, tzinfo=UTC),
    interaction_type="Unsubscribe",
    sentiment="Negative",
    summary="Requested to stop notifications",
    resolution_status="Resolved",
    is_objection=True,
)
MISSED = RecommendedAction("Missed payment", "Send payment reminder", "High", True, "Support")
COMPARISON = RecommendedAction(
    "Tariff inquiry", "Send tariff comparison", "Low", False, "Marketing"
)
OPENED = PastNotification(
    "N-1100",
    "Email",
    datetime(2026, 10, 1, tzinfo=UTC),
    "Tariff Offer",
    opened=True,
    clicked=False,
    delivery_status="Delivered",
)


def score(**changes: Any) -> Score:
    values: dict[str, Any] = {
        "customer_id": 3012,
        "segment": Segment.VALUE_SEEKERS,
        "segment_confidence": 0.8,
        "segment_evidence": 3,
        "risk_score": 9,
        "risk_points": {},
        "data_confidence": 1.0,
        "priority": Priority.HIGH,
        "grounds": Ground(0),
        "urgency": Urgency.WITHIN_24H,
        "recommended": True,
        "contactable": True,
        "objected_at": None,
        "message_type": MessageType.VALUE_OPPORTUNITY,
        "issue_category": IssueCategory.OPPORTUNITY,
        "channel": Channel.SMS,
        "churn": 35.0,
        "reasons": (),
        "as_of": AS_OF,
    }
    return Score(**(values | changes))


CUSTOMER = Customer(
    3012,
    name="Emily Clark",
    age=45,
    location="Aberdeen",
    preferred_channel=Channel.SMS,
    opted_in=True,
    income_bracket="Low",
    customer_since=date(2017, 5, 3),
    satisfaction_score=6.0,
)
ACCOUNT = AccountActivity(
    account_status="Active",
    last_transaction="Bill Payment",
    last_login=datetime(2026, 6, 2, 8, 0, tzinfo=UTC),
    recent_activity="Viewed usage dashboard",
    engagement_score=48.0,
    account_tenure_years=9.0,
    subscription_type="Basic",
    churn_risk_score=35.0,
)
PLAIN = Profile(CUSTOMER, score(), activities=(ACCOUNT,), notifications=(OPENED,))


def with_(
    profile: Profile = PLAIN,
    *,
    customer: dict[str, Any] | None = None,
    account: dict[str, Any] | None = None,
    rows: dict[str, Any] | None = None,
    **changes: Any,
) -> Profile:
    """Return ``profile`` with other values; further names are those of the score."""
    return replace(
        profile,
        customer=replace(profile.customer, **(customer or {})),
        activities=tuple(replace(one, **(account or {})) for one in profile.activities),
        score=replace(profile.score, **changes),
        **(rows or {}),
    )


BILLING_GROUNDS = Ground.UNRESOLVED_BILLING | Ground.UNRESOLVED_COMPLAINT

PROFILES: dict[Case, Profile] = {
    Case.BREATHING_SPACE: with_(
        customer={"breathing_space": True},
        rows={"actions": (MISSED,)},
        grounds=Ground.MISSED_PAYMENT,
        message_type=MessageType.BILLING_SUPPORT,
    ),
    Case.MISSED_PAYMENT_OPEN_ISSUE: with_(
        rows={"actions": (MISSED,), "interactions": (BILLING,)},
        grounds=Ground.MISSED_PAYMENT | BILLING_GROUNDS | Ground.HIGH_CHURN,
        message_type=MessageType.BILLING_SUPPORT,
        churn=87.0,
    ),
    Case.MISSED_PAYMENT: with_(
        rows={"actions": (MISSED,)},
        grounds=Ground.MISSED_PAYMENT | Ground.MEDIUM_CHURN,
        message_type=MessageType.BILLING_SUPPORT,
        churn=52.0,
    ),
    Case.SEVERAL_UNRESOLVED: with_(
        rows={"interactions": (QUESTION, BILLING)},
        grounds=Ground.SEVERAL_UNRESOLVED | BILLING_GROUNDS,
        message_type=MessageType.BILLING_SUPPORT,
    ),
    Case.UNRESOLVED_COMPLAINT: with_(rows={"interactions": (BILLING,)}, grounds=BILLING_GROUNDS),
    Case.UNRESOLVED_BILLING: with_(
        rows={
            "interactions": (
                replace(BILLING, interaction_type="Query", resolution_status="Pending"),
            )
        },
        grounds=Ground.UNRESOLVED_BILLING,
        message_type=MessageType.BILLING_SUPPORT,
    ),
    Case.LOW_SATISFACTION: with_(
        customer={"satisfaction_score": 2.0}, grounds=Ground.LOW_SATISFACTION
    ),
    Case.SUSPENDED: with_(account={"account_status": "Suspended"}),
    Case.HIGH_CHURN: with_(
        grounds=Ground.HIGH_CHURN, churn=87.0, message_type=MessageType.RETENTION_FOCUS
    ),
    Case.DORMANT: with_(
        account={"account_status": "Dormant"},
        grounds=Ground.STATUS_DORMANT | Ground.LOW_ENGAGEMENT,
        message_type=MessageType.ENGAGEMENT_BOOST,
    ),
    Case.LOW_ENGAGEMENT: with_(
        account={"engagement_score": 24.0},
        grounds=Ground.LOW_ENGAGEMENT | Ground.HIGH_CHURN,
        message_type=MessageType.ENGAGEMENT_BOOST,
        churn=75.0,
    ),
    Case.STATUS_AT_RISK: with_(
        account={"account_status": "At Risk"}, grounds=Ground.STATUS_AT_RISK
    ),
    Case.MEDIUM_CHURN: with_(grounds=Ground.MEDIUM_CHURN, churn=55.5),
    Case.OPPORTUNITY_VALUE_SEEKERS: with_(rows={"actions": (COMPARISON,)}),
    Case.OPPORTUNITY_TRADITIONALISTS: with_(segment=Segment.TRADITIONALISTS),
    Case.OPPORTUNITY_DIGITAL_NATIVES: with_(segment=Segment.DIGITAL_NATIVES),
    Case.OPPORTUNITY_ECO_SAVERS: with_(segment=Segment.ECO_SAVERS),
}

NOT_CONTACTABLE: dict[str, Any] = {"contactable": False, "message_type": MessageType.SERVICE_ONLY}
NAMES = [
    "Emily Clark",
    None,
    "Siân Llywelyn-Gruffydd",
    "Mòrag NicDhòmhnaill",
    "Bartholomew-Maximilian-Alexan Featherstonehaugh",
    "[/b]{churn} 😀",
]


def objector(profile: Profile) -> Profile:
    return with_(
        profile,
        rows={"interactions": (*profile.interactions, STOP)},
        objected_at=STOP.occurred_at,
        **NOT_CONTACTABLE,
    )


@cache
def everyone() -> tuple[tuple[Profile, Analysis], ...]:
    """Every case × channel × segment × kind of name × consent × age, analysed once."""

    def build() -> Iterator[Profile]:
        for base, channel, segment, name, age in product(
            PROFILES.values(), Channel, Segment, NAMES, (45, 71)
        ):
            profile = with_(
                base, customer={"name": name, "age": age}, channel=channel, segment=segment
            )
            yield profile
            yield with_(profile, customer={"opted_in": False}, **NOT_CONTACTABLE)
            if name is None:
                yield objector(profile)

    return tuple((profile, ANALYST.analyse(profile)) for profile in build())


promotes = cache(is_marketing)
"""Messages repeat a lot: each is judged once."""


def parts(analysis: Analysis) -> Iterator[str]:
    """Yield every text of an analysis."""
    yield from (analysis.contact_reason, analysis.potential_impact, analysis.communication_style)
    yield from analysis.customer_insights
    yield from analysis.conversation_starters
    yield from analysis.topics_to_avoid
    yield from analysis.resolution_steps
    yield from (analysis.follow_up.timing, analysis.follow_up.success_sign, analysis.message)


# ------------------------------------------------------------------------- everyone at once


def test_the_sweep_covers_every_case() -> None:
    assert {case_of(profile) for profile, _ in everyone()} == set(PROFILES)
    assert {approach_of(profile, case_of(profile)) for profile, _ in everyone()} == set(Case)


def test_every_message_fits_its_channel() -> None:
    for profile, analysis in everyone():
        assert analysis.channel is profile.score.channel
        assert measure(analysis.channel, analysis.message).fits
        if analysis.channel is Channel.SMS:
            assert is_gsm(analysis.message)
            assert septets(analysis.message) <= 160


def test_nothing_is_left_unfilled_or_untidy() -> None:
    untidy = re.compile(r"[{}\0]| {2}| \n|\n{3}| [.,;:!?]|^\s|\s$|\bNone\b")
    for _, analysis in everyone():
        for text in parts(analysis):
            assert text
            assert not untidy.search(text), text


def test_nobody_is_promoted_to_against_their_wish() -> None:
    for profile, analysis in everyone():
        if not profile.score.contactable:
            spoken = (analysis.message, *analysis.conversation_starters)
            assert not [text for text in spoken if promotes(text)]


def test_cases_of_service_never_promote() -> None:
    for profile, analysis in everyone():
        if case_of(profile) not in MARKETING_CASES:
            assert not promotes(analysis.message)


def test_what_promotes_says_how_to_opt_out() -> None:
    opt_out = {
        Channel.SMS: "Reply STOP to opt out",
        Channel.APP_PUSH: "Opt out in app settings",
        Channel.EMAIL: "reply with the word STOP",
        Channel.PHONE: "would rather not get calls like this one",
    }
    promoting = [one for _, one in everyone() if promotes(one.message)]
    assert promoting
    for analysis in promoting:
        assert opt_out[analysis.channel] in analysis.message


def test_opportunities_are_recognised_as_marketing() -> None:
    opportunities = [case for case in PROFILES if case.startswith("opportunity")]
    for case, channel in product([*opportunities, Case.HIGH_CHURN, Case.MEDIUM_CHURN], Channel):
        assert promotes(ANALYST.analyse(with_(PROFILES[case], channel=channel)).message)


def test_every_number_in_a_message_is_in_the_record() -> None:
    for profile, analysis in everyone():
        days = [profile.customer.customer_since, profile.activity.last_login]
        days += [one.occurred_at for one in profile.interactions]
        rest = analysis.message
        for day in days:
            if day:
                rest = rest.replace(format_date(day), "")
        assert not re.search(r"\d", rest), analysis.message


def test_customers_are_greeted_by_name_or_not_at_all() -> None:
    for profile, analysis in everyone():
        name = first_name(profile.customer.name)
        greeting = re.search(r"(?:Hello|Dear)( [^,]+)?,", analysis.message)
        assert greeting
        assert greeting.group(1) in (None, f" {name}")
        if analysis.channel is Channel.EMAIL and name:
            assert analysis.message.startswith(f"Dear {name},\n")


def test_the_sender_is_named() -> None:
    for _, analysis in everyone():
        # A push notification shows the name of the app that it comes from.
        assert SUPPLIER in analysis.message or analysis.channel is Channel.APP_PUSH


def test_lists_have_the_agreed_length() -> None:
    for _, analysis in everyone():
        assert len(analysis.conversation_starters) == 3
        assert 3 <= len(analysis.resolution_steps) <= 5
        assert analysis.resolution_steps[-1].startswith("If ")
        assert len(set(analysis.resolution_steps)) == len(analysis.resolution_steps)
        assert "Amounts" in " ".join(analysis.topics_to_avoid)


def test_scoring_is_taken_over() -> None:
    for profile, analysis in everyone():
        for name in ("priority", "urgency", "risk_score", "issue_category", "message_type"):
            assert getattr(analysis, name) == getattr(profile.score, name)
        assert analysis.customer_id == profile.customer.customer_id
        assert analysis.analyst == "rules"
        assert analysis.fallback_reason is None


def test_emails_have_greeting_paragraphs_and_sign_off() -> None:
    for _, analysis in everyone():
        if analysis.channel is Channel.EMAIL:
            greeting, *body, sign_off = analysis.message.split("\n\n")
            assert greeting.endswith(",")
            assert 2 <= len(body) <= 4
            assert sign_off == f"Kind regards\n{SUPPLIER}"


def test_call_scripts_have_their_four_parts() -> None:
    for _, analysis in everyone():
        if analysis.channel is Channel.PHONE:
            headings = re.findall(r"^[A-Z]+$", analysis.message, re.MULTILINE)
            assert headings == ["OPENING", "PURPOSE", "QUESTIONS", "CLOSE"]


# ----------------------------------------------------------------------------- single cases


@pytest.mark.parametrize("case", PROFILES)
def test_the_case_is_found(case: Case) -> None:
    assert case_of(PROFILES[case]) is case


def test_it_is_an_analyst() -> None:
    analyst: Analyst = ANALYST
    assert analyst.name == "rules"


def message(profile: Profile, channel: Channel = Channel.SMS) -> str:
    return ANALYST.analyse(with_(profile, channel=channel)).message


def test_a_missed_payment_is_met_with_help() -> None:
    text = message(PROFILES[Case.MISSED_PAYMENT])
    assert text.startswith(f"Hello Emily, {SUPPLIER} here. ")
    assert "If money is tight" in text
    assert "a plan you can afford" in text


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("case", [Case.MISSED_PAYMENT, Case.MISSED_PAYMENT_OPEN_ISSUE])
def test_pensioners_in_arrears_hear_of_the_register(case: Case, channel: Channel) -> None:
    older = with_(PROFILES[case], customer={"age": 66})
    assert "Priority Services" in message(older, channel)
    assert any(
        "Priority Services Register" in one for one in ANALYST.analyse(older).customer_insights
    )
    for other in ({"age": 65}, {"age": None}, {"age": 80, "priority_services": True}):
        assert "Priority Services" not in message(with_(PROFILES[case], customer=other), channel)


@pytest.mark.parametrize("channel", Channel)
def test_a_complaint_is_apologised_for_by_name_and_date(channel: Channel) -> None:
    text = message(PROFILES[Case.UNRESOLVED_COMPLAINT], channel)
    assert "sorry" in text
    assert "the billing issue you reported on 3 September 2026" in text


def test_breathing_space_silences_the_payment() -> None:
    for profile in (
        PROFILES[Case.BREATHING_SPACE],
        with_(PROFILES[Case.MISSED_PAYMENT_OPEN_ISSUE], customer={"breathing_space": True}),
        with_(PROFILES[Case.HIGH_CHURN], customer={"breathing_space": True}),
    ):
        for channel in Channel:
            analysis = ANALYST.analyse(with_(profile, channel=channel))
            assert not re.search(r"missed|owe|plan", analysis.message)
            assert not is_marketing(analysis.message)
            assert "Breathing Space" in analysis.resolution_steps[0]
            assert not any("reminder" in step for step in analysis.resolution_steps)


def test_an_overdue_complaint_is_pointed_to_the_ombudsman() -> None:
    overdue = PROFILES[Case.UNRESOLVED_COMPLAINT]
    assert "Your complaint of 3 September 2026 has been open for so long" in message(
        overdue, Channel.EMAIL
    )
    assert "Ombudsman" in ANALYST.analyse(overdue).resolution_steps[0]
    recent = replace(BILLING, occurred_at=AS_OF - timedelta(weeks=8) + timedelta(hours=1))
    in_time = with_(overdue, rows={"interactions": (recent,)})
    assert "Ombudsman" not in message(in_time, Channel.EMAIL)
    assert "Ombudsman" not in ANALYST.analyse(in_time).resolution_steps[0]


def test_an_open_complaint_keeps_recommended_promotion_away() -> None:
    profile = with_(PROFILES[Case.UNRESOLVED_COMPLAINT], rows={"actions": (COMPARISON,)})
    analysis = ANALYST.analyse(with_(profile, channel=Channel.EMAIL))
    assert not any("comparison" in step for step in analysis.resolution_steps)
    assert not is_marketing(analysis.message)
    assert any("while a complaint is open" in topic for topic in analysis.topics_to_avoid)


def test_the_recommended_action_shapes_an_opportunity() -> None:
    profile = with_(PROFILES[Case.OPPORTUNITY_ECO_SAVERS], rows={"actions": (COMPARISON,)})
    analysis = ANALYST.analyse(with_(profile, channel=Channel.EMAIL))
    assert "We can set your plan beside our other tariffs" in analysis.message
    assert any("tariff comparison" in step for step in analysis.resolution_steps)
    assert "Send tariff comparison (Tariff inquiry)" in analysis.contact_reason


@pytest.mark.parametrize("changes", [{}, NOT_CONTACTABLE])
def test_a_question_about_a_bill_comes_before_any_offer(changes: dict[str, Any]) -> None:
    action = RecommendedAction("Billing query", "Provide billing support", "Low")
    analysis = ANALYST.analyse(with_(rows={"actions": (action,)}, **changes))
    assert "help with your bill" in analysis.message
    assert "scenario “Billing query”" in analysis.contact_reason
    assert not is_marketing(analysis.message)


def test_an_objection_is_confirmed_and_kept() -> None:
    analysis = ANALYST.analyse(objector(PLAIN))
    assert "You asked us on 1 August 2026 to stop" in analysis.message
    assert Trigger("Interaction_Type", "Unsubscribe", STOP.occurred_at) in analysis.trigger_factors
    assert "1 August 2026" in analysis.contact_reason
    assert any("yet objected on 1 August 2026" in one for one in analysis.customer_insights)
    assert any("they asked us to stop" in topic for topic in analysis.topics_to_avoid)


def test_service_goes_on_for_those_who_objected() -> None:
    text = message(objector(PROFILES[Case.MISSED_PAYMENT]))
    assert "a payment was missed" in text


def test_someone_who_came_back_has_not_objected() -> None:
    analysis = ANALYST.analyse(with_(rows={"interactions": (STOP,)}))
    assert is_marketing(analysis.message)
    assert not any("asked us to stop" in one.lower() for one in analysis.customer_insights)


def test_a_marketing_call_starts_with_the_register() -> None:
    analysis = ANALYST.analyse(with_(PROFILES[Case.HIGH_CHURN], channel=Channel.PHONE))
    assert "TPS" in analysis.resolution_steps[0]
    service = ANALYST.analyse(with_(PROFILES[Case.MISSED_PAYMENT], channel=Channel.PHONE))
    assert not any("TPS" in step for step in service.resolution_steps)


def test_free_text_is_quoted_to_the_agent_and_never_to_the_customer() -> None:
    odd = replace(BILLING, summary="Zxqv \x1b[31mwants\x07 {churn} £500\nnow " + "blah " * 60)
    for case in (Case.UNRESOLVED_COMPLAINT, Case.MISSED_PAYMENT_OPEN_ISSUE):
        for channel in Channel:
            profile = with_(PROFILES[case], rows={"interactions": (odd,)}, channel=channel)
            analysis = ANALYST.analyse(profile)
            assert "Zxqv" not in analysis.message
            assert "500" not in analysis.message
            told = [*analysis.customer_insights, analysis.contact_reason]
            assert sum("“Zxqv wants {churn} £500 now" in text for text in told) >= 2
            assert all(len(text) < 400 and "\x1b" not in text for text in told)


@pytest.mark.parametrize(
    ("interaction", "phrase"),
    [
        (
            replace(BILLING, summary="asked ABOUT  the green tariff"),
            "the billing issue you reported",
        ),
        (replace(BILLING, summary="In-home display shows no usage"), "in-home display"),
        (replace(BILLING, summary="Xyz", about_billing=False), "the complaint you made"),
        (replace(BILLING, summary=None), "the billing issue you reported"),
    ],
)
def test_issues_are_named_in_our_own_words(interaction: Interaction, phrase: str) -> None:
    profile = with_(PROFILES[Case.UNRESOLVED_COMPLAINT], rows={"interactions": (interaction,)})
    assert phrase in message(profile, Channel.EMAIL)


def test_trigger_factors_name_field_value_and_date() -> None:
    analysis = ANALYST.analyse(PROFILES[Case.MISSED_PAYMENT_OPEN_ISSUE])
    assert analysis.trigger_factors[:4] == (
        Trigger("Scenario", "Missed payment"),
        Trigger("Summary", "Reported billing issue", BILLING.occurred_at),
        Trigger("Interaction_Type", "Complaint", BILLING.occurred_at),
        Trigger("Churn_Risk_Score", "87", ACCOUNT.last_login),
    )
    assert Trigger("Follow_Up_Required", "Yes") in analysis.trigger_factors
    assert (
        Trigger("Resolution_Status", "Escalated", BILLING.occurred_at) in analysis.trigger_factors
    )


def test_trigger_factors_of_the_account_row_have_its_date() -> None:
    found = ANALYST.analyse(PROFILES[Case.DORMANT]).trigger_factors
    assert Trigger("Engagement_Score", "48", ACCOUNT.last_login) in found
    assert Trigger("Account_Status", "Dormant", ACCOUNT.last_login) in found
    satisfaction = ANALYST.analyse(PROFILES[Case.LOW_SATISFACTION]).trigger_factors
    assert Trigger("Satisfaction_Score", "2") in satisfaction


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_has_a_trigger_even_without_its_evidence(ground: Ground) -> None:
    bare = Profile(Customer(1), score(grounds=ground, churn=None))
    expected = (ground.name or "").replace("_", " ").lower()
    assert ANALYST.analyse(bare).trigger_factors[0] == Trigger("Ground", expected)


def test_reasons_carry_numbers_dates_and_the_other_grounds() -> None:
    reason = ANALYST.analyse(PROFILES[Case.MISSED_PAYMENT_OPEN_ISSUE]).contact_reason
    assert reason == (
        "A payment was missed while “Reported billing issue” of 3 September 2026 is still "
        "escalated; churn risk is 87 out of 100."
    )


def test_insights_tell_what_the_record_holds() -> None:
    lost = replace(
        OPENED, notification_id="N-7", channel="SMS", delivery_status="Failed", opened=True
    )
    clicked = replace(OPENED, notification_id="N-8", opened=False, clicked=True)
    older_row = replace(ACCOUNT, subscription_type="Premium", churn_risk_score=80.0)
    profile = with_(
        PROFILES[Case.SEVERAL_UNRESOLVED],
        customer={"preferred_channel": Channel.EMAIL, "priority_services": True},
        account={"account_tenure_years": 3.0},
        rows={
            "notifications": (clicked, OPENED, lost),
            "actions": (COMPARISON, MISSED),
            "energy": (
                EnergyUsage(
                    business_segment="Eco Savers",
                    daily_energy_usage_kwh=8.5,
                    solar_ev_ownership="Both",
                    campaign_opens=3,
                    campaign_clicks=2,
                    campaign_conversions=0,
                    billing_anomaly="Overcharge",
                ),
            ),
            "notes": (Note("anna", AS_OF, "Prefers\nmornings"),),
            "sent": (
                Notification(
                    notification_id="n1",
                    customer_id=3012,
                    channel=Channel.SMS,
                    message="Hello",
                    kind=MessageKind.SERVICE,
                    agent="anna",
                    state=OutboxState.SENT,
                    approved_at=AS_OF,
                    due_at=AS_OF,
                ),
            ),
        },
        data_confidence=0.4,
    )
    profile = replace(profile, activities=(*profile.activities, older_row))
    recommended = (
        "Send tariff comparison (Tariff inquiry)",
        "Send payment reminder (Missed payment)",
    )
    columns = ("Subscription_Type", "Churn_Risk_Score")
    told = ANALYST.analyse(profile).customer_insights
    for expected in (
        "On the Priority Services Register.",
        "On the Basic plan; a customer since 3 May 2017 (3 years by the account row).",
        "Low income bracket, aged 45.",
        "Cares about the price: “Inquired about payment options” on 12 October 2026.",
        "Engagement 48 out of 100; last login 2 June 2026, 171 days before the newest record.",
        "Last activity: Viewed usage dashboard; last transaction: Bill Payment.",
        "Satisfaction 6 out of 10.",
        "Mood over 2 interactions: 0 positive, 1 neutral, 1 negative.",
        "An interaction of 3 September 2026 is escalated and open.",
        f"Recommended: {', '.join(recommended)}; urgency High.",
        "Notifications opened: 1 of 2 by Email, 1 of 1 by SMS.",
        "Not delivered: 1 notification, the newest on 1 October 2026.",
        "Prefers Email; this draft goes by SMS.",
        "Our last message from here: 20 November 2026 by SMS (sent).",
        "Note by anna on 20 November 2026: “Prefers mornings”.",
        "Uses 8.5 kWh a day and has solar panels and an electric vehicle.",
        "Billing anomaly in the energy file: Overcharge.",
        "Campaigns: 3 opened, 2 clicked, 0 taken up.",
        "Data: clicked but never opened, says the file: N-8.",
        "Data: not delivered yet opened, says the file: N-7.",
        "Data: 3 years by the account row, 10 years by the start date 3 May 2017.",
        f"Data: several account rows disagree on {' and '.join(columns)}; the latest login counts.",
        "Data: the energy file has Eco Savers; the evidence says otherwise.",
        "Data: only 40% of what the risk score weighs is known.",
    ):
        assert expected in told


def test_a_quiet_inbox_is_noticed() -> None:
    ignored = tuple(
        replace(OPENED, opened=False, sent_at=AS_OF - timedelta(days=days)) for days in (5, 9, 20)
    )
    told = ANALYST.analyse(with_(rows={"notifications": (*ignored, OPENED)})).customer_insights
    assert "The last 3 notifications were not opened, since 31 October 2026." in told


def test_a_record_in_order_has_no_remarks_about_data() -> None:
    assert not [one for one in ANALYST.analyse(PLAIN).customer_insights if one.startswith("Data")]


def test_a_record_that_says_nothing_still_makes_an_analysis() -> None:
    analysis = ANALYST.analyse(Profile(Customer(7), score(churn=None, contactable=False)))
    assert analysis.message
    assert analysis.trigger_factors == (Trigger("Opted_In", "No"),)
    assert analysis.customer_insights == ("Not opted in: service messages only.",)


# ---------------------------------------------------------------------------- any record at all

MAYBE_TEXT = st.none() | st.text(max_size=40) | st.sampled_from(["Reported billing issue", "{x}"])
MAYBE_MOMENT = st.none() | st.integers(0, 9000).map(lambda days: AS_OF - timedelta(days=days))
MAYBE_PERCENT = st.none() | st.floats(0, 100)
INTERACTIONS = st.builds(
    Interaction,
    occurred_at=MAYBE_MOMENT,
    interaction_type=st.sampled_from([None, "Query", "Complaint", "Feedback", "Unsubscribe"]),
    sentiment=st.sampled_from([None, "Positive", "Negative"]),
    summary=MAYBE_TEXT,
    resolution_status=st.sampled_from([None, "Resolved", "Pending", "Escalated"]),
    about_billing=st.booleans(),
    is_objection=st.booleans(),
)
ANY_PROFILE = st.builds(
    Profile,
    customer=st.builds(
        Customer,
        customer_id=st.just(1),
        name=MAYBE_TEXT,
        age=st.none() | st.integers(0, 120),
        opted_in=st.booleans(),
        customer_since=st.none() | st.dates(date(1990, 1, 1), date(2026, 11, 20)),
        satisfaction_score=st.none() | st.floats(1, 10),
        breathing_space=st.booleans(),
        priority_services=st.booleans(),
        preferred_channel=st.none() | st.sampled_from(Channel),
        income_bracket=MAYBE_TEXT,
    ),
    score=st.builds(
        score,
        segment=st.sampled_from(Segment),
        grounds=st.integers(0, 1023).map(Ground),
        channel=st.sampled_from(Channel),
        contactable=st.booleans(),
        message_type=st.sampled_from(MessageType),
        churn=MAYBE_PERCENT,
        objected_at=MAYBE_MOMENT,
        data_confidence=st.floats(0, 1),
    ),
    activities=st.lists(
        st.builds(
            AccountActivity,
            account_status=st.sampled_from([None, "Active", "Suspended", "Dormant"]),
            last_login=MAYBE_MOMENT,
            subscription_type=st.sampled_from([None, "Basic", "Green", "£99 plan"]),
            engagement_score=MAYBE_PERCENT,
            account_tenure_years=MAYBE_PERCENT,
            recent_activity=MAYBE_TEXT,
        ),
        max_size=2,
    ).map(tuple),
    interactions=st.lists(INTERACTIONS, max_size=3).map(tuple),
    actions=st.lists(
        st.builds(
            RecommendedAction,
            scenario=MAYBE_TEXT,
            recommended_action=st.sampled_from(
                [None, "Send energy-saving tips", "Send payment reminder", "Dance"]
            ),
            urgency_level=st.sampled_from([None, "Low", "High", "Odd"]),
            follow_up_required=st.none() | st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(ANY_PROFILE)
def test_any_record_makes_a_fit_and_lawful_message(profile: Profile) -> None:
    analysis = ANALYST.analyse(profile)
    assert analysis == ANALYST.analyse(profile)
    assert measure(analysis.channel, analysis.message).fits
    assert "\0" not in "".join(parts(analysis))
    assert "{" not in analysis.message
    assert "£" not in analysis.message
    assert all(parts(analysis))
    assert len(analysis.conversation_starters) == 3
    assert 3 <= len(analysis.resolution_steps) <= 5
    score_ = profile.score
    if not score_.contactable or score_.message_type is MessageType.SERVICE_ONLY:
        assert not is_marketing(analysis.message)
    named = {trigger.field for trigger in analysis.trigger_factors}
    assert bool(named) or not score_.grounds


def test_a_name_that_reads_as_promotion_does_not_make_a_message_marketing(
    workbench: Workbench,
) -> None:
    row = workbench.connection.execute(
        "SELECT customer_id FROM scores WHERE NOT contactable ORDER BY customer_id"
    ).fetchone()
    profile = workbench.profile(row["customer_id"])
    named = replace(profile, customer=replace(profile.customer, name="OFFER Save"))
    assert not is_marketing(workbench.rules.analyse(named).message)
