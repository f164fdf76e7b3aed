"""Conversations that a test writes down in a few words, loaded and understood."""

from __future__ import annotations

import json
from pathlib import Path

from engine.clock import fixed_clock
from engine.conversations.importing import import_file
from engine.pipeline import Workbench
from tests.conftest import NOW

ROBOT = "*"
"""Who writes autoresponses."""


class Talks:
    """Chats to be loaded into a workbench's database."""

    def __init__(self, workbench: Workbench, directory: Path) -> None:
        self.workbench = workbench
        self.path = directory / "chats.json"
        self.chats: dict[str, list[dict[str, object]]] = {}

    def say(self, chat: str, who: str, at: str, text: str, **cells: object) -> Talks:
        """Add a message; who is ``c``, an agent's name, or ROBOT; ``at`` is UTC."""
        messages = self.chats.setdefault(chat, [])
        agent = {} if who in ("c", ROBOT) else {"AGENT_USERNAME": who}
        messages.append(
            {
                "MESSAGE_CONTENT": f"{text} *977#" if who == ROBOT else text,
                "DIRECTION": "to_company" if who == "c" else "to_client",
                "SOCIAL_CREATE_TIME": at,
                "UNIQUE_POST_ID": f"{chat}-{len(messages)}",
                "FB_USERNAME": f"someone {chat}",
            }
            | agent
            | cells
        )
        return self

    def load(self, *, understand: bool = True) -> Workbench:
        """Load all that was said; return the workbench."""
        self.path.write_text(json.dumps(self.chats))
        import_file(self.workbench.settings, self.path, clock=fixed_clock(NOW))
        if understand:
            self.workbench.understand_conversations()
        return self.workbench
