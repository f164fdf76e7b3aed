"""The steps in the words of the OpenAI chat protocol."""

from __future__ import annotations

import json
from typing import Any

from tests.wire.received import Received
from tests.wire.reply import Reply
from tests.wire.steps import Step

# Step → status, code, message, as the best known services word them.
ERRORS = {
    "throttled": (429, "rate_limit_exceeded", "Rate limit reached for requests."),
    "broken": (500, "server_error", "The server had an error while processing your request."),
    "overloaded": (503, "overloaded", "The engine is currently overloaded."),
    "model_error": (502, "bad_gateway", "Bad gateway."),
    "model_timeout": (408, "timeout", "Request timed out."),
    "denied": (403, "unsupported_country_region_territory", "Project does not have access."),
    "expired": (401, "invalid_api_key", "Incorrect API key provided: test-key-********cret."),
    "unknown_model": (404, "model_not_found", "The model `model-x` does not exist."),
    "no_tools": (400, "invalid_request_error", "model-x does not support tools"),
    "too_long": (
        400,
        "context_length_exceeded",
        "This model's maximum context length is 8192 tokens.",
    ),
}
_FINISHES = {"truncated": "length", "filtered": "content_filter", "text_only": "stop"}


def reply(step: Step, request: Received) -> Reply:
    """Return what goes over the line."""
    if step.does in ERRORS:
        status, code, said = ERRORS[step.does]
        return _error(status, code, said, step)
    if step.does == "error":
        return _error(step.status, step.code, step.said, step)
    message: dict[str, Any] = {"role": "assistant", "content": None}
    if step.does in {"text_only", "filtered"}:
        message["content"] = step.said or "I cannot help with that."
    elif step.does == "refused":
        message["refusal"] = "I'm sorry, I cannot assist with that request."
    else:
        filled = step.arguments(request) if callable(step.arguments) else step.arguments
        text = '{"message": "broken' if step.does == "malformed_tool" else json.dumps(filled)
        call = {"name": request.tool_name, "arguments": text}
        message["tool_calls"] = [
            {"id": f"call_{request.number}", "type": "function", "function": call}
        ]
    counted = step.counted
    read = counted.input + counted.cache_read
    return Reply.json(
        200,
        {
            "id": f"chatcmpl-{request.number}",
            "object": "chat.completion",
            "model": request.model,
            "choices": [
                {
                    "index": 0,
                    "message": message,
                    "finish_reason": _FINISHES.get(step.does, "tool_calls"),
                }
            ],
            "usage": {
                "prompt_tokens": read,
                "completion_tokens": counted.output,
                "total_tokens": read + counted.output,
                "prompt_tokens_details": {"cached_tokens": counted.cache_read},
            },
        },
        {"x-request-id": f"request-{request.number}"},
    )


def _error(status: int, code: str, said: str, step: Step) -> Reply:
    headers = {"Content-Type": "application/json", "x-request-id": "request-refused"}
    if step.retry_after:
        headers["Retry-After"] = step.retry_after
    error = {"message": said, "type": "invalid_request_error", "param": None, "code": code}
    return Reply(status, headers, json.dumps({"error": error}).encode())
