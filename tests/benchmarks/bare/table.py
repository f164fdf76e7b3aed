"""Textual's own table with as many rows as a small worklist: the reference of a row move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import DataTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

ROWS = 400


class Table(App[None]):
    """A list without a case beside it."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns("RISK", "WHO", "WHY FIRST", "VIA")
        for number in range(1, ROWS + 1):
            why = f"missed payment, churn {number % 100}, engagement {number % 30}"
            table.add_row(str(10 - number * 9 // ROWS), f"Customer {number}", why, "SMS")
        yield table


if __name__ == "__main__":
    Table().run(mouse=False)
