"""The figures as a list with a cursor: every line leads to the conversations it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text import fit
from tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.figure_rows import Row
    from tui.widgets.lines import Part


class FigureList(LongList):
    """The list pane; the cursor never stands on the title of a section."""

    class Moved(LongList.Moved):
        """The cursor stands on another figure."""

    class Opened(LongList.Opened):
        """The figure under the cursor was clicked again."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="figures")
        self.rows: Sequence[Row] = ()
        self._has_change = False
        self._notice: Sequence[str] = ("Reading the figures …",)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.rows)

    @property
    def selected(self) -> Row | None:
        """The line under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: Sequence[Row], *, has_change: bool) -> None:
        """Show the figures of a period; the cursor stays in its line.

        Args:
            rows: the figures.
            has_change: whether they are set against those of another period.
        """
        self.rows, self._has_change = rows, has_change
        self.open_at(None)
        self.go(self.cursor)

    def say(self, notice: Sequence[str]) -> None:
        """Say why there are no figures."""
        self.rows, self._notice = (), notice
        self.open_at(0)

    def go(self, place: int) -> None:
        """Put the cursor on a line; a title is passed by, in the direction of the move."""
        place = max(0, min(place, self.count - 1))
        step = 1 if place >= self.cursor else -1
        while 0 <= place < self.count and self.rows[place].is_title:
            place += step
        if 0 <= place < self.count:
            super().go(place)

    def go_section(self, sections: int) -> None:
        """Go to the first line of the next section, or of the one before."""
        starts = [0, *(n + 1 for n, row in enumerate(self.rows) if row.is_title)]
        here = sum(start <= self.cursor for start in starts) - 1
        self.go(starts[max(0, min(here + sections, len(starts) - 1))])

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - columns are fixed
        """Draw the heading, a figure, or why there are none."""
        if y == 0:
            from tui.figure_rows import NAME_WIDTH

            change = " CHANGE" if self._has_change else ""
            heads = f" {fit('FIGURE', NAME_WIDTH)}{'':>12}{'OF':>8}  {change}"
            return ((heads if self.rows else "", "title"),)
        if not self.rows:
            return ((f"  {self._notice[y - 2]}", "dim"),) if 0 <= y - 2 < len(self._notice) else ()
        place = self.top + y - 1
        return self._row(place) if place < self.count else ()

    def _row(self, place: int) -> Sequence[Part]:
        from tui.figure_rows import named

        row, here = self.rows[place], place == self.cursor
        tone = row.parts[0][1]
        return (
            ("▌" if here else " ", "accent"),
            (named(row), "cursor" if here else tone),
            *row.parts[1:],
        )
