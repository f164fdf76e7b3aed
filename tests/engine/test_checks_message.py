"""The checks of a text: what the rules analyst writes passes, spans and traces are exact."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysts.cases import may_promote
from engine.checks.american import british_for
from engine.checks.evidence import Evidence, evidence_of
from engine.checks.findings import Category
from engine.checks.message import check_message, check_words
from engine.checks.reader import Reader
from engine.models.case import Profile
from engine.models.vocabulary import Channel
from engine.pipeline import Workbench
from tests.conftest import USER_DATA
from tests.engine.test_rules_analyst import ACCOUNT, BILLING, CUSTOMER, MISSED, OPENED, score

SUPPLIER = "Glenlight Energy"
PROFILE = Profile(
    CUSTOMER,
    score(),
    activities=(ACCOUNT,),
    interactions=(BILLING,),
    notifications=(OPENED,),
    actions=(MISSED,),
)
EVIDENCE = evidence_of(PROFILE, supplier_name=SUPPLIER)


def kinds(
    text: str,
    *,
    evidence: Evidence = EVIDENCE,
    channel: Channel = Channel.EMAIL,
    promote: bool = True,
) -> list[str]:
    checked = check_message(text, evidence, channel=channel, may_promote=promote)
    return [finding.kind for finding in checked.findings]


def test_every_message_of_the_rules_is_clean(workbench: Workbench) -> None:
    with (USER_DATA / "Customer Profiles.csv").open(encoding="utf-8", newline="") as stream:
        ids = [int(row["Customer_ID"]) for row in csv.DictReader(stream)]
    found = []
    for customer_id in ids:
        profile = workbench.profile(customer_id)
        evidence = evidence_of(profile, supplier_name=workbench.settings.supplier.name)
        for channel in Channel:
            text = workbench.analysis_for(profile, channel).message
            checked = check_message(
                text, evidence, channel=channel, may_promote=may_promote(profile)
            )
            found += [(customer_id, channel, text, finding) for finding in checked.findings]
    assert len(ids) == 400
    assert found == []


def test_a_finding_points_at_its_words() -> None:
    text = "Hello Emily, you owe us £142.50 since 4 July 2026."
    checked = check_message(text, EVIDENCE, channel=Channel.EMAIL, may_promote=True)
    said = {(f.kind, text[f.start : f.end]) for f in checked.findings}
    assert ("amount", "£142.50") in said
    assert ("date", "4 July 2026") in said
    assert [f.start for f in checked.findings] == sorted(f.start for f in checked.findings)


def test_what_is_traced_names_its_file_and_column() -> None:
    text = "Dear Emily, you reported a billing issue on 3 September 2026. You wrote from Aberdeen."
    checked = check_message(text, EVIDENCE, channel=Channel.EMAIL, may_promote=True)
    trace = {text[t.start : t.end]: t.source for t in checked.trace}
    assert trace["Emily"] == "Customer Profiles.csv Name"
    assert trace["Aberdeen"] == "Customer Profiles.csv Location"
    assert trace["3 September 2026"] == "Interaction History.csv Date & Time"
    assert checked.is_clean


@pytest.mark.parametrize(
    "text",
    [
        "We wrote to you on 1 October 2026.",
        "We wrote to you on 1st October.",
        "We wrote to you on 01/10/2026.",
        "We wrote to you in October.",
        "You have been with us since 3 May 2017.",
        "You last logged in on 2 June 2026.",
    ],
)
def test_dates_of_the_record_in_any_british_spelling(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We wrote to you on 2 October 2026.",
        "We wrote to you on 3 September 2026.",  # the day of a contact, not of a message
        "You have been with us since 3 September 2026.",
        "You last logged in on 1 October 2026.",
        "We wrote to you on 31 February 2026.",
        "We wrote to you in March.",
    ],
)
def test_other_dates_and_dates_of_other_things(text: str) -> None:
    assert kinds(text) == ["date"]


def test_what_the_supplier_adds_may_be_named() -> None:
    also = ("0800 123 4567", "www.glenlight.example", "Anna Bell", "9am")
    evidence = evidence_of(PROFILE, supplier_name=SUPPLIER, also=also)
    text = "Hello Emily, call us on 0800 123 4567.\n\nKind regards\nAnna"
    assert kinds(text, evidence=evidence) == []
    assert set(kinds(text)) == {"phone", "name"}


def test_promotion_is_found_only_where_it_may_not_be() -> None:
    text = "Hello Emily, why not switch to another tariff?"
    assert kinds(text) == []
    assert set(kinds(text, promote=False)) == {"promotion"}


def test_the_span_of_a_long_message_is_what_is_too_much() -> None:
    text = "Hello Emily, " + "please reply " * 14
    checked = check_message(text, EVIDENCE, channel=Channel.SMS, may_promote=True)
    (finding,) = checked.findings
    assert (finding.category, finding.start, finding.end) == (Category.LENGTH, 160, len(text))
    curly = "Hello Emily, we’re here " + "x" * 60
    (finding,) = check_message(curly, EVIDENCE, channel=Channel.SMS, may_promote=True).findings
    assert (finding.start, finding.end) == (70, len(curly))


def test_names_and_quoted_words_keep_their_spelling() -> None:
    gray = replace(PROFILE, customer=replace(CUSTOMER, name="Honor Gray"))
    evidence = evidence_of(gray, supplier_name=SUPPLIER)
    assert kinds("Hello Honor Gray, you wrote “the color is gone”.", evidence=evidence) == []
    assert kinds("Hello Honor, the color is gray.", evidence=evidence) == ["spelling"] * 2
    checked = check_message(
        "You wrote the color is gone.",
        EVIDENCE,
        channel=Channel.EMAIL,
        may_promote=True,
        quoted=("the color is gone",),
    )
    assert checked.is_clean


@pytest.mark.parametrize(
    "word",
    "meter size prize seize advertise exercise practice licence metre citizen honorary".split(),
)
def test_british_words_are_left_alone(word: str) -> None:
    assert british_for(word) is None


def test_a_script_may_hold_the_place_of_the_callers_name() -> None:
    text = "Hello Emily, this is [your name] from Glenlight Energy."
    assert kinds(text, channel=Channel.PHONE) == []
    assert kinds(text) == ["placeholder"]


def test_lines_for_agents_may_speak_of_scores_and_count_rows() -> None:
    line = "Churn risk is 35 out of 100; notifications opened: 1 of 1 by Email."
    assert check_words(line, EVIDENCE).is_clean
    wrong = check_words("Churn risk is 71 out of 100.", EVIDENCE)
    assert [finding.kind for finding in wrong.findings] == ["number"]


@given(st.text(max_size=300) | st.text("Hello £1,2.:/<[{_ 0am’\n", max_size=80))
def test_any_text_can_be_checked(text: str) -> None:
    checked = check_message(text, EVIDENCE, channel=Channel.SMS, may_promote=False)
    spans = [(f.start, f.end) for f in checked.findings] + [(t.start, t.end) for t in checked.trace]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert len(Reader(text).low) == len(text)
