"""Segments, risk and priority, from files to scores, rule by rule (contract, part A)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.clock import fixed_clock
from engine.models.case import Profile
from engine.models.vocabulary import Ground, MessageType, Priority, Segment, Urgency
from engine.pipeline import Workbench, open_workbench
from engine.scoring.risk import BASE, FACTORS, explain_risk, risk_factors
from engine.scoring.segments import EVIDENCE, explain_segment, segment_points
from engine.settings import Settings
from tests.conftest import NOW, CustomerFiles

HEALTHY: dict[str, Any] = {}


@pytest.fixture
def score(files: CustomerFiles, settings: Settings) -> Any:
    """Load the files of the test and return the profile of customer 1."""

    def run(customer_id: int = 1) -> Profile:
        workbench = open_workbench(settings, fixed_clock(NOW))
        assert workbench.load(files.write()).status in ("loaded", "unchanged")
        return workbench.profile(customer_id)

    return run


def test_the_weights_are_those_of_the_contract_and_sum_to_one() -> None:
    assert {factor.name: factor.weight for factor in FACTORS} == {
        "engagement": 0.25,
        "satisfaction": 0.20,
        "usage": 0.20,
        "payment": 0.15,
        "support": 0.10,
        "tenure": 0.10,
    }
    assert sum(factor.weight for factor in FACTORS) == pytest.approx(1)


@pytest.mark.parametrize(
    ("activity", "profile", "interactions", "actions", "priority", "ground"),
    [
        ({"Churn_Risk_Score": 71}, {}, [], [], "high", Ground.HIGH_CHURN),
        ({"Churn_Risk_Score": 70}, {}, [], [], "medium", Ground.MEDIUM_CHURN),
        ({"Churn_Risk_Score": 40}, {}, [], [], "medium", Ground.MEDIUM_CHURN),
        ({"Churn_Risk_Score": 39.9}, {}, [], [], "low", Ground(0)),
        ({}, {"Satisfaction_Score": 2}, [], [], "high", Ground.LOW_SATISFACTION),
        ({}, {"Satisfaction_Score": 3}, [], [], "low", Ground(0)),
        ({"Engagement_Score": 29}, {}, [], [], "medium", Ground.LOW_ENGAGEMENT),
        ({"Engagement_Score": 30}, {}, [], [], "low", Ground(0)),
        ({"Account_Status": "At Risk"}, {}, [], [], "medium", Ground.STATUS_AT_RISK),
        ({"Account_Status": "Dormant"}, {}, [], [], "medium", Ground.STATUS_DORMANT),
        ({"Account_Status": "Suspended"}, {}, [], [], "low", Ground(0)),
        (
            {},
            {},
            [("Reported billing issue", "Query", "Pending")],
            [],
            "high",
            Ground.UNRESOLVED_BILLING,
        ),
        ({}, {}, [("Reported billing issue", "Query", "Resolved")], [], "low", Ground(0)),
        ({}, {}, [("Reported billing issue", "Query", "")], [], "low", Ground(0)),
        (
            {},
            {},
            [("Rude agent", "Complaint", "Escalated")],
            [],
            "high",
            Ground.UNRESOLVED_COMPLAINT,
        ),
        ({}, {}, [("Asked a", "Query", "Pending")], [], "low", Ground(0)),
        (
            {},
            {},
            [("Asked a", "Query", "Pending"), ("Asked b", "Query", "Escalated")],
            [],
            "high",
            Ground.SEVERAL_UNRESOLVED,
        ),
        ({}, {}, [], ["Missed payment"], "high", Ground.MISSED_PAYMENT),
        ({}, {}, [], ["Tariff inquiry"], "low", Ground(0)),
    ],
)
def test_priority_follows_the_rules(
    files: CustomerFiles,
    score: Any,
    activity: dict[str, Any],
    profile: dict[str, Any],
    interactions: list[tuple[str, str, str]],
    actions: list[str],
    priority: str,
    ground: Ground,
) -> None:
    files.customer(1, **profile).activity(1, **activity)
    for summary, kind, status in interactions:
        files.interaction(1, Summary=summary, Interaction_Type=kind, Resolution_Status=status)
    for scenario in actions:
        files.action(1, Scenario=scenario)
    found = score().score
    assert found.priority == priority
    assert found.grounds == ground


@pytest.mark.parametrize(
    ("churn", "opted_in", "summary", "recommended"),
    [
        (90, "Yes", "Asked a", True),
        (90, "No", "Asked a", False),
        (90, "Yes", "Requested to stop notifications", False),
        (61, "Yes", "Asked a", True),
        (60, "Yes", "Asked a", False),
        (10, "Yes", "Asked a", False),
    ],
)
def test_contact_is_recommended_only_with_cause_and_consent(
    files: CustomerFiles, score: Any, churn: int, opted_in: str, summary: str, recommended: bool
) -> None:
    files.customer(1, Opted_In=opted_in).activity(1, Churn_Risk_Score=churn)
    files.interaction(1, Summary=summary)
    assert score().score.recommended is recommended


def test_an_unsubscribe_outweighs_opted_in(files: CustomerFiles, score: Any) -> None:
    files.customer(1, Opted_In="Yes").activity(1, Churn_Risk_Score=90)
    files.interaction(1, Interaction_Type="Unsubscribe", Summary="")
    found = score().score
    assert not found.contactable
    assert found.objected_at is not None
    assert found.message_type is MessageType.SERVICE_ONLY
    assert found.reasons[-1] == "asked to stop"


@pytest.mark.parametrize(
    ("activity", "action", "expected"),
    [
        ({"Churn_Risk_Score": 81}, None, MessageType.RETENTION_FOCUS),
        ({"Churn_Risk_Score": 80, "Engagement_Score": 29}, None, MessageType.ENGAGEMENT_BOOST),
        ({"Churn_Risk_Score": 80}, None, MessageType.VALUE_OPPORTUNITY),
        ({"Churn_Risk_Score": 95}, "Missed payment", MessageType.BILLING_SUPPORT),
    ],
)
def test_the_type_of_message(
    files: CustomerFiles, score: Any, activity: dict[str, Any], action: str | None, expected: str
) -> None:
    files.customer(1).activity(1, **activity)
    if action:
        files.action(1, Scenario=action)
    assert score().score.message_type == expected


def test_urgency_grows_with_what_speaks_for_it(files: CustomerFiles, score: Any) -> None:
    files.customer(1).activity(1, Churn_Risk_Score=90)
    files.customer(2, Satisfaction_Score=1).activity(2, Churn_Risk_Score=90)
    files.customer(3).activity(3, Churn_Risk_Score=50)
    files.customer(4).activity(4)
    assert score(1).score.urgency is Urgency.WITHIN_24H
    assert score(2).score.urgency is Urgency.IMMEDIATE
    assert score(3).score.urgency is Urgency.WITHIN_WEEK
    assert score(4).score.urgency is Urgency.ROUTINE


def test_missing_data_lowers_confidence_and_never_raises_risk(
    files: CustomerFiles, score: Any
) -> None:
    files.customer(1).activity(1)
    files.customer(2, Satisfaction_Score="").activity(
        2, Engagement_Score="N/A", Churn_Risk_Score="-"
    )
    files.add("Customer Profiles.csv", Customer_ID=3)
    full, holes, nothing = score(1).score, score(2).score, score(3).score
    assert nothing.risk_score <= holes.risk_score <= full.risk_score
    assert nothing.data_confidence < holes.data_confidence < full.data_confidence == 1
    assert nothing.priority is Priority.LOW


def test_the_factors_add_up_to_the_score(workbench: Workbench) -> None:
    rows = workbench.connection.execute("SELECT customer_id FROM scores").fetchall()
    for row in rows:
        profile = workbench.profile(row["customer_id"])
        total = BASE + sum(factor.points for factor in risk_factors(profile))
        assert profile.score.risk_score == min(10, max(1, int(total + 0.5)))
        assert explain_risk(profile).endswith(f"= {total:.1f}, so {profile.score.risk_score}/10")


def test_every_factor_has_its_value_date_points_and_sentence(
    files: CustomerFiles, score: Any
) -> None:
    files.customer(1, Satisfaction_Score=1).activity(
        1, Engagement_Score=10, Account_Status="Dormant", Account_Tenure_Years=0.5
    )
    files.interaction(
        1, Interaction_Type="Complaint", Resolution_Status="Escalated", Summary="Rude"
    )
    factors = {factor.name: factor for factor in risk_factors(score())}
    assert factors["engagement"].value == "10"
    assert factors["engagement"].points == pytest.approx(0.25 * 0.9 * 9)
    assert factors["engagement"].dated is not None
    assert factors["usage patterns"].sentence == "usage patterns: account dormant (+1.6)"
    assert "unresolved complaint" in factors["support interactions"].sentence
    assert factors["tenure and demographics"].sentence.startswith("tenure and demographics: in the")


@pytest.mark.parametrize(
    ("churn", "points"), [(69.9, 1), (70, 2), (40, 1), (39.9, 0), (100, 2), (0, 0)]
)
def test_churn_bands(files: CustomerFiles, score: Any, churn: float, points: int) -> None:
    files.customer(1).activity(1, Churn_Risk_Score=churn)
    assert score().score.risk_points["churn"] == points


SEGMENTS: list[tuple[Segment, dict[str, Any], dict[str, Any], str]] = [
    (
        Segment.VALUE_SEEKERS,
        {"Income_Bracket": "Low"},
        {"Subscription_Type": "Basic"},
        "Inquired about payment options",
    ),
    (
        Segment.TRADITIONALISTS,
        {"Age": 72, "Preferred_Channel": "Phone"},
        {"Account_Tenure_Years": 15},
        "Asked for a letter",
    ),
    (
        Segment.DIGITAL_NATIVES,
        {"Age": 25, "Preferred_Channel": "App Push"},
        {"Engagement_Score": 90, "Recent_Activity": "Downloaded app", "Account_Tenure_Years": 1},
        "Gave feedback on new app",
    ),
    (Segment.ECO_SAVERS, {}, {"Subscription_Type": "Green"}, "Asked about green tariff"),
]


@pytest.mark.parametrize(("segment", "profile", "activity", "summary"), SEGMENTS)
def test_each_segment_is_found_by_its_evidence(
    files: CustomerFiles,
    score: Any,
    segment: Segment,
    profile: dict[str, Any],
    activity: dict[str, Any],
    summary: str,
) -> None:
    files.customer(1, **profile).activity(1, **activity).interaction(1, Summary=summary)
    found = score()
    assert found.score.segment is segment
    assert found.score.segment_confidence > 0.5
    assert explain_segment(found)[0].startswith(f"{segment} ")


def test_nobody_is_a_value_seeker_by_default(files: CustomerFiles, score: Any) -> None:
    files.add("Customer Profiles.csv", Customer_ID=1)
    found = score().score
    assert found.segment is not Segment.VALUE_SEEKERS
    assert found.segment_confidence == 0
    assert segment_points(found.segment_evidence) == dict.fromkeys(segment_points(0), 0.0)


def test_the_source_systems_label_is_not_a_business_segment() -> None:
    heaviest = max(row.points for row in EVIDENCE if "labelled" in row.sentence)
    assert heaviest <= 1


def test_scores_do_not_depend_on_the_day_of_the_load(files: CustomerFiles, tmp_path: Path) -> None:
    files.customer(1).activity(1, Last_Login="2026-08-01 10:00").customer(2).activity(2)
    folder = files.write()
    found = []
    for number, now in enumerate((NOW, NOW.replace(year=2028))):
        settings = Settings(database=tmp_path / f"{number}.db")
        workbench = open_workbench(settings, fixed_clock(now))
        workbench.load(folder)
        found.append([tuple(row) for row in workbench.connection.execute("SELECT * FROM scores")])
    assert found[0] == found[1]


def test_of_several_account_rows_the_latest_login_counts(files: CustomerFiles, score: Any) -> None:
    files.customer(1).activity(1, Last_Login="2026-11-01 10:00", Churn_Risk_Score=90)
    files.activity(1, Last_Login="2026-09-01 10:00", Churn_Risk_Score=10)
    found = score()
    assert found.score.churn == 90
    assert [row.churn_risk_score for row in found.activities] == [90, 10]


def test_people_who_share_a_name_are_not_mixed_up(files: CustomerFiles, score: Any) -> None:
    files.customer(1, Name="Ann Other").activity(1, Churn_Risk_Score=90)
    files.customer(2, Name="Ann Other").activity(2, Churn_Risk_Score=5)
    assert score(1).score.priority is Priority.HIGH
    assert score(2).score.priority is Priority.LOW
