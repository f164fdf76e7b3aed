"""An HTTP answer, before it goes over the line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True)
class Reply:
    """Status, headers and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def json(cls, status: int, value: Any, headers: dict[str, str]) -> Reply:
        """Return an answer that holds ``value``."""
        return cls(
            status, {"Content-Type": "application/json"} | headers, json.dumps(value).encode()
        )

    def bytes(self) -> bytes:
        """Return it as it goes over the line: one piece, so that it leaves in one packet."""
        try:
            phrase = HTTPStatus(self.status).phrase
        except ValueError:
            phrase = "Unknown"
        lines = [f"HTTP/1.1 {self.status} {phrase}", f"Content-Length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body
