"""A one-line question in place of the status line. Imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from tui.widgets.bars import StatusBar

LONGEST = 500
"""Characters of an answer: nobody searches for more, and no reason needs them."""


class Prompt(Input):
    """Asks for one line. Enter answers, Esc does not."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(
        self,
        status: StatusBar,
        label: str,
        value: str,
        submitted: Callable[[str], None],
        changed: Callable[[str], None] | None,
        cancelled: Callable[[], None] | None,
    ) -> None:
        """Ask for a line below ``status``; see ``StatusBar.ask``."""
        super().__init__(value, placeholder=label, id="prompt", compact=True, max_length=LONGEST)
        self.cursor_blink = False
        self.label = label
        self._status = status
        self._asked_from = status.screen.focused
        self._submitted = submitted
        self._changed = changed
        self._cancelled = cancelled

    def _on_paste(self, event: events.Paste) -> None:
        """Take pasted text as one line, no longer than a line may be."""
        event.stop()
        event.prevent_default()
        line = clean_line(event.text[: 2 * LONGEST])
        room = max(LONGEST - len(self.value) + len(self.selected_text), 0)
        self.replace(line[:room], *self.selection)
        if len(line) > room:
            self.app.notify(f"The paste was cut: its first {room:,} characters are in.")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed so far."""
        event.stop()
        if self._changed:
            self._changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self._submitted(event.value)
        self._end()

    def action_cancel(self) -> None:
        """Give the question up."""
        if self._cancelled:
            self._cancelled()
        self._end()

    def _end(self) -> None:
        """Give the line back, and the keyboard to where it was."""
        self._status.clear(self.label)
        if self._asked_from is not None and self.has_focus:
            self._asked_from.focus()
        self.remove()
