"""What every provider of models does, each against the same service on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.providers.base import Provider, ProviderError, Request, Tool, Trouble, Usage
from engine.providers.bedrock import BedrockProvider
from engine.providers.openai_compatible import OpenAICompatibleProvider
from tests.wire import Step, Wire, steps
from tests.wire.server import API_KEY
from tests.wire.steps import Counted

pytest_plugins = ("tests.wire.fixtures",)

Make = Callable[..., Provider]

SCHEMA = {
    "type": "object",
    "properties": {"message": {"type": "string"}},
    "required": ["message"],
}
REQUEST = Request(
    system="You write for an energy supplier.\nUse £ and British English.",
    user="<profile>\nname: <NAME_1>\nnote: “said 'hello' – twice”\n</profile>",
    tool=Tool("report_analysis", "Reports the analysis.", SCHEMA),
    max_tokens=777,
)


@pytest.fixture(params=["bedrock", "openai"])
def make(request: pytest.FixtureRequest, aws_environment: Wire) -> Iterator[Make]:
    """Make a provider that talks to the wire; Bedrock is led there by the environment alone."""
    made: list[Provider] = []

    def build(**options: Any) -> Provider:
        provider: Provider
        if request.param == "bedrock":
            provider = BedrockProvider("amazon.nova-pro-v1:0", **options)
        else:
            url = options.pop("endpoint_url", aws_environment.url)
            provider = OpenAICompatibleProvider(f"{url}/v1", "model-x", API_KEY, **options)
        made.append(provider)
        return provider

    yield build
    for provider in made:
        provider.close()


@pytest.fixture
def provider(make: Make) -> Provider:
    """A provider that talks to the wire."""
    return make()


def trouble_of(provider: Provider) -> ProviderError:
    """Ask once and return the trouble that comes of it."""
    with pytest.raises(ProviderError) as caught:
        provider.ask(REQUEST)
    return caught.value


def test_a_good_answer_holds_what_was_filled_in_and_what_it_cost(
    provider: Provider, wire: Wire
) -> None:
    filled = {"message": "Hi <NAME_1>, it’s £75 – sorry", "steps": ["a", {"b": [1, 2.5, None]}]}
    wire.play(steps.good(filled, Counted(input=900, output=120, cache_read=1500)))
    answer = provider.ask(REQUEST)
    assert answer.arguments == filled
    assert answer.usage == Usage(900, 120, cache_read_tokens=1500)
    assert answer.stop_reason in {"tool_use", "tool_calls"}
    assert (answer.request_id, answer.model) == ("request-0", provider.model)


BODIES: dict[str, dict[str, Any]] = {
    "bedrock": {
        "system": [{"text": REQUEST.system}, {"cachePoint": {"type": "default"}}],
        "messages": [{"role": "user", "content": [{"text": REQUEST.user}]}],
        "inferenceConfig": {"maxTokens": 777, "temperature": 0.2},
        "toolConfig": {
            "tools": [
                {
                    "toolSpec": {
                        "name": "report_analysis",
                        "description": "Reports the analysis.",
                        "inputSchema": {"json": SCHEMA},
                    }
                }
            ],
            "toolChoice": {"tool": {"name": "report_analysis"}},
        },
    },
    "openai": {
        "model": "model-x",
        "messages": [
            {"role": "system", "content": REQUEST.system},
            {"role": "user", "content": REQUEST.user},
        ],
        "tools": [
            {
                "type": "function",
                "function": {
                    "name": "report_analysis",
                    "description": "Reports the analysis.",
                    "parameters": SCHEMA,
                },
            }
        ],
        "tool_choice": {"type": "function", "function": {"name": "report_analysis"}},
        "max_tokens": 777,
        "temperature": 0.2,
    },
}


def test_the_request_is_all_that_is_sent(
    make: Make, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SNE_AGENT", "agent-anna")
    monkeypatch.setenv("USER", "login-anna")
    provider = make()
    provider.ask(REQUEST)
    sent = wire.requests[0]
    assert sent.body == BODIES[provider.name]
    assert sent.model == provider.model
    assert (sent.tool_name, sent.forced_tool) == ("report_analysis", "report_analysis")
    assert (sent.schema, sent.max_tokens) == (SCHEMA, 777)
    for private in ("agent-anna", "login-anna", socket.gethostname()):
        assert private not in str(sent.headers)


def test_the_system_prompt_comes_first_and_never_changes(provider: Provider, wire: Wire) -> None:
    for number in range(3):
        provider.ask(
            Request(REQUEST.system, f"customer {number}", REQUEST.tool, REQUEST.max_tokens)
        )
    texts = [request.text for request in wire.requests]
    heads = {text.partition("customer ")[0] for text in texts}
    assert {request.system for request in wire.requests} == {REQUEST.system}
    if provider.name == "openai":
        assert len(heads) == 1
        assert '"role": "system"' in heads.pop()


TROUBLES: list[tuple[str, Step, Trouble]] = [
    ("throttled", steps.throttled(), Trouble.THROTTLED),
    ("500", steps.BROKEN, Trouble.UNAVAILABLE),
    ("503", steps.OVERLOADED, Trouble.UNAVAILABLE),
    ("model error", steps.MODEL_ERROR, Trouble.UNAVAILABLE),
    ("model time-out", steps.MODEL_TIMEOUT, Trouble.UNAVAILABLE),
    ("reset", steps.RESET, Trouble.UNAVAILABLE),
    ("cut off", steps.CUT_OFF, Trouble.UNAVAILABLE),
    ("html 502", steps.raw(502, b"<html>Bad gateway</html>"), Trouble.UNAVAILABLE),
    ("denied", steps.DENIED, Trouble.DENIED),
    ("proxy says no", steps.raw(403, b"<html>Blocked</html>"), Trouble.DENIED),
    ("unknown model", steps.UNKNOWN_MODEL, Trouble.MISCONFIGURED),
    ("no tools", steps.NO_TOOLS, Trouble.MISCONFIGURED),
    ("no such path", steps.raw(404, b"not found"), Trouble.MISCONFIGURED),
    ("empty", steps.EMPTY, Trouble.MALFORMED),
    ("html", steps.HTML, Trouble.MALFORMED),
    ("wrong shape", steps.WRONG_SHAPE, Trouble.MALFORMED),
    ("json null", steps.raw(200, b"null"), Trouble.MALFORMED),
    ("json list", steps.raw(200, b"[]"), Trouble.MALFORMED),
    ("json string", steps.raw(200, b'"ok"'), Trouble.MALFORMED),
    ("broken json", steps.raw(200, b'{"output": {"mess'), Trouble.MALFORMED),
    ("not utf-8", steps.raw(200, b"\xff\xfe{}"), Trouble.MALFORMED),
    ("talk only", steps.text_only(), Trouble.MALFORMED),
    ("malformed tool use", steps.MALFORMED_TOOL, Trouble.MALFORMED),
    ("a list as arguments", steps.input_is(["a"]), Trouble.MALFORMED),
    ("a string as arguments", steps.input_is("a"), Trouble.MALFORMED),
    ("nothing as arguments", steps.input_is(None), Trouble.MALFORMED),
    ("truncated", steps.TRUNCATED, Trouble.TRUNCATED),
    ("guardrail", steps.REFUSED, Trouble.REFUSED),
    ("content filter", steps.FILTERED, Trouble.REFUSED),
    ("too long", steps.TOO_LONG, Trouble.REJECTED),
    ("413", steps.raw(413, b""), Trouble.REJECTED),
    ("some other 400", steps.error(400, "ValidationException", "No idea."), Trouble.REJECTED),
]


@pytest.mark.parametrize(
    ("step", "kind"), [pytest.param(step, kind, id=name) for name, step, kind in TROUBLES]
)
def test_every_failure_has_its_kind(
    provider: Provider, wire: Wire, step: Step, kind: Trouble
) -> None:
    wire.play(step)
    trouble = trouble_of(provider)
    assert trouble.kind is kind
    assert len(wire.requests) == 1, "one attempt; the room above decides about more"
    assert trouble.what.endswith(".")
    assert str(trouble) == f"{trouble.what} {trouble.advice}".strip()
    assert trouble.advice or not kind.stops_run, "who has to act is told how"
    # It may be logged: it repeats neither what was sent, nor what the model said, nor the key.
    for private in ("NAME_1", "hello", "Certainly", "I cannot", API_KEY, "cret"):
        assert private not in f"{trouble} {trouble!r}"
    assert trouble.__cause__ is None
    assert trouble.__context__ is None
    # And the provider is none the worse for it.
    wire.play(steps.good({"message": "fine"}))
    assert provider.ask(REQUEST).arguments == {"message": "fine"}


@pytest.mark.parametrize(
    "step", [steps.TRUNCATED, steps.REFUSED, steps.MALFORMED_TOOL, steps.text_only()]
)
def test_a_useless_answer_is_still_paid_for(provider: Provider, wire: Wire, step: Step) -> None:
    wire.play(step)
    trouble = trouble_of(provider)
    assert trouble.usage == Usage(900, 300)
    assert trouble.request_id == "request-0"


def test_the_kinds_say_what_to_do() -> None:
    assert {kind for kind in Trouble if kind.is_transient} == {"throttled", "unavailable"}
    assert {kind for kind in Trouble if kind.stops_run} == {"denied", "expired", "misconfigured"}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        (3, 3.0),
        ("1.5", 1.5),
        (0, 0.0),
        ("soon", None),
        (-1, None),
        ("nan", None),
        ("999999", 3600.0),
    ],
)
def test_the_service_may_say_how_long_to_wait(
    provider: Provider, wire: Wire, header: float | str | None, seconds: float | None
) -> None:
    wire.play(steps.throttled(header))
    assert trouble_of(provider).retry_after == seconds


def test_a_slow_answer_is_not_waited_for(make: Make, wire: Wire) -> None:
    release = threading.Event()
    wire.play(steps.good().held(release), then=steps.good())
    provider = make(read_timeout=0.2)
    try:
        assert trouble_of(provider).kind is Trouble.UNAVAILABLE
        assert provider.ask(REQUEST).arguments == {"ok": True}
    finally:
        release.set()


def test_nobody_listens(make: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    provider = make(endpoint_url=f"http://127.0.0.1:{port}")
    assert trouble_of(provider).kind is Trouble.UNAVAILABLE


def test_the_address_is_none(make: Make) -> None:
    assert trouble_of(make(endpoint_url="not an address")).kind is Trouble.MISCONFIGURED


def test_many_threads_may_ask_one_provider(make: Make, wire: Wire) -> None:
    together = threading.Barrier(32, timeout=20)

    def answer(request: Any) -> Step:
        # Nobody is answered before everybody has asked: 32 calls are under way at once.
        together.wait()
        return steps.good({"echo": request.user})

    wire.play(then=answer)
    provider = make(concurrency=32)

    def ask(number: int) -> tuple[str, Any]:
        user = f"customer {number}"
        answer = provider.ask(Request(REQUEST.system, user, REQUEST.tool, 10))
        return user, answer.arguments["echo"]

    with ThreadPoolExecutor(32) as pool:
        pairs = list(pool.map(ask, range(64)))
    assert all(asked == echoed for asked, echoed in pairs)
    assert wire.most_at_once == 32
    assert wire.connections <= 32, "every connection is kept and used again"


def test_a_connection_is_used_again(make: Make, wire: Wire) -> None:
    provider = make(concurrency=1)
    for _ in range(5):
        provider.ask(REQUEST)
    assert wire.connections == 1


REFUSALS = [
    ("temperature", "`temperature` is deprecated for this model."),
    ("tool_choice", "tool_choice: forced tool use is not supported"),
]


@pytest.mark.parametrize(("part", "said"), REFUSALS)
def test_what_a_model_does_not_accept_is_left_out_from_then_on(
    provider: Provider, wire: Wire, part: str, said: str
) -> None:
    def answer(request: Any) -> Step:
        refused = "temperature" in request.text if part == "temperature" else request.forced_tool
        return steps.error(400, "ValidationException", said) if refused else steps.good()

    wire.play(then=answer)
    assert provider.ask(REQUEST).arguments == {"ok": True}
    attempts = len(wire.requests)
    assert attempts == 2
    provider.ask(REQUEST)
    assert len(wire.requests) == attempts + 1
    assert {request.max_tokens for request in wire.requests} == {777}


def test_a_model_that_refuses_everything_is_not_asked_for_ever(
    provider: Provider, wire: Wire
) -> None:
    wire.play(
        steps.error(
            400, "ValidationException", "temperature, toolChoice and tool_choice, caching: no"
        )
    )
    assert not trouble_of(provider).kind.is_transient
    assert len(wire.requests) <= 5


def test_a_closed_provider_can_be_asked_again(provider: Provider) -> None:
    provider.ask(REQUEST)
    provider.close()
    provider.close()
    assert provider.ask(REQUEST).arguments == {"ok": True}
