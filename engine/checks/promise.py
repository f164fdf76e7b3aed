"""What one way to promise, or to press, looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


def words(text: str) -> tuple[str, ...]:
    """Return the words of "one|another"."""
    return tuple(text.split("|"))


@dataclass(frozen=True, slots=True)
class Promise:
    """One way to promise or to press.

    Attributes:
        kind: what is promised.
        needs: one of these stands in every text that does; spares the search.
        pattern: the words.
        explanation: why not, for the agent.
    """

    kind: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    explanation: str
