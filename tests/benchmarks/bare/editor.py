"""Textual's own text area with a message in it: the reference of a typed character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult

MESSAGE = """Dear Abigail,

We are sorry that the bill you asked about is not yet resolved. We want to put it right, and you
should not have to explain it all again.

Kind regards
"""


class Editor(App[None]):
    """An editor as large as the message pane."""

    CSS = "TextArea { width: 60; height: 10; }"

    def compose(self) -> ComposeResult:
        """Lay it out, without the blinking cursor that would be counted among the answers."""
        editor = TextArea(MESSAGE, soft_wrap=True)
        editor.cursor_blink = False
        editor.move_cursor(editor.document.end)
        yield editor


if __name__ == "__main__":
    Editor().run(mouse=False)
