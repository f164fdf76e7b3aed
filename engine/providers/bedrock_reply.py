"""From a Converse answer to the arguments of the form, or to the trouble that it is.

A 200 proves nothing: botocore passes on an empty, broken or HTML body as an answer without
``output`` and raises nothing. Every part is looked at before it is used.
"""

from __future__ import annotations

from typing import Any, Final

from engine.privacy.clean import clean_line
from engine.providers.base import Answer, ProviderError, Trouble, Usage

# Why the model stopped, when that alone makes the answer useless. Converse, stopReason.
_STOPS: Final = {
    "max_tokens": (
        Trouble.TRUNCATED,
        "The model's answer did not fit into the tokens it was given.",
        "Raise the number of output tokens in the settings.",
    ),
    "guardrail_intervened": (Trouble.REFUSED, "A guardrail stopped the model's answer.", ""),
    "content_filtered": (Trouble.REFUSED, "The content filter stopped the model's answer.", ""),
    "refusal": (Trouble.REFUSED, "The model refused to answer.", ""),
    "malformed_tool_use": (Trouble.MALFORMED, "The model filled in the form wrongly.", ""),
    "malformed_model_output": (Trouble.MALFORMED, "The model's answer could not be read.", ""),
    "model_context_window_exceeded": (
        Trouble.REJECTED,
        "The customer's data is too long for this model.",
        "",
    ),
}


def read_reply(response: Any, tool: str, model: str) -> Answer:
    """Return what the model filled into the form.

    Args:
        response: what botocore made of the answer.
        tool: the name of the form.
        model: the model that was asked.

    Raises:
        ProviderError: malformed, truncated, refused or rejected; with the tokens it cost.
    """
    response = response if isinstance(response, dict) else {}
    request_id = clean_line(str(_inside(response, "ResponseMetadata").get("RequestId", "")))
    usage = _usage(response.get("usage"))
    stop = str(response.get("stopReason", ""))

    def trouble(kind: Trouble, what: str, advice: str = "") -> ProviderError:
        return ProviderError(kind, what, advice, usage=usage, request_id=request_id)

    if "output" not in response:
        raise trouble(
            Trouble.MALFORMED,
            "The answer did not come from Amazon Bedrock, or was empty.",
            "See whether a proxy stands in between.",
        )
    if stop in _STOPS:
        raise trouble(*_STOPS[stop])
    content = _inside(_inside(response, "output"), "message").get("content")
    blocks = content if isinstance(content, list) else []
    used = [_inside(block, "toolUse") for block in blocks]
    filled = next((use.get("input") for use in used if use.get("name") == tool), None)
    if filled is None:
        raise trouble(Trouble.MALFORMED, "The model answered without filling in the form.")
    if not isinstance(filled, dict):
        raise trouble(Trouble.MALFORMED, "The model filled in the form with something else.")
    return Answer(filled, usage or Usage(0, 0), stop, request_id, model)


def _inside(value: Any, name: str) -> dict[str, Any]:
    inner = value.get(name) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _usage(value: Any) -> Usage | None:
    """The tokens of the answer. Converse counts cached ones apart from ``inputTokens``."""
    if not isinstance(value, dict):
        return None

    def tokens(name: str) -> int:
        number = value.get(name)
        return number if isinstance(number, int) and number > 0 else 0

    return Usage(
        input_tokens=tokens("inputTokens"),
        output_tokens=tokens("outputTokens"),
        cache_read_tokens=tokens("cacheReadInputTokens"),
        cache_write_tokens=tokens("cacheWriteInputTokens"),
    )
