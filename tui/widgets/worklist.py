"""The worklist: who is next and why. Drawn from windows of rows; a move repaints two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from engine.models.vocabulary import Priority, WorkMark
from tui.text import fit
from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from textual import events

    from engine.models.work import WorkItem
    from tui.widgets.lines import Part
    from tui.widgets.rows import Rows

SYMBOLS = {Priority.HIGH: "■", Priority.MEDIUM: "▲", Priority.LOW: "·"}
TONES = {Priority.HIGH: "critical", Priority.MEDIUM: "important", Priority.LOW: "routine"}
MARKS = {WorkMark.SENT: "✓", WorkMark.SNOOZED: "z", WorkMark.SKIPPED: "–", WorkMark.OPEN: ""}
VIA = {"Email": "Email", "SMS": "SMS", "App Push": "App", "Phone": "Phone"}
VIA_WIDTH = 5
WHO_WIDTH = 18
WRITER_WIDTH = 9
"""Cells of the name's that the name of who is writing may take."""

LOOK_AHEAD = 500
"""Lines in which to look for the next open customer."""


class Worklist(LineWidget, can_focus=True):
    """The list pane. ``cursor`` is a place in the list; the selection follows the customer."""

    class Moved(Message):
        """The cursor stands on another customer."""

    class Opened(Message):
        """The customer under the cursor was clicked again."""

    def __init__(self, rows: Rows | None = None) -> None:
        """Start with ``rows``, or empty until there are any."""
        super().__init__(id="worklist")
        self._rows = rows
        self.cursor = 0
        self.top = 0
        self.notice = ""
        self.marked: dict[int, None] = {}

    # What it shows

    @property
    def rows(self) -> Rows | None:
        """The open list."""
        return self._rows

    @property
    def selected(self) -> WorkItem | None:
        """The line under the cursor, or None in an empty list."""
        if self._rows is None or not 0 <= self.cursor < len(self._rows):
            return None
        return self._rows[self.cursor]

    def show(self, rows: Rows, customer_id: int | None) -> None:
        """Show another list; the cursor goes to the customer if they are in it."""
        place = None if customer_id is None else rows.find(customer_id)
        self._rows = rows
        self.notice = ""
        self.cursor = min(self.cursor, max(len(rows) - 1, 0)) if place is None else place
        self.top = self._fitting(self.cursor - self.page // 2)
        self.refresh()
        self.post_message(self.Moved())

    def reload_marks(self) -> None:
        """Read the visible lines again, in place; repaint those that changed."""
        if self._rows is None:
            return
        for place in range(self.top, min(self.top + self.page, len(self._rows))):
            before = self._rows[place]
            if self._rows.reload(place) != before:
                self.refresh_line(place - self.top + 1)

    def has_leases_until(self, now: datetime) -> bool:
        """Whether the time of a lease that the screen shows is up."""
        return any(item.lease and item.lease.expires_at <= now for item in self._seen())

    def seen(self) -> list[int]:
        """Return the customers whose lines are on the screen."""
        return [item.customer_id for item in self._seen()]

    def seen_open(self) -> list[int]:
        """Return the customers on the screen with whom nothing has been done yet."""
        return [item.customer_id for item in self._seen() if not item.mark]

    def _seen(self) -> list[WorkItem]:
        if self._rows is None:
            return []
        places = range(self.top, min(self.top + self.page, len(self._rows)))
        return [item for place in places if (item := self._rows[place])]

    # Marks for the bulk review: in the order in which they were made, whatever the list shows

    def mark(self, customer_ids: Iterable[int]) -> None:
        """Mark customers."""
        self.marked |= dict.fromkeys(customer_ids)
        self.refresh()

    def unmark(self, customer_ids: Iterable[int]) -> None:
        """Take marks away."""
        gone = set(customer_ids)
        self.marked = {one: None for one in self.marked if one not in gone}
        self.refresh()

    @property
    def page(self) -> int:
        """Lines of the list that fit below the heading."""
        return max(self.size.height - 1, 1)

    # Moving

    def move(self, places: int) -> None:
        """Move the cursor; at the edge the list moves on by half a page, once, not line by line."""
        self.go(self.cursor + places)

    def go_to_next_open(self) -> None:
        """Go on to the next customer with whom nothing has been done yet."""
        if self._rows is None:
            return
        for place in range(self.cursor + 1, min(self.cursor + LOOK_AHEAD, len(self._rows))):
            item = self._rows[place]
            if item is not None and not item.mark:
                self.go(place)
                return

    def go(self, place: int) -> None:
        """Put the cursor on a place, as near as the list allows."""
        if not self._rows:
            return
        place = max(0, min(place, len(self._rows) - 1))
        before, self.cursor = self.cursor, place
        if place == before:
            return
        if self.top <= place < self.top + self.page:
            self.refresh_line(before - self.top + 1)
            self.refresh_line(place - self.top + 1)
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

    def _fitting(self, top: int) -> int:
        count = len(self._rows) if self._rows else 0
        return max(0, min(top, count - self.page))

    # Drawing

    def parts(self, y: int, width: int) -> Sequence[Part]:
        """Draw the heading, a row, or what there is to say about an empty list."""
        if y == 0:
            marked = f" · {len(self.marked)} marked" if self.marked else ""
            why = fit(f"WHY FIRST{marked}", self._why_width(width))
            who = fit("WHO", WHO_WIDTH)
            return ((f" RISK  {who} {why} VIA  ", "title"),)
        place = self.top + y - 1
        if self._rows is None or not len(self._rows):
            text = self.notice or "Nobody here. 2 lists everyone, / searches."
            return ((f"  {text}" if y == 2 else "", "dim"),)
        return self._row(place, width) if place < len(self._rows) else ()

    def _row(self, place: int, width: int) -> Sequence[Part]:
        assert self._rows is not None  # noqa: S101 - only drawn when there are rows
        item = self._rows[place]
        if item is None:
            return (("  … the list has changed; refresh it", "dim"),)
        here = place == self.cursor
        tone = TONES[item.priority]
        mark = MARKS[item.mark] or ("✎" if item.draft_by and not item.lease else " ")
        why = ", ".join(item.reasons) or "routine"
        quiet = "dim" if item.mark else ""
        writing = fit(f" ✎{item.lease.agent}", WRITER_WIDTH).rstrip() if item.lease else ""
        name_width = WHO_WIDTH - cell_len(writing)
        return (
            ("▌" if here else " ", "accent"),
            (f"{item.risk_score:>3}", tone),
            ("*" if item.customer_id in self.marked else " ", "accent"),
            (SYMBOLS[item.priority], tone),
            (mark, "accent"),
            (fit(item.name or "(no name)", name_width), "cursor" if here else quiet),
            (writing, "important"),
            (" ", ""),
            (fit(why, self._why_width(width)), quiet or ("" if here else "dim")),
            (" ", ""),
            (fit(VIA[item.channel], VIA_WIDTH), quiet or ("" if here else "dim")),
        )

    @staticmethod
    def _why_width(width: int) -> int:
        return max(width - 7 - WHO_WIDTH - 1 - 1 - VIA_WIDTH, 4)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Select the clicked line; a click on the selected one opens it."""
        place = self.top + event.y - 1
        if event.y < 1 or not self._rows or place >= len(self._rows):
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
        """Keep the cursor in view."""
        if not self.top <= self.cursor < self.top + self.page:
            self.top = self._fitting(self.cursor - self.page // 2)
