"""The steps in the words of Bedrock: the Converse operation of the runtime protocol."""

from __future__ import annotations

import json
from typing import Any

from tests.wire.received import Received
from tests.wire.reply import Reply
from tests.wire.steps import Step

# Step → status, code, message, as the service words them.
ERRORS = {
    "throttled": (
        429,
        "ThrottlingException",
        "Too many requests, please wait.",
    ),
    "broken": (500, "InternalServerException", "The server encountered an internal error."),
    "overloaded": (
        503,
        "ServiceUnavailableException",
        "Bedrock is unable to process it.",
    ),
    "model_error": (424, "ModelErrorException", "The model failed to process the request."),
    "model_timeout": (408, "ModelTimeoutException", "Model has timed out in processing."),
    "denied": (
        403,
        "AccessDeniedException",
        "You don't have access to the model with the specified model ID.",
    ),
    "expired": (
        403,
        "ExpiredTokenException",
        "The security token included in the request is expired",
    ),
    "unknown_model": (
        400,
        "ValidationException",
        "The provided model identifier is invalid.",
    ),
    "no_tools": (400, "ValidationException", "This model doesn't support tool use."),
    "too_long": (400, "ValidationException", "Input is too long for requested model."),
}
_STOPS = {
    "truncated": "max_tokens",
    "refused": "guardrail_intervened",
    "filtered": "content_filtered",
    "malformed_tool": "malformed_tool_use",
}


def reply(step: Step, request: Received) -> Reply:
    """Return what goes over the line."""
    if step.does in ERRORS:
        status, code, said = ERRORS[step.does]
        return _error(status, code, said, step)
    if step.does == "error":
        return _error(step.status, step.code, step.said, step)
    content: list[dict[str, Any]] = []
    stop = _STOPS.get(step.does, "tool_use")
    if step.does in {"text_only", "refused", "filtered"}:
        content = [{"text": step.said or "I cannot help with that."}]
        stop = _STOPS.get(step.does, "end_turn")
    elif step.does != "malformed_tool":
        filled = step.arguments(request) if callable(step.arguments) else step.arguments
        use = {"toolUseId": f"tooluse_{request.number}", "name": request.tool_name, "input": filled}
        content = [{"toolUse": use}]
    counted = step.counted
    return Reply.json(
        200,
        {
            "output": {"message": {"role": "assistant", "content": content}},
            "stopReason": stop,
            "usage": {
                "inputTokens": counted.input,
                "outputTokens": counted.output,
                "totalTokens": counted.input + counted.output,
                "cacheReadInputTokens": counted.cache_read,
                "cacheWriteInputTokens": counted.cache_write,
            },
            "metrics": {"latencyMs": 1},
        },
        {"x-amzn-RequestId": f"request-{request.number}"},
    )


def _error(status: int, code: str, said: str, step: Step) -> Reply:
    headers = {"x-amzn-ErrorType": code, "x-amzn-RequestId": "request-refused"}
    if step.retry_after:
        headers["Retry-After"] = step.retry_after
    return Reply(status, headers, json.dumps({"message": said}).encode())
