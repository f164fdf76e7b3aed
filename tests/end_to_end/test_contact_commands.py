"""`sne gate`, `objection`, `audit`, `resolve` as programs."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.conftest import Sne

pytestmark = pytest.mark.usefixtures("loaded")

OFFER = "Hello, have a look at our new tariff offer. Reply STOP to opt out."
SERVICE = "Hello, your meter reading has arrived. Thank you."


@pytest.fixture
def customer(sne: Sne) -> int:
    """A customer who opted in and got nothing lately."""
    for item in sne("worklist", "--segment", "all", "--recommended", "--json").json:
        asked = sne("gate", item["customer_id"], "--message", OFFER, "--json")
        if asked.json["verdict"] == "send":
            return int(item["customer_id"])
    raise AssertionError("nobody may be written to")


def test_the_gate_says_send_hold_or_stop(sne: Sne, customer: int) -> None:
    now = sne("gate", customer, "--message", OFFER, "--channel", "Email", "--json")
    assert (now.code, now.json["verdict"], now.json["kind"]) == (0, "send", "marketing")
    sunday = sne("gate", customer, "--message", OFFER, "--at", "2026-11-22T12:00", "--json")
    assert (sunday.code, sunday.json["verdict"]) == (1, "hold")
    assert sunday.json["until"] == "2026-11-23T09:00:00+00:00"
    [reason] = sunday.json["reasons"]
    assert (reason["rule"], bool(reason["source"]), bool(reason["text"])) == ("hours", True, True)
    threat = sne("gate", customer, "--message", "-", "--json", stdin="We will disconnect you.")
    assert (threat.code, threat.json["verdict"]) == (1, "stop")
    assert (
        "hold until 2026-11-23 09:00"
        in sne("gate", customer, "--message", OFFER, "--at", "2026-11-22T12:00").out
    )


def test_wrong_use_of_the_gate_is_one_line(sne: Sne, customer: int) -> None:
    for arguments in ((1, "--message", "x"), (customer, "--message", " ")):
        ran = sne("gate", *arguments)
        assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert sne("gate", customer, "--message", "x", "--at", "soon").code == 2


def test_an_objection_is_in_force_at_once(sne: Sne, customer: int) -> None:
    told = sne("objection", customer, "--words", "no more offers please")
    assert told.code == 0
    verdict = sne("gate", customer, "--message", OFFER, "--json").json
    assert verdict["verdict"] == "stop"
    assert sne("send", customer, "--message", OFFER, "--yes").code == 1
    assert sne("send", customer, "--message", SERVICE, "--yes").code == 0
    assert not sne("show", customer, "--json").json["contactable"]


def test_a_held_send_waits_and_goes_later(sne: Sne, customer: int) -> None:
    late = {"SNE_NOW": "2026-11-20T22:30:00+00:00"}
    held = sne("send", customer, "--message", SERVICE, "--yes", "--json", **late)
    assert held.code == 0
    assert (held.json["state"], held.json["due_at"]) == ("queued", "2026-11-21T08:00:00+00:00")
    assert "08:00 to 21:00" in held.json["hold"]
    assert sne("deliver", "--json", **late).json == []
    morning = sne("deliver", "--json", SNE_NOW="2026-11-21T08:00:01+00:00")
    assert [one["state"] for one in morning.json] == ["sent"]


def test_an_override_sends_at_once_and_is_audited(sne: Sne, customer: int) -> None:
    late = {"SNE_NOW": "2026-11-20T22:30:00+00:00"}
    sent = sne(
        "send", customer, "--message", SERVICE, "--yes", "--override", "gas leak", "--json", **late
    )
    assert sent.json["state"] == "sent"
    approvals = [row for row in sne("audit", "--json").json if row["action"] == "approve"]
    assert approvals[-1]["details"]["override"] == "gas leak"


def test_the_audit_trail_is_verified(sne: Sne, customer: int, environment: dict[str, str]) -> None:
    sne("send", customer, "--message", SERVICE, "--yes")
    rows = sne("audit", "--json").json
    assert [row["action"] for row in rows] == ["approve", "sent"]
    assert rows[0]["agent"] == "anna"
    assert rows[0]["edit_distance"] > 0
    assert sne("audit", "--verify").code == 0
    with closing(sqlite3.connect(environment["SNE_DATABASE"])) as connection, connection:
        connection.execute("DROP TRIGGER audit_refuses_update")
        connection.execute("UPDATE audit SET agent = 'mallory' WHERE sequence = 1")
    broken = sne("audit", "--verify", "--json")
    assert (broken.code, broken.json["first_broken"]) == (1, 1)


@pytest.mark.parametrize(("outcome", "state"), [("--sent", "sent"), ("--not-sent", "failed")])
def test_an_unknown_outcome_is_resolved_by_a_person(
    sne: Sne, customer: int, environment: dict[str, str], outcome: str, state: str
) -> None:
    sent = sne("send", customer, "--message", SERVICE, "--yes", "--json").json
    with closing(sqlite3.connect(environment["SNE_DATABASE"])) as connection, connection:
        connection.execute("UPDATE outbox SET state = 'unknown'")
    assert sne("outbox", "--state", "unknown", "--json").json
    ran = sne("resolve", sent["notification_id"], outcome, "--json")
    assert (ran.code, ran.json["state"]) == (0, state)
    assert bool(sne("drafts", "--json").json) is (state == "failed")
    assert sne("resolve", sent["notification_id"], outcome).code == 2
    assert sne("audit", "--verify").code == 0
