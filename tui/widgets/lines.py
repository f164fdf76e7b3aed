"""A widget that is drawn line by line, so that a change repaints only the lines it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.text import crop
from tui.tones import TONES, style_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    Part = tuple[str, str]
    """A piece of text and the name of its tone: one of ``tui.tones``, or "" for plain."""


class LineWidget(Widget):
    """Draws each line from parts of text with a tone. Texts are data: never markup."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Make the widget with an id for the style sheet."""
        super().__init__(id=id, markup=False)
        self._tones: dict[str, Style] = {}

    def parts(self, y: int, width: int) -> Sequence[Part]:
        """Return the parts of line ``y``, to be drawn into ``width`` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line, cut or padded to the width of the widget."""
        width = self.size.width
        plain = self.tone("")
        segments: list[Segment] = []
        left = width
        for text, tone in self.parts(y, width):
            size = cell_len(text)
            if size > left:
                text, size = crop(text, left), left  # noqa: PLW2901 - the part, cut to what is left
            if text:
                segments.append(Segment(text, self.tone(tone) if tone else plain))
            left -= size
        if left > 0:
            segments.append(Segment(" " * left, plain))
        return Strip(segments, width)

    def tone(self, name: str) -> Style:
        """Return the style of a tone under the present theme."""
        style = self._tones.get(name)
        if style is None:
            style = self.rich_style
            if name:
                _, background = self.background_colors
                style = style_of(TONES[name], style, background, self.app.theme_variables)
            self._tones[name] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles when the theme changes."""
        self._tones = {}
        super().notify_style_update()

    def refresh_line(self, y: int) -> None:
        """Repaint one line."""
        self.refresh(Region(0, y, self.size.width, 1))
