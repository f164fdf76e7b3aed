"""What a window has room for, and that all is painted when its size is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tui.widgets.too_small import is_too_small

if TYPE_CHECKING:
    from textual.events import Resize
    from textual.timer import Timer

RESIZE_SECONDS = 0.3
"""When no further size has come for so long, the window has the size that it is to have."""

NARROW = 100
"""Columns below which one pane is shown at a time."""

SHORT, FLAT = 16, 8
"""Lines below which the case gives way to its message, and the keys to the list."""


class Sizing(App[int]):
    """The app as far as it minds its size."""

    _resize_settled: Timer | None = None

    def on_resize(self, event: Resize) -> None:
        """Show one pane at a time where there is no room for two, and the least where for none."""
        size, screen = event.size, self.screen_stack[0]
        screen.set_class(size.width < NARROW, "narrow")
        screen.set_class(size.height < SHORT, "short")
        screen.set_class(size.height < FLAT, "flat")
        screen.set_class(is_too_small(size.width, size.height), "too-small")
        if self._resize_settled is not None:
            self._resize_settled.stop()
        self._resize_settled = self.set_timer(RESIZE_SECONDS, self._paint_all)

    def _paint_all(self) -> None:
        """Lay out and paint everything once more when a window has got its size.

        In a storm of sizes Textual may keep a line as it was painted for a size in between.
        """
        # None is left when the app is closing.
        for screen in self.screen_stack[-1:]:
            for widget in screen.walk_children():
                widget.refresh(layout=True)
