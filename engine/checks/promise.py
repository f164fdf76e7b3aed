"""What one way to promise, or to press, looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from engine.language.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Promise:
    """One way to promise or to press.

    Attributes:
        kind: what is promised.
        phrases: the words.
        explanation: why not, for the agent.
    """

    kind: str
    phrases: Phrases
    explanation: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words as one pattern."""
        return self.phrases.pattern
