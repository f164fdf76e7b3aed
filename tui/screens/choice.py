"""A small sheet to choose one of a few things by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.sheet import Answer, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class Choice(Sheet[Answer]):
    """Answers with the value whose number was pressed."""

    def __init__(self, title: str, options: Sequence[tuple[str, Answer]]) -> None:
        """Offer up to nine ``options``: (label, value)."""
        self._values = [value for _label, value in options]
        lines = [(f"{n}  {label}", "") for n, (label, _value) in enumerate(options, 1)]
        super().__init__(title, [*lines, ("", ""), ("Esc  never mind", "accent")], small=True)

    def on_key(self, event: events.Key) -> None:
        """Answer with the chosen value."""
        # Some keyboards have a key ², which is a digit to Python and no number.
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._values):
            event.stop()
            self.dismiss(self._values[int(event.key) - 1])
