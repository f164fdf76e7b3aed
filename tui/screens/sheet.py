"""A sheet: a screen of its own with lines to read and one or two keys to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.text import wrap
from tui.widgets.lines import LineWidget
from tui.widgets.too_small import is_too_small, larger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.widgets.lines import Part

    Text = tuple[str, str]
    """A paragraph and its tone."""

Answer = TypeVar("Answer")

SHORT = 16
"""Lines below which a sheet has no frame and takes all there are."""


class Paragraphs(LineWidget, can_focus=True):
    """Paragraphs that wrap and scroll."""

    def __init__(self, paragraphs: Sequence[Text]) -> None:
        """Show ``paragraphs``, each a text and its tone."""
        super().__init__(id="sheet")
        self._paragraphs = paragraphs
        self._lines: list[Part] = []
        self._top = 0

    def parts(self, y: int, width: int) -> Sequence[Part]:
        """Draw a line that was laid out."""
        if is_too_small(*self.screen.size):
            return larger(y, width)
        place = y + self._top
        if y == self.size.height - 1 and place < len(self._lines) - 1:
            return (("▾ more: j, PgDn", "dim"),)
        return (self._lines[place],) if place < len(self._lines) else ()

    def scroll(self, lines: int) -> None:
        """Scroll as far as there is text."""
        top = max(0, min(self._top + lines, len(self._lines) - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return the lines that the paragraphs need at ``width``."""
        return sum(len(wrap(text, width)) for text, _tone in self._paragraphs)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._lines = [
            (line, tone) for text, tone in self._paragraphs for line in wrap(text, self.size.width)
        ]
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll(-3)


class Sheet(Screen[Answer], Generic[Answer]):
    """Shows paragraphs; Esc and q leave without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(20)", show=False),
        Binding("pageup", "scroll(-20)", show=False),
    ]

    def __init__(self, title: str, paragraphs: Sequence[Text], *, small: bool = False) -> None:
        """Show ``paragraphs`` under ``title``; a small sheet is as high as its text."""
        super().__init__(classes="sheet small" if small else "sheet")
        self._title = title
        self._text = Paragraphs(paragraphs)

    def compose(self) -> ComposeResult:
        """Show the text in its frame."""
        # A border title is markup to Textual; these titles are our own, never a customer's.
        self._text.border_title = self._title
        yield self._text

    def on_resize(self, event: events.Resize) -> None:
        """Take the whole window where there is little of it."""
        width, height = event.size
        self.set_class(height < SHORT or is_too_small(width, height), "short")

    @property
    def is_readable(self) -> bool:
        """Whether the window is large enough to read what the sheet says."""
        return not is_too_small(self.size.width, self.size.height)

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self._text.scroll(lines)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
