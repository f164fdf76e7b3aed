"""The inline editor: Textual's text area without what moves or blinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from engine.language.length import LONGEST
from engine.privacy.clean import clean_text

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Offset, Region

    from engine.models.vocabulary import Channel


class Editor(TextArea):
    """Edits one message. Imported and mounted on first use: it takes as long as all the rest."""

    class Left(Message):
        """The agent pressed Esc: the draft is kept."""

    class ReviewWanted(Message):
        """The agent pressed Ctrl+S: keep the draft and review it."""

    class SnippetWanted(Message):
        """The agent pressed Ctrl+T: choose a snippet and put it in."""

    class PasteCut(Message):
        """A pasted text was longer than any message; only its first ``taken`` characters fit."""

        def __init__(self, taken: int) -> None:
            """Keep the number."""
            super().__init__()
            self.taken = taken

    def __init__(self, customer_id: int, channel: Channel, text: str) -> None:
        """Edit ``text`` to one customer through ``channel``, the cursor at its end."""
        super().__init__(
            clean_text(text),
            id="editor",
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.customer_id = customer_id
        self.channel = channel
        self.move_cursor(self.document.end)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing while the styles are not there: a frame may fall between mount and style."""
        if "text-area--gutter" not in self._component_styles:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """At the edge scroll by half a page, once, not line by line: typing goes on for a while."""
        y = self.wrapped_document.location_to_offset(self.cursor_location).y
        top, height = self.scroll_offset.y, self.size.height
        is_outside = height > 0 and not top <= y < top + height
        return super().scroll_cursor_visible(center or is_outside, animate)

    def _refresh_size(self) -> None:
        """Leave room below the last line, so that half a page can be scrolled there, too."""
        super()._refresh_size()
        if self.virtual_size.height > self.size.height:
            self.virtual_size += Size(0, self.size.height // 2)

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("escape", "ctrl+s", "ctrl+t", "tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            # Tab does nothing: it must not leave the editor open behind one's back.
            if event.key == "escape":
                self.post_message(self.Left())
            elif event.key == "ctrl+s":
                self.post_message(self.ReviewWanted())
            elif event.key == "ctrl+t":
                self.post_message(self.SnippetWanted())
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        """Insert pasted text."""
        event.prevent_default()
        event.stop()
        self.put_in(event.text)

    def put_in_apart(self, text: str) -> None:
        """Insert a text of its own, with a blank between it and the word before it."""
        row, column = self.selection.start
        before = self.document.get_line(row)[:column]
        blank = " " if before and not before[-1].isspace() else ""
        self.put_in(blank + text)

    def put_in(self, text: str) -> None:
        """Insert text as data: cleaned, no longer than any message; the cursor goes behind it."""
        room = max(LONGEST - len(self.text) + len(self.selected_text), 0)
        text = clean_text(text)
        self.replace(text[:room], *self.selection, maintain_selection_offset=False)
        if len(text) > room:
            self.post_message(self.PasteCut(room))

    def action_copy(self) -> None:
        """Copy what is selected, or else all of it."""
        self.app.copy_to_clipboard(self.selected_text or self.text)
