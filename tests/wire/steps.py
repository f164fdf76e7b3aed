"""What the wire does with one request: a good answer, or one of the ways in which a call fails.

A step does not know the protocol; ``tests.wire.bedrock`` and ``tests.wire.openai`` say each in
their own. A step may also wait first: ``steps.good(…).after(0.2)`` or ``.held(event)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Any

from tests.wire.received import Received

Arguments = dict[str, Any] | Callable[[Received], dict[str, Any]]
Script = Callable[[Received], "Step"]


@dataclass(frozen=True)
class Counted:
    """The tokens that an answer says it cost."""

    input: int = 900
    output: int = 300
    cache_read: int = 0
    cache_write: int = 0


@dataclass(frozen=True)
class Step:
    """What to do with one request.

    Attributes:
        does: what kind of step this is; the protocols know the kinds.
        arguments: what the model fills in, or how to work it out from the request.
        counted: the tokens of the answer.
        retry_after: the header of that name.
        said: the words of an error, or of a model that talks instead.
        code: the error's code, for ``error``.
        status: the HTTP status, for ``error`` and ``raw``.
        body: the body, for ``raw``.
        delay: seconds to wait before the answer.
        hold: an event to wait for before the answer.
    """

    does: str
    arguments: Arguments = field(default_factory=dict)
    counted: Counted = Counted()
    retry_after: str = ""
    said: str = ""
    code: str = ""
    status: int = 200
    body: bytes = b""
    delay: float = 0.0
    hold: Event | None = None

    def after(self, seconds: float) -> Step:
        """Return the same step, done that much later."""
        return replace(self, delay=seconds)

    def held(self, event: Event) -> Step:
        """Return the same step, done when ``event`` is set."""
        return replace(self, hold=event)


def good(arguments: Arguments | None = None, counted: Counted | None = None) -> Step:
    """Fill in the form."""
    return Step(
        "good",
        arguments={"ok": True} if arguments is None else arguments,
        counted=counted or Counted(),
    )


def throttled(retry_after: float | str | None = None) -> Step:
    """Answer 429."""
    return Step("throttled", retry_after="" if retry_after is None else str(retry_after))


def error(status: int, code: str, said: str = "") -> Step:
    """Answer with any error in the protocol's form."""
    return Step("error", status=status, code=code, said=said)


def raw(status: int, body: bytes) -> Step:
    """Answer with any body."""
    return Step("raw", status=status, body=body)


def text_only(said: str = "Certainly! Here is what I would write.") -> Step:
    """Talk instead of filling in the form."""
    return Step("text_only", said=said)


def input_is(value: Any) -> Step:
    """Fill in the form with something that is no object."""
    return Step("input_is", arguments=lambda _: value)


BROKEN = Step("broken")
"""500."""
OVERLOADED = Step("overloaded")
"""503."""
MODEL_ERROR = Step("model_error")
"""Bedrock's 424 ModelErrorException; 502 elsewhere."""
MODEL_TIMEOUT = Step("model_timeout")
"""408."""
DENIED = Step("denied")
"""403: no access to the model."""
EXPIRED = Step("expired")
"""403 ExpiredTokenException; 401 elsewhere."""
UNKNOWN_MODEL = Step("unknown_model")
"""There is no such model."""
NO_TOOLS = Step("no_tools")
"""The model does not support tool use."""
TOO_LONG = Step("too_long")
"""The input does not fit into the model."""
TRUNCATED = Step("truncated")
"""The answer did not fit into max_tokens."""
REFUSED = Step("refused")
"""A guardrail intervened."""
FILTERED = Step("filtered")
"""The content filter intervened."""
MALFORMED_TOOL = Step("malformed_tool")
"""The model broke the form."""
EMPTY = raw(200, b"")
HTML = raw(200, b"<!DOCTYPE html><html><body>Please log in to the network.</body></html>")
WRONG_SHAPE = raw(200, b'{"output": ["x"], "choices": "x", "usage": 7, "stopReason": []}')
CUT_OFF = Step("cut_off")
"""Half of a good answer, then the line goes dead."""
RESET = Step("reset")
"""The connection is reset before there is an answer."""
