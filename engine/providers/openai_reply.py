"""From a chat completion to the arguments of the form, or to the trouble that it is.

The arguments of a tool call are a JSON string. A server without tool support ignores the form; when
its model answers with the JSON object as text, that is taken too.
"""

from __future__ import annotations

import json
import re
from typing import Any

from engine.privacy.clean import clean_line
from engine.providers.base import Answer, ProviderError, Trouble, Usage
from engine.providers.openai_errors import error_in, from_status

_FENCE = re.compile(r"\A```(?:json)?\s*\n(?P<inside>.*)\n```\s*\Z", re.DOTALL)


def read_reply(headers: dict[str, str], body: bytes, tool: str, model: str) -> Answer:
    """Return what the model filled into the form.

    Args:
        headers: the headers of the answer, their names in lower case.
        body: the body of a 200.
        tool: the name of the form.
        model: the model that was asked.

    Raises:
        ProviderError: malformed, truncated or refused, with the tokens it cost; or the error that
            some services answer with in spite of their 200.
    """
    error = error_in(body)
    if error is not None:
        raise from_status(int(error[0]) if error[0].isdigit() else 500, headers, body)
    reply = _object(body)
    choices = reply.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else {}
    choice = choice if isinstance(choice, dict) else {}
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    stop = str(choice.get("finish_reason") or "")
    usage = _usage(reply.get("usage"))
    request_id = clean_line(headers.get("x-request-id") or str(reply.get("id", "")))

    def trouble(kind: Trouble, what: str, advice: str = "") -> ProviderError:
        return ProviderError(kind, what, advice, usage=usage, request_id=request_id)

    if not message:
        raise trouble(
            Trouble.MALFORMED,
            "The answer did not come from a model service, or was empty.",
            "See the base URL in the settings, and whether a proxy stands in between.",
        )
    if stop in {"length", "max_tokens"}:
        raise trouble(
            Trouble.TRUNCATED,
            "The model's answer did not fit into the tokens it was given.",
            "Raise the number of output tokens in the settings.",
        )
    if stop == "content_filter":
        raise trouble(Trouble.REFUSED, "The content filter stopped the model's answer.")
    if message.get("refusal"):
        raise trouble(Trouble.REFUSED, "The model refused to answer.")
    filled = _filled(message, tool)
    if filled is None:
        raise trouble(Trouble.MALFORMED, "The model did not fill in the form as it should.")
    return Answer(filled, usage or Usage(0, 0), stop, request_id, model)


def _filled(message: dict[str, Any], tool: str) -> dict[str, Any] | None:
    calls = message.get("tool_calls")
    for call in calls if isinstance(calls, list) else []:
        function = call.get("function") if isinstance(call, dict) else None
        if isinstance(function, dict) and function.get("name") == tool:
            given = function.get("arguments")
            # Some servers pass the object on unserialised.
            return given if isinstance(given, dict) else _object(given) or None
    content = message.get("content")
    if not isinstance(content, str) or calls:
        return None
    fenced = _FENCE.match(content.strip())
    return _object(fenced["inside"] if fenced else content) or None


def _object(text: Any) -> dict[str, Any]:
    """Return the JSON object that ``text`` is, or an empty one."""
    if not isinstance(text, str | bytes):
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _usage(value: Any) -> Usage | None:
    """The tokens of the answer; cached ones are taken out of the prompt's, which hold them here."""
    if not isinstance(value, dict):
        return None
    details = value.get("prompt_tokens_details")
    cached = _tokens(details if isinstance(details, dict) else {}, "cached_tokens")
    return Usage(
        input_tokens=max(_tokens(value, "prompt_tokens") - cached, 0),
        output_tokens=_tokens(value, "completion_tokens"),
        cache_read_tokens=cached,
    )


def _tokens(value: dict[str, Any], name: str) -> int:
    number = value.get(name)
    return number if isinstance(number, int) and number > 0 else 0
