"""Requests and answers in the models' own formats, as batch inference needs them.

Batch inference also knows the Converse format, but refuses a form to fill in there: every record
that names a tool fails with a 400. In the native format (invocation type InvokeModel) tools work
(Amazon Bedrock User Guide, "Process multiple prompts with batch inference"). It differs by maker:
Amazon Nova's is nearly that of Converse, Anthropic's is that of its Messages API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from engine.providers.base import ProviderError, Trouble
from engine.providers.bedrock_reply import read_reply
from engine.providers.residency import split_profile

if TYPE_CHECKING:
    from engine.providers.base import Answer, Request

_NOVA, _CLAUDE = "amazon.nova", "anthropic.claude"

# Newer models of Anthropic refuse a temperature. A job cannot be asked again more mildly, so they
# are not sent one.
_NOVA_TEMPERATURE: Final = 0.2

_CACHED: Final = {
    "cacheReadInputTokenCount": "cacheReadInputTokens",
    "cacheWriteInputTokenCount": "cacheWriteInputTokens",
    "input_tokens": "inputTokens",
    "output_tokens": "outputTokens",
    "cache_read_input_tokens": "cacheReadInputTokens",
    "cache_creation_input_tokens": "cacheWriteInputTokens",
}


def batch_problem(model_id: str) -> ProviderError | None:
    """Return why this model cannot be asked in a batch, or None."""
    if _maker(model_id):
        return None
    return ProviderError(
        Trouble.MISCONFIGURED,
        f"Batch inference with a form to fill in is not known for the model {model_id}.",
        "Name a model of Amazon Nova or Anthropic Claude, or use: sne analyse",
    )


def model_input(request: Request, model_id: str) -> dict[str, Any]:
    """Return the body that asks a model for one form, in the model's own format.

    Prompts are not cached in a batch, so nothing marks a prefix for it.

    Raises:
        ProviderError: the model's format is not known.
    """
    if problem := batch_problem(model_id):
        raise problem
    tool = request.tool
    if _maker(model_id) == _CLAUDE:
        return {
            "anthropic_version": "bedrock-2023-05-31",
            "max_tokens": request.max_tokens,
            "system": request.system,
            "messages": [{"role": "user", "content": [{"type": "text", "text": request.user}]}],
            "tools": [
                {
                    "name": tool.name,
                    "description": tool.description,
                    "input_schema": dict(tool.schema),
                }
            ],
            "tool_choice": {"type": "tool", "name": tool.name},
        }
    specification = {
        "name": tool.name,
        "description": tool.description,
        "inputSchema": {"json": dict(tool.schema)},
    }
    return {
        "schemaVersion": "messages-v1",
        "system": [{"text": request.system}],
        "messages": [{"role": "user", "content": [{"text": request.user}]}],
        "inferenceConfig": {"maxTokens": request.max_tokens, "temperature": _NOVA_TEMPERATURE},
        "toolConfig": {
            "tools": [{"toolSpec": specification}],
            "toolChoice": {"tool": {"name": tool.name}},
        },
    }


def read_output(output: Any, tool: str, model_id: str) -> Answer:
    """Return what the model filled into the form.

    Args:
        output: the ``modelOutput`` of one record.
        tool: the name of the form.
        model_id: the model that was asked.

    Raises:
        ProviderError: malformed, truncated, refused or rejected; with the tokens it cost.
    """
    return read_reply(_as_converse(output), tool, model_id)


def _maker(model_id: str) -> str:
    _, model = split_profile(model_id)
    return next((maker for maker in (_NOVA, _CLAUDE) if model.startswith(maker)), "")


def _as_converse(output: Any) -> Any:
    """Return an answer in the shape of Converse, which one reader understands."""
    if not isinstance(output, dict):
        return output
    usage = output.get("usage")
    if isinstance(usage, dict):
        usage = {_CACHED.get(name, name): tokens for name, tokens in usage.items()}
    if "output" in output:
        return {**output, "usage": usage}
    blocks = output.get("content")
    if not isinstance(blocks, list):
        return {"usage": usage}
    used = [
        {"toolUse": {"name": block.get("name"), "input": block.get("input")}}
        for block in blocks
        if isinstance(block, dict) and block.get("type") == "tool_use"
    ]
    return {
        "output": {"message": {"content": used}},
        "stopReason": output.get("stop_reason"),
        "usage": usage,
    }
