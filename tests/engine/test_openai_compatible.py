"""Services that speak the OpenAI chat API, and how they differ."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.providers.base import ProviderError, Request, Tool, Trouble
from engine.providers.openai_compatible import OpenAICompatibleProvider
from engine.providers.openai_errors import from_status
from engine.providers.openai_reply import read_reply
from tests.wire import Step, Wire, steps

pytest_plugins = ("tests.wire.fixtures",)

KEY = "sk-proj-very-private-0123456789"
REQUEST = Request("System.", "Data.", Tool("fill_in", "A form.", {"type": "object"}), 50)

Make = Callable[..., OpenAICompatibleProvider]


@pytest.fixture
def make(wire: Wire) -> Iterator[Make]:
    """Make a provider that talks to the wire."""
    made: list[OpenAICompatibleProvider] = []

    def build(url: str = wire.openai_url, key: str | None = KEY) -> OpenAICompatibleProvider:
        made.append(OpenAICompatibleProvider(url, "model-x", key))
        return made[-1]

    yield build
    for provider in made:
        provider.close()


@pytest.mark.parametrize("end", ["/v1", "/v1/", "/v1//", " /v1 "])
def test_the_base_url_may_end_as_it_likes(make: Make, wire: Wire, end: str) -> None:
    assert make(f"{wire.url}{end}".replace(" /", "/")).ask(REQUEST).arguments == {"ok": True}
    assert wire.requests[0].path == "/v1/chat/completions"


def test_a_wrong_base_url_is_named_as_such(make: Make, wire: Wire) -> None:
    with pytest.raises(ProviderError) as caught:
        make(wire.url).ask(REQUEST)
    assert caught.value.kind is Trouble.MISCONFIGURED
    assert "/v1" in caught.value.advice


def test_the_key_goes_into_the_header_and_nowhere_else(make: Make, wire: Wire) -> None:
    provider = make()
    provider.ask(REQUEST)
    assert wire.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in wire.requests[0].text
    assert KEY not in f"{provider!r} {provider}"


def test_a_local_server_needs_no_key(make: Make, wire: Wire) -> None:
    make(key=None).ask(REQUEST)
    assert "authorization" not in wire.requests[0].headers


@pytest.mark.parametrize("key", [f"{KEY}\nX-Header: 1", f"{KEY}–", f"{KEY}\x00"])
def test_a_key_that_is_none_is_refused_without_being_shown(
    make: Make, wire: Wire, key: str
) -> None:
    with pytest.raises(ProviderError) as caught:
        make(key=key).ask(REQUEST)
    assert caught.value.kind is Trouble.DENIED
    assert KEY not in str(caught.value)
    assert wire.requests == []


def test_a_line_end_behind_the_key_does_no_harm(make: Make, wire: Wire) -> None:
    make(key=f"{KEY}\n").ask(REQUEST)
    assert wire.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_newer_models_are_told_the_limit_by_its_newer_name(make: Make, wire: Wire) -> None:
    said = (
        "Unsupported parameter: 'max_tokens' is not supported with this model."
        " Use 'max_completion_tokens' instead."
    )

    def answer(request: Any) -> Step:
        old = "max_tokens" in request.body
        return steps.error(400, "unsupported_parameter", said) if old else steps.good()

    wire.play(then=answer)
    provider = make()
    provider.ask(REQUEST)
    provider.ask(REQUEST)
    names = [
        sorted(name for name in request.body if name.startswith("max_"))
        for request in wire.requests
    ]
    assert names == [["max_tokens"], ["max_completion_tokens"], ["max_completion_tokens"]]
    assert {request.max_tokens for request in wire.requests} == {50}


def test_a_redirect_is_not_followed(make: Make, wire: Wire) -> None:
    wire.play(steps.raw(308, b""))
    with pytest.raises(ProviderError) as caught:
        make().ask(REQUEST)
    assert caught.value.kind is Trouble.MISCONFIGURED
    assert "another address" in caught.value.what


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"error": {"message": "Incorrect API key provided: sk-***", "code": None}}, "denied"),
        (402, {"error": {"message": "Insufficient credits", "code": 402}}, "denied"),
        (
            429,
            {"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}},
            "denied",
        ),
        (429, {"error": {"message": "Rate limit reached", "code": "x"}}, "throttled"),
        (429, "slow down", "throttled"),
        (400, [{"error": {"code": 400, "message": "API key not valid."}}], "denied"),
        (404, {"error": {"message": "The model `x` does not exist"}}, "misconfigured"),
        (400, {"error": {"message": "x is not a valid model ID", "code": 400}}, "misconfigured"),
        (400, {"error": {"message": "The model `x` has been decommissioned"}}, "misconfigured"),
        (404, {"error": 'model "x" not found, try pulling it first'}, "misconfigured"),
        (400, {"error": "x does not support tools"}, "misconfigured"),
        (
            404,
            {"error": {"message": "No endpoints found that support tool use.", "code": 404}},
            "misconfigured",
        ),
        (400, {"error": {"message": "Failed", "code": "tool_use_failed"}}, "malformed"),
        (400, {"error": {"code": "context_length_exceeded", "message": "…"}}, "rejected"),
        (400, {"error": {"code": "content_filter", "message": "…"}}, "refused"),
        (422, {"detail": [{"msg": "field required"}]}, "rejected"),
        (503, {"error": {"message": "model not found, over capacity"}}, "unavailable"),
        (529, "", "unavailable"),
    ],
)
def test_each_service_words_its_errors_in_its_own_way(status: int, body: Any, kind: str) -> None:
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    trouble = from_status(status, {}, raw)
    assert trouble.kind == kind
    assert "sk-" not in str(trouble)


@pytest.mark.parametrize(("code", "kind"), [(429, "throttled"), (502, "unavailable")])
def test_an_error_may_come_with_a_200(make: Make, wire: Wire, code: int, kind: str) -> None:
    wire.play(steps.raw(200, json.dumps({"error": {"code": code, "message": "x"}}).encode()))
    with pytest.raises(ProviderError) as caught:
        make().ask(REQUEST)
    assert caught.value.kind == kind


def completion(**message: Any) -> bytes:
    """Return the body of a completion with this message."""
    return json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}).encode()


def call(arguments: Any, name: str = "fill_in") -> list[dict[str, Any]]:
    """Return the tool calls of a message."""
    return [{"type": "function", "function": {"name": name, "arguments": arguments}}]


GOOD = {"message": "Hi – £75"}
TEXT = json.dumps(GOOD)


@pytest.mark.parametrize(
    "body",
    [
        completion(content=None, tool_calls=call(TEXT)),
        completion(content="Of course.", tool_calls=call(TEXT)),
        completion(tool_calls=call(GOOD)),
        completion(tool_calls=call("{}", "another") + call(TEXT)),
        completion(content=TEXT),
        completion(content=f"\n  {TEXT}\n", tool_calls=None),
        completion(content=f"```json\n{TEXT}\n```", tool_calls=[]),
        completion(content=f"```\n{TEXT}\n```\n"),
    ],
)
def test_the_form_is_found_where_servers_put_it(body: bytes) -> None:
    answer = read_reply({}, body, "fill_in", "model-x")
    assert answer.arguments == GOOD
    assert (answer.usage.input_tokens, answer.usage.output_tokens) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        completion(content=f"Here it is: {TEXT}"),
        completion(content=TEXT, tool_calls=call("{broken")),
        completion(content=TEXT, tool_calls=call(TEXT, "another")),
        completion(tool_calls=call(TEXT, "another")),
        completion(tool_calls=call('["a"]')),
        completion(content=[{"type": "text", "text": TEXT}]),
        completion(content="[" * 100_000),
        completion(),
        b'{"choices": []}',
        b'{"choices": [null]}',
        b'{"choices": [{"message": "hello"}]}',
        b"",
    ],
)
def test_anything_else_is_malformed(body: bytes) -> None:
    with pytest.raises(ProviderError) as caught:
        read_reply({}, body, "fill_in", "model-x")
    assert caught.value.kind is Trouble.MALFORMED


NAMES = (
    *("choices", "message", "content", "tool_calls", "function", "name", "arguments"),
    *("usage", "prompt_tokens", "finish_reason", "error", "code"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner | st.just("fill_in"),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_answer_surprises_the_reader(reply: Any) -> None:
    with contextlib.suppress(ProviderError):
        answer = read_reply({}, json.dumps(reply).encode(), "fill_in", "model-x")
        assert isinstance(answer.arguments, dict)


@given(st.integers(100, 599), st.binary(max_size=40))
def test_no_error_surprises_the_reader(status: int, body: bytes) -> None:
    assert from_status(status, {}, body).what.endswith(".")
