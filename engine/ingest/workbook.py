"""The same customer files as the sheets of one Excel workbook."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

from engine.ingest.headers import named_columns
from engine.ingest.rows import (
    BATCH_ROWS,
    SHOWN,
    Batch,
    Reject,
    UnreadableError,
    fitted,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet


class Sheet:
    """One sheet, read like a delimited file: a header, then batches of rows of text.

    Attributes:
        title: the name of the sheet.
        header: the cells of the header as written.
        size: rows in the sheet, as far as the workbook says.
        notes: what was noticed; nothing so far.
    """

    def __init__(self, book: Workbook, sheet: ReadOnlyWorksheet) -> None:
        """Read the header: the first row with any content.

        Raises:
            UnreadableError: the sheet is empty or damaged.
        """
        self.title = sheet.title
        self.notes: list[str] = []
        self.size = sheet.max_row or 0
        # Some programs write a wrong size; the rows that are there are all read.
        sheet.reset_dimensions()
        self._book = book
        self._texts = _texts(sheet)
        self._rows = enumerate(self._texts, 1)
        first = next((row for _, row in self._rows if any(map(str.strip, row))), None)
        if first is None:
            raise UnreadableError("the sheet is empty")
        self.header = named_columns(first)

    def close(self) -> None:
        """Close the workbook, and so all its sheets."""
        self._texts.close()
        self._book.close()

    def batches(self) -> Iterator[Batch]:
        """Yield all rows below the header with their row number. Empty rows are passed over.

        Raises:
            UnreadableError: the workbook turns out to be damaged.
        """
        width = len(self.header)
        while block := list(islice(self._rows, BATCH_ROWS)):
            lines: list[int] = []
            rows: list[list[str]] = []
            broken: list[Reject] = []
            for line, row in block:
                beyond = [cell for cell in row[width:] if cell.strip()]
                if beyond:
                    reason = "a cell to the right of the last column of the header"
                    broken.append(
                        Reject(line, "", beyond[0][:SHOWN], reason, fitted(row, width, ", "))
                    )
                elif any(map(str.strip, row)):
                    lines.append(line)
                    rows.append((row + [""] * width)[:width])
            columns = tuple(zip(*rows, strict=True)) or ((),) * width
            yield Batch(lines, columns, broken, done=block[-1][0])


def open_workbook(path: Path) -> tuple[Workbook, list[ReadOnlyWorksheet]]:
    """Return the workbook at ``path`` and its sheets.

    Raises:
        UnreadableError: the file is no Excel workbook.
    """
    # Only those who have a workbook wait for its reader.
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        return book, list(book.worksheets)
    except Exception as error:
        raise _damaged(error) from error


def _texts(sheet: Any) -> Generator[list[str]]:
    """Yield the rows of a sheet as text."""
    try:
        for cells in sheet.iter_rows(values_only=True):
            yield [_cell_text(cell) for cell in cells]
    except Exception as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> UnreadableError:
    """Return the refusal of a workbook; its reader raises whatever the damage leads to."""
    return UnreadableError(f"not an Excel workbook (.xlsx), or a damaged one: {error}")


def _cell_text(value: Any) -> str:
    """Return a cell as the CSV export of the same sheet would hold it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
