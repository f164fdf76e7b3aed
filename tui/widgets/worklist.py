"""The worklist: who is next and why. Drawn from windows of rows; a move repaints two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from engine.models.vocabulary import Priority, WorkMark
from tui.text import fit
from tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

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


def whole_reasons(reasons: Sequence[str], width: int) -> str:
    """Return the first reasons in ``width`` cells, none of them cut where one fits whole.

    Half a reason tells nothing, and costs bytes on the line with every page.
    """
    for count in range(len(reasons), 0, -1):
        text = ", ".join(reasons[:count]) + (" …" if count < len(reasons) else "")
        if cell_len(text) <= width:
            return fit(text, width)
    return fit(reasons[0], width)


class Worklist(LongList):
    """The list pane. ``cursor`` is a place in the list; the selection follows the customer."""

    class Moved(LongList.Moved):
        """The cursor stands on another customer."""

    class Opened(LongList.Opened):
        """The customer under the cursor was clicked again."""

    def __init__(self, rows: Rows | None = None, *, dims_reasons: bool = True) -> None:
        """Start with ``rows``, or empty until there are any.

        Args:
            rows: the list.
            dims_reasons: whether reasons stand back, but in the row under the cursor.
        """
        super().__init__(id="worklist")
        self._rows = rows
        self._dims_reasons = dims_reasons
        self.notice = ""
        self.marked: dict[int, None] = {}

    # What it shows

    @property
    def rows(self) -> Rows | None:
        """The open list."""
        return self._rows

    @property
    def count(self) -> int:
        """How many lines the list has."""
        return len(self._rows) if self._rows else 0

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
        self.open_at(place)

    def reload_marks(self) -> None:
        """Read the visible lines again, in place; repaint those that changed."""
        if self._rows is None:
            return
        for place in range(self.top, min(self.top + self.page, len(self._rows))):
            before = self._rows[place]
            if self._rows.reload(place) != before:
                self.refresh_place(place)

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

    # Moving

    def go_to_next_open(self) -> None:
        """Go on to the next customer with whom nothing has been done yet."""
        if self._rows is None:
            return
        for place in range(self.cursor + 1, min(self.cursor + LOOK_AHEAD, len(self._rows))):
            item = self._rows[place]
            if item is not None and not item.mark:
                self.go(place)
                return

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
        quiet = "dim" if item.mark else ""
        behind = quiet or ("dim" if self._dims_reasons and not here else "")
        writing = fit(f" ✎{item.lease.agent}", WRITER_WIDTH).rstrip() if item.lease else ""
        name_width = WHO_WIDTH - cell_len(writing)
        return (
            ("▌" if here else " ", "accent"),
            # The sign beside it has the colour; two changes of colour in every row are many bytes.
            (f"{item.risk_score:>3}", quiet),
            ("*" if item.customer_id in self.marked else " ", "accent"),
            (SYMBOLS[item.priority], tone),
            (mark, "accent"),
            (fit(item.name or "(no name)", name_width), "cursor" if here else quiet),
            (writing, "important"),
            (" ", ""),
            (whole_reasons(item.reasons or ("routine",), self._why_width(width)), behind),
            (" ", ""),
            (fit(VIA[item.channel], VIA_WIDTH), behind),
        )

    @staticmethod
    def _why_width(width: int) -> int:
        return max(width - 7 - WHO_WIDTH - 1 - 1 - VIA_WIDTH, 4)
