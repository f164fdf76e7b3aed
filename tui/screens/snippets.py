"""The choice of a snippet: type to narrow it, Enter puts the one under the cursor in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.screen import Screen

from engine.privacy.clean import clean_line, folded
from tui.text import fit, wrap
from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from engine.analysts.snippets import Filled
    from tui.widgets.lines import Part

KEYS = "type to find   ↑↓ choose   Enter put it in   Esc never mind"
NAME_WIDTH = 30
PREVIEW_LINES = 6
LONGEST_FILTER = 40


class SnippetList(LineWidget, can_focus=True):
    """The words typed, the snippets that hold them, and the chosen one in full."""

    def __init__(self, snippets: Sequence[Filled]) -> None:
        """Offer ``snippets``."""
        super().__init__(id="sheet")
        self._all = snippets
        self._shown = snippets
        self._top = 0
        self.cursor = 0
        self.sought = ""

    @property
    def chosen(self) -> Filled | None:
        """The snippet under the cursor; None when none holds the words."""
        return self._shown[self.cursor] if self._shown else None

    def seek(self, words: str) -> None:
        """Show those that hold every word, in their name or in their text."""
        self.sought = words[:LONGEST_FILTER]
        wanted = folded(self.sought).split()
        self._shown = [
            one
            for one in self._all
            if all(word in folded(f"{one.snippet.name} {one.snippet.text}") for word in wanted)
        ]
        self.cursor = self._top = 0
        self.refresh()

    def move(self, places: int) -> None:
        """Move the cursor as far as there are snippets."""
        self.cursor = max(0, min(self.cursor + places, len(self._shown) - 1))
        self._keep_in_view()
        self.refresh()

    @property
    def page(self) -> int:
        """Lines for the snippets: what the head, the preview and the keys leave."""
        return max(self.size.height - PREVIEW_LINES - 4, 1)

    def _keep_in_view(self) -> None:
        self._top = max(min(self._top, self.cursor), self.cursor - self.page + 1)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._keep_in_view()

    def parts(self, y: int, width: int) -> Sequence[Part]:
        """Draw the head, a snippet, a line of the preview, or the keys."""
        if y == 0:
            return (("Find: ", "dim"), (self.sought, "strong"), ("_", "accent"))
        if 2 <= y < 2 + self.page:
            return self._row(self._top + y - 2, width)
        if y == self.size.height - 1:
            return ((KEYS, "accent"),)
        preview = self._preview(width)
        place = y - self.page - 3
        return (preview[place],) if 0 <= place < len(preview) else ()

    def _row(self, place: int, width: int) -> Sequence[Part]:
        if place >= len(self._shown):
            empty = not self._shown and place == 0
            return ((("No snippet holds these words." if empty else ""), "dim"),)
        one = self._shown[place]
        here = place == self.cursor
        name_width = min(NAME_WIDTH, width // 2)
        usable = not one.why_not
        text = one.text if usable else f"✗ {one.why_not}"
        label = "marketing · " if one.snippet.promotes else ""
        room = max(width - name_width - 3 - cell_len(label), 0)
        return (
            ("▌" if here else " ", "accent"),
            (fit(one.snippet.name, name_width), "cursor" if here else ("" if usable else "dim")),
            (f"  {label}", "important"),
            (fit(text or "", room), "dim"),
        )

    def _preview(self, width: int) -> list[Part]:
        """The chosen one in full, as far as there is room, or why it cannot be put in."""
        if (chosen := self.chosen) is None:
            return []
        text, tone = (chosen.why_not, "important") if chosen.why_not else (chosen.text or "", "")
        lines = wrap(text, width)
        if len(lines) > PREVIEW_LINES:
            lines[PREVIEW_LINES - 1 :] = ["…"]
        return [(line, tone) for line in lines]


class Snippets(Screen[str]):
    """Answers with the text of the chosen snippet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "put_in", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("backspace,ctrl+h", "shorten", show=False),
    ]

    def __init__(self, snippets: Sequence[Filled]) -> None:
        """Offer ``snippets``."""
        super().__init__(classes="sheet")
        self._list = SnippetList(snippets)
        self._list.border_title = "Snippets"

    def compose(self) -> ComposeResult:
        """Show the list in its frame."""
        yield self._list

    def on_key(self, event: events.Key) -> None:
        """Take letters as words to find: no field needs the keyboard first."""
        if event.is_printable and event.character:
            event.stop()
            self._list.seek(self._list.sought + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words as typed ones."""
        event.stop()
        self._list.seek(self._list.sought + clean_line(event.text))

    def action_shorten(self) -> None:
        """Take the last letter back."""
        self._list.seek(self._list.sought[:-1])

    def action_move(self, places: int) -> None:
        """Move the cursor."""
        self._list.move(places)

    def action_put_in(self) -> None:
        """Answer with the chosen snippet, unless something is missing in it: that is shown."""
        chosen = self._list.chosen
        if chosen is not None and chosen.text is not None:
            self.dismiss(chosen.text)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
