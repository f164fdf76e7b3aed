"""What leaves for the model: constant instructions, then several conversations as masked data."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysts.model.plain import NEVER
from engine.conversations.shown import shown
from engine.conversations.understanding.model.form import judgement_tool
from engine.conversations.understanding.topics import BUILT_IN, load_taxonomy
from engine.providers.base import Request
from engine.running.prices import CHARACTERS_A_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.analysts.model.faults import Fault
    from engine.conversations.shown import Shown
    from engine.models.conversations import Conversation
    from engine.privacy.labels import Label

MOST_AT_ONCE = 10
"""Conversations in a call: a model that reads more mixes them up more, and more have to be asked
about again when one answer is cut off."""

MOST_TOKENS = 6_000
"""Tokens of conversations in a call, estimated; instructions and form come on top."""

ANSWER_TOKENS = 220
"""Room for the longest entry that is of use."""

TYPICAL_ANSWER_TOKENS = 95
"""Output for one conversation, estimated from an entry of typical length."""

_MOODS = Path(__file__).parents[1] / "sentiment.toml"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One conversation, ready to be sent with others.

    Attributes:
        shown: the masked lines and what puts the values back.
        key: a digest of everything that its judgement depends on but the model.
        tokens: about how many it is.
    """

    shown: Shown
    key: str
    tokens: int


class Prompt:
    """Makes requests about conversations. Immutable, so that threads may share it.

    Args:
        topics: the file of topics, or None for the built-in ones.
        agent: who is at the keyboard; never named to a model.

    Raises:
        TopicsError: the file cannot be used.
    """

    def __init__(self, topics: Path | None, agent: str) -> None:
        self.taxonomy = load_taxonomy(topics)
        self._agent = agent
        self._tool = judgement_tool(self.taxonomy.names)
        # Words of mood and matter are what is to be judged; they are ours and tell of nobody.
        self._words = own_words(topics)
        form = json.dumps(self._tool.schema, sort_keys=True)
        self.version = hashlib.sha256((system_prompt() + form).encode()).hexdigest()[:12]

    def prepare(self, conversation: Conversation, known: Iterable[tuple[Label, str]]) -> Prepared:
        """Return a conversation as it would be sent.

        Args:
            conversation: what was written.
            known: what the customer's record holds that identifies them.
        """
        found = shown(conversation, known=known, agent=self._agent, words=self._words)
        key = hashlib.sha256(f"conversation {self.version}\n{found.text}".encode()).hexdigest()
        return Prepared(found, key, round(len(found.text) / CHARACTERS_A_TOKEN))

    def request(
        self, asked: Sequence[Prepared], faults: Mapping[str, Sequence[Fault]] | None = None
    ) -> Request:
        """Return the request about several conversations.

        Args:
            asked: the conversations; C1 is the first.
            faults: what was wrong with the last answer about a conversation, by its key.
        """
        lines = ["<conversations>"]
        for number, one in enumerate(asked, start=1):
            lines += [f"C{number}.", *one.shown.lines]
        lines.append("</conversations>")
        wrong = [
            f"- C{number}, {fault}"
            for number, one in enumerate(asked, start=1)
            for fault in (faults or {}).get(one.key, ())
        ]
        if wrong:
            lines += [
                "An automatic check found these faults in your last answer:",
                *wrong,
                "Fill in the whole form again with every fault mended.",
            ]
        room = ANSWER_TOKENS * (len(asked) + 1)
        return Request(system_prompt(), "\n".join(lines), self._tool, room)


@cache
def system_prompt() -> str:
    """Return the constant instructions."""
    return files(__package__).joinpath("system.txt").read_text(encoding="utf-8")


def own_words(topics: Path | None) -> frozenset[str]:
    """Return the words of mood and matter of our own lists, which may leave beside plain ones."""
    return _words_of(topics or BUILT_IN) | _words_of(_MOODS)


@cache
def _words_of(path: Path) -> frozenset[str]:
    text = path.read_text(encoding="utf-8-sig").casefold()
    return frozenset(re.findall(r"[a-z]+(?:'[a-z]+)?", text)) - NEVER
