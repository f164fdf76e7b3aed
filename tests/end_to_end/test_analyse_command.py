"""`sne analyse`, `sne usage`, `sne doctor` as programs, against a server on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import Ran, Sne
from tests.forms import filled_in
from tests.wire import steps
from tests.wire.server import API_KEY, Wire

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture
def asked(sne: Sne, wire: Wire) -> Sne:
    """``sne`` with AWS set up in its environment, leading to the wire."""
    wire.play(steps.good(filled_in))

    def run(*arguments: object, **variables: str) -> Ran:
        return sne(*arguments, **(wire.environment() | variables))

    return run


def test_a_run_prints_what_it_did_and_what_it_cost(asked: Sne, wire: Wire) -> None:
    ran = asked("analyse", "--limit", 10, "--json")
    assert (ran.code, ran.err) == (0, "")
    summary = ran.json
    assert summary["analyst"] == "bedrock"
    assert summary["calls"] == summary["analysed"] == 10 == len(wire.requests)
    assert (summary["remaining"], summary["stopped"]) == (0, None)
    # Nova Pro: 10 calls of 900 tokens in and 300 out, at $0.80 and $3.20 a million, 0.76 £/$.
    assert summary["pounds"] == pytest.approx(10 * (900 * 0.8 + 300 * 3.2) / 1e6 * 0.76, rel=0.01)
    ids = [one["customer_id"] for one in summary["results"]]
    shown = asked("show", ids[0], "--json").json["analysis"]
    assert (shown["analyst"], shown["fallback_reason"]) == ("bedrock", None)
    usage = asked("usage", "--json").json
    assert usage["today"]["calls"] == usage["agent_calls_today"] == 10
    assert usage["today"]["pounds"] == pytest.approx(summary["pounds"])


def test_the_dry_run_tells_the_calls_and_asks_nobody(asked: Sne, wire: Wire) -> None:
    ran = asked("analyse", "--limit", 7, "--dry-run", "--json")
    assert ran.code == 0
    assert not wire.requests
    plan = ran.json
    assert plan["calls"] == 7
    assert plan["pounds"] > 0
    assert asked("analyse", "--limit", 7, "--json").json["calls"] == 7
    assert asked("analyse", "--limit", 7, "--dry-run", "--json").json["calls"] == 0


def test_people_read_sentences(asked: Sne) -> None:
    assert "7 calls to amazon.nova-pro" in asked("analyse", "--limit", 7, "--dry-run").out
    assert "7 analysed by amazon.nova-pro" in asked("analyse", "--limit", 7).out
    assert "7 calls, 7 answered" in asked("usage").out


@pytest.mark.parametrize("step", [steps.DENIED, steps.EXPIRED, steps.UNKNOWN_MODEL])
def test_a_run_that_cannot_work_says_what_to_do(asked: Sne, wire: Wire, step: steps.Step) -> None:
    wire.play(step)
    ran = asked("analyse", "--json")
    assert ran.code == 2
    assert len(wire.requests) == 1
    assert ran.json["stopped"]
    assert "Traceback" not in ran.out + ran.err


def test_a_run_stopped_by_its_budget_is_done_in_part(asked: Sne, wire: Wire) -> None:
    ran = asked("analyse", "--limit", 10, "--json", SNE_BUDGET_AGENT_CALLS_A_DAY="4")
    assert ran.code == 1
    assert (ran.json["analysed"], len(wire.requests)) == (4, 4)
    assert "4 calls allowed in a day" in ran.json["stopped"]


def test_without_aws_there_is_nothing_to_run(sne: Sne) -> None:
    environment = {name: "" for name in os.environ if name.startswith("AWS_")}
    ran = sne("analyse", **environment)
    assert ran.code == 0
    assert "the rules explain every case" in ran.out


def test_another_provider_does_the_same(sne: Sne, wire: Wire) -> None:
    wire.play(steps.good(filled_in))
    ran = sne(
        "analyse",
        "--analyst",
        "openai",
        "--limit",
        3,
        "--json",
        SNE_OPENAI_BASE_URL=wire.openai_url,
        SNE_OPENAI_MODEL="local-model",
        SNE_PRICES_LOCAL_MODEL="0 0",
        OPENAI_API_KEY=API_KEY,
    )
    assert (ran.code, ran.json["analysed"]) == (0, 3), ran
    assert ran.json["model"] == "local-model"


def test_an_unknown_customer_is_wrong_use(asked: Sne) -> None:
    assert asked("analyse", "1").code == 2


def test_the_doctor_finds_everything_in_order(asked: Sne, wire: Wire) -> None:
    wire.play(steps.good({"ok": True}))
    ran = asked("doctor", "--json")
    assert ran.code == 0, ran
    checks = {check["name"]: check["ok"] for check in ran.json}
    assert checks["model"]
    assert checks["credentials"]
    assert False not in checks.values()


def test_the_doctor_says_what_is_missing_and_how_to_get_it(asked: Sne, wire: Wire) -> None:
    wire.play(steps.DENIED)
    ran = asked("doctor")
    assert ran.code == 1
    assert "MISSING" in ran.out
    assert "bedrock:InvokeModel" in ran.out


def test_a_run_is_told_line_by_line_and_takes_orders(
    environment: dict[str, str], wire: Wire
) -> None:
    wire.play(steps.good(filled_in))
    command = [sys.executable, "-m", "tui", "analyse", "--events", "--limit", "6"]
    with subprocess.Popen(
        command,
        env=environment | wire.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told: list[dict[str, Any]] = [json.loads(line) for line in process.stdout]
    assert [one.get("done") for one in told[:-1]] == [1, 2, 3, 4, 5, 6]
    assert told[-1]["end"]["analysed"] == 6


def test_the_end_of_the_orders_ends_the_run(environment: dict[str, str], wire: Wire) -> None:
    wire.play(steps.good(filled_in).after(0.2))
    command = [sys.executable, "-m", "tui", "analyse", "--events", "--workers", "1"]
    process = subprocess.Popen(
        command,
        env=environment | wire.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    process.stdin.close()
    told = [first, *map(json.loads, process.stdout)]
    assert process.wait(30) == 1
    end = told[-1]["end"]
    assert end["stopped"] == "cancelled"
    assert 1 <= end["analysed"] < 10
    process.stdout.close()
