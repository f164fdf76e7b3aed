"""A list of any length: a cursor, a view on the lines around it, keys and mouse to move.

What stands in a line is for the lists that are built on it. A move repaints two lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from textual import events

HEADING = 1
"""Lines above the first of the list."""


class LongList(LineWidget, can_focus=True):
    """A heading and lines below it. ``cursor`` and ``top`` are places in the list."""

    class Moved(Message):
        """The cursor stands on another line, or on another list."""

    class Opened(Message):
        """The line under the cursor was clicked again."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        """Start at the first line."""
        super().__init__(id=id)
        self.cursor = 0
        self.top = 0

    @property
    def count(self) -> int:
        """How many lines the list has."""
        raise NotImplementedError

    @property
    def page(self) -> int:
        """Lines of the list that fit below the heading."""
        return max(self.size.height - HEADING, 1)

    def open_at(self, place: int | None) -> None:
        """Show a list that was put in place of another; None: where the cursor stood."""
        self.cursor = max(0, min(self.cursor if place is None else place, self.count - 1))
        self.top = self._fitting(self.cursor - self.page // 2)
        self.refresh()
        self.post_message(self.Moved())

    # Moving

    def move(self, places: int) -> None:
        """Move the cursor; at the edge the list moves on by half a page, once, not line by line."""
        self.go(self.cursor + places)

    def move_page(self, pages: int) -> None:
        """Move by whole pages, keeping a line of the one before."""
        self.move(pages * max(self.page - 1, 1))

    def go(self, place: int) -> None:
        """Put the cursor on a place, as near as the list allows."""
        if not self.count:
            return
        place = max(0, min(place, self.count - 1))
        before, self.cursor = self.cursor, place
        if place == before:
            return
        if self.top <= place < self.top + self.page:
            self.refresh_place(before)
            self.refresh_place(place)
        else:
            half = self.page // 2
            near = abs(place - before) < self.page
            if place < self.top:
                top = place - (half if near else self.page - 1)
            else:
                top = place - (self.page - 1 - half if near else 0)
            self.top = self._fitting(top)
            self.refresh()
        self.post_message(self.Moved())

    def refresh_place(self, place: int) -> None:
        """Repaint the line of a place."""
        self.refresh_line(place - self.top + HEADING)

    def _fitting(self, top: int) -> int:
        return max(0, min(top, self.count - self.page))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Select the clicked line; a click on the selected one opens it."""
        place = self.top + event.y - HEADING
        if event.y < HEADING or place >= self.count:
            return
        if place == self.cursor:
            self.post_message(self.Opened())
        self.go(place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move on with the wheel."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move back with the wheel."""
        event.stop()
        self.move(-3)

    def on_resize(self) -> None:
        """Keep the cursor in view, and no room empty that lines could fill."""
        if not self.top <= self.cursor < self.top + self.page:
            self.top = self._fitting(self.cursor - self.page // 2)
        else:
            self.top = self._fitting(self.top)
