"""Amazon Bedrock: how each model is asked, and where calls may go."""

from __future__ import annotations

from typing import Any

import pytest

from engine.providers.base import ProviderError, Request, Tool, Trouble
from engine.providers.bedrock import BedrockProvider
from engine.providers.bedrock_models import cache_minimum, forcing
from engine.providers.residency import endpoint_problem, residency_problem
from tests.wire import Step, Wire, steps

pytest_plugins = ("tests.wire.fixtures",)

NOVA = "amazon.nova-pro-v1:0"
PROFILE_ARN = "arn:aws:bedrock:eu-west-2:123456789012:inference-profile/"
APPLICATION_ARN = "arn:aws:bedrock:eu-west-2:123456789012:application-inference-profile/ab12cd"
REQUEST = Request("System.", "Data.", Tool("fill_in", "A form.", {"type": "object"}), 50)


@pytest.mark.parametrize(
    ("model", "choice", "minimum"),
    [
        (NOVA, "tool", 1000),
        ("eu.amazon.nova-lite-v1:0", "tool", 1000),
        ("anthropic.claude-sonnet-4-6", "tool", 2048),
        (f"{PROFILE_ARN}eu.anthropic.claude-haiku-4-5-20251001-v1:0", "tool", 4096),
        ("anthropic.claude-from-the-future-v9", "tool", None),
        ("mistral.mistral-large-3-675b-instruct", "any", None),
        ("us.meta.llama4-maverick-17b-instruct-v1:0", "auto", None),
        ("openai.gpt-oss-20b-1:0", "any", None),
        (APPLICATION_ARN, "tool", None),
    ],
)
def test_what_a_model_can_do(model: str, choice: str, minimum: int | None) -> None:
    assert forcing(model) == choice
    assert cache_minimum(model) == minimum


UK, EU = "uk", "eu"
IRELAND = "eu-west-1"
LONDON = "eu-west-2"


@pytest.mark.parametrize(
    ("model", "region", "residency", "allowed"),
    [
        (NOVA, LONDON, UK, True),
        ("anthropic.claude-sonnet-4-6", LONDON, UK, True),
        ("deepseek.v3.2", LONDON, UK, True),
        (f"arn:aws:bedrock:{LONDON}::foundation-model/{NOVA}", LONDON, UK, True),
        (f"arn:aws:bedrock:{LONDON}:1:provisioned-model/ab", LONDON, UK, True),
        (NOVA, IRELAND, UK, False),
        (NOVA, "", UK, True),
        (f"arn:aws:bedrock:{IRELAND}::foundation-model/{NOVA}", LONDON, UK, False),
        (f"eu.{NOVA}", LONDON, UK, False),
        (f"us.{NOVA}", LONDON, UK, False),
        (f"global.{NOVA}", LONDON, UK, False),
        (f"uk2.{NOVA}", LONDON, UK, False),
        (f"{PROFILE_ARN}eu.{NOVA}", LONDON, UK, False),
        (APPLICATION_ARN, LONDON, UK, False),
        (f"eu.{NOVA}", LONDON, EU, True),
        (f"eu.{NOVA}", IRELAND, EU, True),
        (f"{PROFILE_ARN}eu.{NOVA}", LONDON, EU, True),
        (NOVA, "eu-central-1", EU, True),
        (NOVA, "eu-central-2", EU, False),
        (NOVA, "us-east-1", EU, False),
        (f"global.{NOVA}", LONDON, EU, False),
        (f"us.{NOVA}", IRELAND, EU, False),
        (APPLICATION_ARN, LONDON, EU, False),
        (f"global.{NOVA}", "us-east-1", "any", True),
        (APPLICATION_ARN, "us-east-1", "any", True),
        (NOVA, LONDON, "UK", False),
    ],
)
def test_where_calls_may_go(model: str, region: str, residency: str, allowed: bool) -> None:
    problem = residency_problem(model, region, residency)
    assert (problem is None) is allowed
    assert problem is None or problem.endswith(".")


@pytest.mark.parametrize(
    ("url", "residency", "allowed"),
    [
        ("https://bedrock-runtime.eu-west-2.amazonaws.com", UK, True),
        ("https://bedrock-runtime.us-east-1.amazonaws.com", UK, False),
        ("https://bedrock-runtime.eu-west-1.amazonaws.com", UK, False),
        ("https://bedrock-runtime.eu-west-1.amazonaws.com", EU, True),
        ("https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com", EU, False),
        ("https://bedrock-runtime.us-east-1.amazonaws.com", "any", True),
        ("http://127.0.0.1:4000", UK, True),
        ("https://gateway.example.co.uk", UK, True),
    ],
)
def test_where_the_endpoint_may_be(url: str, residency: str, allowed: bool) -> None:
    assert (endpoint_problem(url, residency) is None) is allowed


@pytest.fixture
def wire_only(aws_environment: Wire) -> Wire:
    """The wire, with the environment leading to it."""
    return aws_environment


def asked(wire: Wire, model: str = NOVA, **options: Any) -> dict[str, Any]:
    """Ask once and return the body that arrived."""
    provider = BedrockProvider(model, **options)
    try:
        provider.ask(REQUEST)
    finally:
        provider.close()
    return wire.requests[-1].body


@pytest.mark.parametrize(
    ("model", "residency", "choice", "cached"),
    [
        (NOVA, UK, {"tool": {"name": "fill_in"}}, True),
        ("eu.anthropic.claude-haiku-4-5-20251001-v1:0", EU, {"tool": {"name": "fill_in"}}, True),
        ("mistral.mistral-large-2402-v1:0", UK, {"any": {}}, False),
        ("meta.llama3-70b-instruct-v1:0", UK, {"auto": {}}, False),
    ],
)
def test_each_model_is_asked_in_its_manner(
    wire_only: Wire, model: str, residency: str, choice: dict[str, Any], cached: bool
) -> None:
    body = asked(wire_only, model, residency=residency)
    assert wire_only.requests[-1].model == model
    assert body["toolConfig"]["toolChoice"] == choice
    assert ({"cachePoint": {"type": "default"}} in body["system"]) is cached


def test_what_is_not_the_same_each_time_is_not_cached(wire_only: Wire) -> None:
    provider = BedrockProvider(NOVA)
    provider.ask(Request("System.", "Data.", REQUEST.tool, 50, cacheable_system=False))
    provider.close()
    assert wire_only.requests[0].body["system"] == [{"text": "System."}]


def test_labels_are_sent_when_there_are_any(wire_only: Wire) -> None:
    assert "requestMetadata" not in asked(wire_only)
    body = asked(wire_only, metadata={"purpose": "analysis"})
    assert body["requestMetadata"] == {"purpose": "analysis"}


def test_a_model_that_cannot_be_forced_is_asked_more_mildly(wire_only: Wire) -> None:
    said = "This model doesn't support the toolConfig.toolChoice.{} field. Remove it and try again."

    def answer(request: Any) -> Step:
        choice = next(iter(request.body["toolConfig"]["toolChoice"]))
        refused = steps.error(400, "ValidationException", said.format(choice))
        return steps.good() if choice == "auto" else refused

    wire_only.play(then=answer)
    asked(wire_only)
    choices = [next(iter(r.body["toolConfig"]["toolChoice"])) for r in wire_only.requests]
    assert choices == ["tool", "any", "auto"]


def test_a_model_that_does_not_cache_is_asked_without(wire_only: Wire) -> None:
    said = "You invoked an unsupported model or your request did not allow prompt caching."

    def answer(request: Any) -> Step:
        refused = steps.error(403, "AccessDeniedException", said)
        return refused if "cachePoint" in request.text else steps.good()

    wire_only.play(then=answer)
    assert asked(wire_only)["system"] == [{"text": "System."}]


def test_nothing_is_sent_outside_the_allowed_area(wire_only: Wire) -> None:
    for model, options in (
        (f"global.{NOVA}", {}),
        (NOVA, {"region": "us-east-1"}),
        (NOVA, {"endpoint_url": "https://bedrock-runtime.us-east-1.amazonaws.com"}),
    ):
        with pytest.raises(ProviderError) as caught:
            asked(wire_only, model, **options)
        assert caught.value.kind is Trouble.MISCONFIGURED
        assert "Residency is 'uk'" in str(caught.value)
    assert wire_only.requests == []


def test_boto3_chooses_the_region_when_the_settings_do_not(
    wire_only: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-north-1")
    asked(wire_only, region=None, residency=EU)
    assert "/eu-north-1/bedrock/" in wire_only.requests[0].headers["authorization"]
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(ProviderError) as caught:
        asked(wire_only, region=None)
    assert caught.value.kind is Trouble.MISCONFIGURED


def test_a_bedrock_api_key_is_never_sent_in_the_clear(
    wire_only: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-key")
    with pytest.raises(ProviderError) as caught:
        asked(wire_only)
    assert caught.value.kind is Trouble.MISCONFIGURED
    assert "https" in caught.value.advice
    assert wire_only.requests == []


def test_no_credentials_at_all(wire_only: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(ProviderError) as caught:
        asked(wire_only)
    assert caught.value.kind is Trouble.EXPIRED
    assert "aws sso login" in caught.value.advice


def test_new_credentials_are_found_after_the_old_ones_expired(
    wire_only: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire_only.play(steps.EXPIRED, then=steps.good())
    provider = BedrockProvider(NOVA)
    with pytest.raises(ProviderError):
        provider.ask(REQUEST)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "renewed")
    provider.ask(REQUEST)
    provider.close()
    credentials = [r.headers["authorization"].split("=")[1] for r in wire_only.requests]
    assert [name.split("/")[0] for name in credentials] == ["testing", "renewed"]


def test_a_profile_that_does_not_exist(wire_only: Wire) -> None:
    with pytest.raises(ProviderError) as caught:
        asked(wire_only, profile="no-such-profile")
    assert caught.value.kind is Trouble.MISCONFIGURED


def test_botocore_does_not_try_again_whatever_the_environment_says(
    wire_only: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "5")
    monkeypatch.setenv("AWS_RETRY_MODE", "adaptive")
    wire_only.play(steps.BROKEN)
    with pytest.raises(ProviderError):
        asked(wire_only)
    assert len(wire_only.requests) == 1
