"""The doctor says what is wrong with Amazon Bedrock, and what to do about it."""

from __future__ import annotations

import pytest

from engine.providers.bedrock_doctor import diagnose
from engine.providers.probe import Check
from tests.wire import Step, Wire, steps, sts

pytest_plugins = ("tests.wire.fixtures",)

NOVA = "amazon.nova-pro-v1:0"


@pytest.fixture
def wire_only(aws_environment: Wire) -> Wire:
    """The wire, with the environment leading to it."""
    return aws_environment


def by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    """Return the checks by their names."""
    return {check.name: check for check in checks}


def test_the_doctor_finds_nothing_wrong(wire_only: Wire) -> None:
    checks = by_name(diagnose(NOVA))
    assert [*checks] == ["credentials", "Region", "residency", "identity", "model"]
    assert all(check.ok for check in checks.values())
    assert "AWS_ACCESS_KEY_ID" in checks["credentials"].sentence
    assert "London" in checks["Region"].sentence
    assert sts.ARN in checks["identity"].sentence
    assert len(wire_only.requests) == 1
    assert (wire_only.requests[0].max_tokens, wire_only.requests[0].forced_tool) == (20, "report")


@pytest.mark.parametrize(
    ("step", "ok", "told"),
    [
        (steps.TRUNCATED, True, "answers"),
        (steps.DENIED, False, "bedrock:InvokeModel"),
        (steps.EXPIRED, False, "Log in again"),
        (steps.UNKNOWN_MODEL, False, "Model catalog"),
        (steps.NO_TOOLS, False, "supports tool use"),
        (steps.text_only(), False, "supports tool use"),
        (steps.HTML, False, "proxy"),
        (steps.throttled(), False, "quota"),
        (steps.RESET, False, "line"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_model(
    wire_only: Wire, step: Step, ok: bool, told: str
) -> None:
    wire_only.play(step)
    check = by_name(diagnose(NOVA))["model"]
    assert check.ok is ok
    assert told in f"{check.sentence} {check.advice}"


def test_the_doctor_asks_nobody_without_credentials(
    wire_only: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    checks = by_name(diagnose(NOVA))
    assert checks["credentials"].ok is False
    assert "aws sso login" in checks["credentials"].advice
    assert checks["identity"].ok is None
    assert checks["model"].ok is None
    assert wire_only.requests == []


def test_the_doctor_sends_nothing_outside_the_allowed_area(wire_only: Wire) -> None:
    checks = by_name(diagnose(f"eu.{NOVA}"))
    assert checks["residency"].ok is False
    assert checks["model"].ok is None
    assert wire_only.requests == []


def test_the_doctor_knows_bad_credentials(wire_only: Wire) -> None:
    wire_only.identity = steps.EXPIRED
    wire_only.play(steps.EXPIRED)
    checks = by_name(diagnose(NOVA))
    assert (checks["credentials"].ok, checks["identity"].ok, checks["model"].ok) == (
        True,
        False,
        False,
    )


def test_the_doctor_knows_a_bedrock_api_key(
    wire_only: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-key")
    checks = diagnose(NOVA)
    assert "AWS_BEARER_TOKEN_BEDROCK" in by_name(checks)["credentials"].sentence
    assert by_name(checks)["identity"].ok is None
    assert "https" in by_name(checks)["model"].advice
    assert "bedrock-key" not in str(checks)
    assert wire_only.requests == []


def test_the_doctor_survives_a_profile_that_does_not_exist(wire_only: Wire) -> None:
    (check,) = diagnose(NOVA, profile="no-such-profile")
    assert (check.ok, wire_only.requests) == (False, [])
    assert "aws configure list-profiles" in check.advice


def test_the_doctor_survives_an_endpoint_that_is_none(wire_only: Wire) -> None:
    checks = by_name(diagnose(NOVA, endpoint_url="nonsense", sts_endpoint_url="nonsense"))
    assert (checks["identity"].ok, checks["model"].ok) == (False, False)
    assert wire_only.requests == []
