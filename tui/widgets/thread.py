"""One conversation to read: whose it is, how it stands, what to do next, then the messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from engine.models.case import Profile
    from engine.models.next_action import Prediction
    from engine.workbench.measuring import ConversationView
    from tui.widgets.lines import Part


@dataclass(slots=True)
class Reading:
    """The conversation that is shown.

    Attributes:
        view: its messages and figures.
        profile: the customer of the profiles, when linked.
        action: what to do next, when that is known and it is open.
        is_looked_up: whether what to do next has been looked for.
    """

    view: ConversationView
    profile: Profile | None = None
    action: Prediction | None = None
    is_looked_up: bool = False

    @property
    def conversation_id(self) -> str:
        """The id of the conversation in its source."""
        return self.view.conversation.conversation_id


class Thread(LineWidget, can_focus=True):
    """The right pane; it scrolls as a whole, and repaints only the lines that differ."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="thread")
        self._reading: Reading | None = None
        self._in_full = False
        self._lines: list[tuple[Part, ...]] = []
        self._shown: list[tuple[Part, ...]] = []
        self._top = 0

    def show(self, reading: Reading | None) -> None:
        """Show a conversation from its beginning; the same one again, from where it stood."""
        before = self._reading.conversation_id if self._reading else None
        if reading is None or reading.conversation_id != before:
            self._top = 0
        self._reading = reading
        self._lay_out()

    def toggle_details(self) -> None:
        """Show all that is known, or only what is needed first."""
        self._in_full = not self._in_full
        self._top = 0
        self._lay_out()

    def scroll(self, lines: int) -> None:
        """Scroll as far as there is text."""
        self._top += lines
        self._repaint()

    def scroll_page(self, pages: int) -> None:
        """Scroll by whole panes, keeping a line of the one before."""
        self.scroll(pages * max(self.size.height - 2, 1))

    def go(self, place: int) -> None:
        """Show the beginning, or the last message (-1)."""
        self.scroll(len(self._lines) if place < 0 else -len(self._lines))

    def _lay_out(self) -> None:
        from tui.thread_lines import thread_lines

        width = self.size.width
        reading = self._reading
        self._lines = (
            thread_lines(reading, width, in_full=self._in_full) if reading and width else []
        )
        self._repaint()

    def _repaint(self) -> None:
        height = self.size.height
        self._top = max(0, min(self._top, len(self._lines) - height))
        before, self._shown = self._shown, self._lines[self._top : self._top + height]
        if self._top + height < len(self._lines):
            left = len(self._lines) - self._top - height + 1
            self._shown[-1:] = [((f"▾ {left} more lines", "dim"),)]
        for y in range(height):
            if before[y : y + 1] != self._shown[y : y + 1]:
                self.refresh_line(y)

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - laid out for the width
        """Draw a line that was laid out."""
        return self._shown[y] if y < len(self._shown) else ()

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self._lay_out()
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll(-3)
