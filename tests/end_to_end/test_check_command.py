"""``sne check``: a text about one customer against the record."""

from __future__ import annotations

import pytest

from tests.conftest import Sne

pytestmark = pytest.mark.usefixtures("loaded")

HONEST = "Hello Susan, you asked us on 16 November 2026 when the fixed tariff ends."
FAULTY = "Hello Susan, we will refund £50 to your account."


def test_an_honest_text_is_clean(sne: Sne) -> None:
    ran = sne("check", 3001, "--message", HONEST)
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing to report" in ran.out


def test_each_finding_is_a_line_with_its_words(sne: Sne) -> None:
    ran = sne("check", 3001, "--message", "-", stdin=FAULTY)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert any(line.startswith("fact · amount · “£50”") for line in lines)
    assert any(line.startswith("promise · refund · “refund”") for line in lines)


def test_json_gives_spans_of_the_text(sne: Sne) -> None:
    ran = sne("check", 3001, "--message", FAULTY, "--channel", "SMS", "--json")
    assert ran.code == 1
    assert (ran.json["customer_id"], ran.json["channel"]) == (3001, "SMS")
    said = {(f["kind"], FAULTY[slice(*f["span"])]) for f in ran.json["findings"]}
    assert {("amount", "£50"), ("refund", "refund")} <= said
    assert all(finding["explanation"] for finding in ran.json["findings"])
    traced = {FAULTY[slice(*one["span"])]: one["source"] for one in ran.json["trace"]}
    assert traced["Susan"] == "Customer Profiles.csv Name"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("999999", "--message", "Hello"), "no customer 999999"),
        (("3001", "--message", "  "), "the message is empty"),
        (("3001",), "--message"),
        (("x", "--message", "Hello"), "no customer id"),
        (("3001", "--message", "Hello", "--channel", "Pigeon"), "no channel"),
    ],
)
def test_wrong_use_is_said(sne: Sne, arguments: tuple[str, ...], complaint: str) -> None:
    ran = sne("check", *arguments)
    assert ran.code == 2
    assert complaint in ran.err
