"""The clipboard of the agent's own terminal, and what comes from it: pasted text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.privacy.clean import clean_text
from tui.desk import Desk

if TYPE_CHECKING:
    from textual import events

LARGEST = 56_244
"""Bytes that may go to a clipboard at once.

OSC 52 carries them in base64, four for three, and terminals commonly stop at 74,994 of those.
"""


class ClipboardActions(Desk):
    """Copies by OSC 52, which works over SSH; whether the terminal takes it nobody can know."""

    _copied = ""

    def do_copy(self) -> None:
        """Copy the message."""
        if self.case is not None:
            self.copy_to_clipboard(self.case.text)

    @property
    def clipboard(self) -> str:
        """What was copied last in this program; what else a terminal holds it does not tell."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the clipboard of the terminal, cleaned, and say so."""
        text = clean_text(text)
        self._copied = text
        size = len(text.encode())
        if self.settings.screen.clipboard == "off":
            self.status.say("Not sent: the settings keep the clipboard off.", "important")
        elif size > LARGEST:
            self.status.say(
                f"Not sent: {size:,} bytes are more than terminals take ({LARGEST:,}).", "important"
            )
        elif text:
            super().copy_to_clipboard(text)
            self.status.say(f"Sent to your terminal's clipboard: {len(text):,} characters.")

    def on_paste(self, event: events.Paste) -> None:
        """Take text that was pasted before the editor had the keyboard; elsewhere, refuse it.

        Letters are commands outside of the editor, and nobody pastes commands.
        """
        if len(self.screen_stack) > 1:
            return
        if self.editor is not None:
            self.editor.put_in(event.text)
        elif event.text:
            key = self.key("edit")
            self.status.say(f"Pasted text is not a command; {key} opens the message.", "important")
