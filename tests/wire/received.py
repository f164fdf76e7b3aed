"""What arrived at the wire, so that a test can assert what left the process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True)
class Received:
    """One request.

    Attributes:
        number: 0 for the first one that asked a model, then counted up; -1 for STS.
        protocol: ``bedrock``, ``openai`` or ``sts``.
        path: the path as it was sent.
        headers: the headers, their names in lower case.
        raw: the body as it was sent.
        at: when it had arrived, in seconds of the monotonic clock.
    """

    number: int
    protocol: str
    path: str
    headers: dict[str, str]
    raw: bytes
    at: float

    @cached_property
    def body(self) -> dict[str, Any]:
        """The parsed JSON body."""
        parsed: dict[str, Any] = json.loads(self.raw)
        return parsed

    @property
    def text(self) -> str:
        """The body as text, with nothing escaped: what to search for things that must not leave."""
        return json.dumps(self.body, ensure_ascii=False)

    @property
    def model(self) -> str:
        """The model that was asked for."""
        if self.protocol == "bedrock":
            return unquote(self.path.split("/")[2])
        return str(self.body["model"])

    @property
    def system(self) -> str:
        """The system prompt."""
        if self.protocol == "bedrock":
            return str(self.body["system"][0]["text"])
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        """What the last turn of the user says."""
        content = self.body["messages"][-1]["content"]
        return str(content if isinstance(content, str) else content[0]["text"])

    @property
    def tool_name(self) -> str:
        """The name of the form."""
        tool = self.body["toolConfig"]["tools"][0] if self.protocol == "bedrock" else None
        return str(tool["toolSpec"]["name"] if tool else self._function["name"])

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the form."""
        if self.protocol == "bedrock":
            tool = self.body["toolConfig"]["tools"][0]["toolSpec"]
            return dict(tool["inputSchema"]["json"])
        return dict(self._function["parameters"])

    @property
    def forced_tool(self) -> str | None:
        """The one tool that the model has to use, or None when it may choose."""
        if self.protocol == "bedrock":
            choice = self.body["toolConfig"].get("toolChoice", {}).get("tool", {})
        else:
            chosen = self.body.get("tool_choice", {})
            choice = chosen.get("function", {}) if isinstance(chosen, dict) else {}
        name = choice.get("name")
        return None if name is None else str(name)

    @property
    def max_tokens(self) -> int | None:
        """The most tokens that the answer may hold."""
        if self.protocol == "bedrock":
            limit = self.body.get("inferenceConfig", {}).get("maxTokens")
        else:
            limit = self.body.get("max_tokens", self.body.get("max_completion_tokens"))
        return limit if isinstance(limit, int) else None

    @property
    def _function(self) -> dict[str, Any]:
        return dict(self.body["tools"][0]["function"])
