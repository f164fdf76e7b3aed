"""The message: its heading with length, channel and state, and its text while nobody edits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.language.length import measure
from tui.text import wrap
from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.vocabulary import Channel
    from tui.widgets.lines import Part


class MessageHead(LineWidget):
    """One line: ``── Message · SMS · 118/160 · 1 part ───── draft ──``; live while typing."""

    def __init__(self) -> None:
        """Start without a message."""
        super().__init__(id="message-head")
        self._title = ""
        self._count = ""
        self._fits = True
        self._state = ""

    def show(self, channel: Channel | None, text: str, state: str) -> None:
        """Show the length of ``text`` on ``channel``, and ``state`` (draft, by the rules …)."""
        title, count, fits = "", "", True
        if channel is not None:
            length = measure(channel, text)
            parts = f" ({length.parts} parts)" if length.parts > 1 else ""
            title = f" Message · {channel} · "
            # As wide as the limit, so that while one types only digits change.
            used = f"{length.used:>{len(str(length.limit))}}"
            count, fits = f"{used}/{length.limit}{parts} ", length.fits
        if (title, count, fits, state) != (self._title, self._count, self._fits, self._state):
            self._title, self._count, self._fits, self._state = title, count, fits, state
            self.refresh_line(0)

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - there is one line
        """Draw the line."""
        state = f" {self._state} " if self._state else ""
        rule = max(width - len(self._title) - len(self._count) - len(state) - 4, 0)
        return (
            ("──", "dim"),
            (self._title, "title"),
            (self._count, "title" if self._fits else "critical"),
            ("─" * rule, "dim"),
            (state, "accent"),
            ("──", "dim"),
        )


class MessageText(LineWidget):
    """The text as it would be sent."""

    def __init__(self) -> None:
        """Start without a text."""
        super().__init__(id="message-text")
        self._text = ""
        self._lines: list[str] = []

    def show(self, text: str) -> None:
        """Show another text; repaint only lines that differ."""
        before = self._lines
        self._text = text
        self._lay_out()
        for y in range(self.size.height):
            if before[y : y + 1] != self._lines[y : y + 1]:
                self.refresh_line(y)

    def _lay_out(self) -> None:
        # Without a width (hidden, or not laid out yet) there is nothing to wrap for.
        self._lines = wrap(self._text, self.size.width) if self._text and self.size.width else []
        hidden = len(self._lines) - self.size.height
        if hidden > 0 and self.size.height > 1:
            shown = self.size.height - 1
            self._lines[shown:] = [f"… {hidden + 1} more lines; e shows all of them"]

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - laid out for the width
        """Draw a line of the text."""
        return ((self._lines[y], ""),) if y < len(self._lines) else ()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._lay_out()
        self.refresh()
