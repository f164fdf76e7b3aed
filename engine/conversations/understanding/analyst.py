"""Who understands conversations: the interface, and the analyst that works offline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.conversations.understanding.topics import BUILT_IN, load_taxonomy
from engine.conversations.understanding.understand import understand
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.conversations import Conversation
    from engine.models.understanding import Understanding

_RULES = "2"
"""Grows with every change of the rules that gives other figures for the same conversation."""

_MOODS = Path(__file__).with_name("sentiment.toml")


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a conversation could not be understood, in a line."""

    error: str


class ConversationAnalyst(Protocol):
    """Understands several conversations at a time.

    Attributes:
        name: what is stored beside the figures.
        version: changes whenever the same conversation may give other figures.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - see the class

    @property
    def version(self) -> str: ...  # noqa: D102 - see the class

    def understand(
        self, conversations: Sequence[Conversation]
    ) -> list[Understanding | NotUnderstood]:
        """Return what each conversation says, in order."""


class OfflineAnalyst:
    """Understands by word lists; needs no network."""

    name = "offline"

    def __init__(self, topics: Path | None = None) -> None:
        """Take the topics of a file, or the built-in ones.

        Raises:
            TopicsError: the file cannot be used.
        """
        self._taxonomy = load_taxonomy(topics)
        words = (topics or BUILT_IN).read_bytes() + _MOODS.read_bytes()
        self.version = f"{_RULES}-{hashlib.blake2b(words, digest_size=4).hexdigest()}"

    def understand(
        self, conversations: Sequence[Conversation]
    ) -> list[Understanding | NotUnderstood]:
        """Return what each conversation says; one that breaks the rules breaks no other."""
        return [self._one(conversation) for conversation in conversations]

    def _one(self, conversation: Conversation) -> Understanding | NotUnderstood:
        try:
            return understand(conversation, taxonomy=self._taxonomy)
        except Exception as error:  # stored with the conversation, and told
            return NotUnderstood(clean_line(f"{type(error).__name__}: {error}"))
