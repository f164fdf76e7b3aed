"""Tell what a machine of the company wrote: by a marker in the text, or by a sentence of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class AutoresponseRule:
    """How autoresponses are told. Asked of company messages only.

    Attributes:
        marker: a text that stands in every one of them as it is; empty for none.
        sentence: a sentence of theirs, whatever its case and blanks; empty for none.
    """

    marker: str
    sentence: str

    @classmethod
    def of(cls, settings: Settings) -> AutoresponseRule:
        """Return the rule that the settings make."""
        chosen = settings.conversations
        return cls(chosen.autoresponse_marker.strip(), _even(chosen.autoresponse_sentence))

    def matches(self, text: str) -> bool:
        """Whether this text of the company was written by a machine."""
        if self.marker and self.marker in text:
            return True
        return bool(self.sentence) and self.sentence in _even(text)


def _even(text: str) -> str:
    return " ".join(text.casefold().split())
