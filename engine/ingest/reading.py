"""From a delimited file to rows of text, each with its physical line.

Encoding, delimiter and quoting are found out, never asked for. A row is handed on as it stands;
what its cells mean is decided later. One broken row never takes its neighbours with it.

A block of lines is read in one go where each of its lines is one row of the right width, which is
all of most files; where that is not so, the block is read again, record by record.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from engine.ingest.encoding import OR_WINDOWS_1252, detect_encoding, is_utf_8
from engine.ingest.headers import is_content, split_header
from engine.ingest.lines import LineFeed
from engine.ingest.rows import (
    SHOWN,
    Batch,
    Reject,
    UnreadableError,
    fitted,
)

if TYPE_CHECKING:
    import _csv
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

LONGEST_CELL = 1 << 20
"""Characters; a longer cell is almost always a quote that was never closed."""

OPEN_QUOTE = "a quote is opened and not closed on this line; close it or take it away"
TOO_LONG = f"a cell is longer than {LONGEST_CELL:,} characters; shorten it"


class DelimitedFile:
    """An open CSV file, positioned behind its header.

    Attributes:
        header: the cells of the header line as written.
        delimiter: what separates cells.
        size: bytes in the file.
        notes: what was noticed about the file as a whole.
    """

    def __init__(self, path: Path, known_headers: frozenset[str]) -> None:
        """Open ``path`` and read its header.

        Args:
            path: the file.
            known_headers: folded headers we know; they tell the delimiter from ordinary text.

        Raises:
            UnreadableError: the file is empty or is not text.
            OSError: the system does not let us read it.
        """
        self.notes: list[str] = []
        self.size = path.stat().st_size
        encoding = detect_encoding(path)
        self._bytes = path.open("rb")
        self._text = io.TextIOWrapper(self._bytes, encoding, OR_WINDOWS_1252, newline="")
        self._feed = LineFeed(self._text)
        csv.field_size_limit(LONGEST_CELL)
        first = next((line for line in self._feed if is_content(line)), None)
        if first is None:
            self.close()
            raise UnreadableError("the file is empty")
        self.delimiter, self.header, self._written_width = split_header(first, known_headers)
        self._records = self._reader(self._feed)
        self._well_formed = _well_formed_records(self.delimiter)
        if encoding.startswith("utf-16"):
            self.notes.append("read as UTF-16")
        elif not is_utf_8(path):
            self.notes.append("not UTF-8; the other bytes were read as Windows-1252")

    def close(self) -> None:
        """Close the file."""
        self._text.close()

    def batches(self) -> Iterator[Batch]:
        """Yield all rows below the header. Blank lines are passed over.

        A row with too few or too many cells is broken. Where a quote is opened and never closed,
        or closed somewhere in a later row, only its first line is given up, and reading goes on
        at the second.
        """
        while text := self._feed.take_block():
            batch = self._whole_block(text)
            if batch is None:
                batch = self._record_by_record(self._feed.give_back(text))
            batch.done = self._bytes.tell()
            yield batch

    def _whole_block(self, text: str) -> Batch | None:
        """Read whole lines if each of them is one row of the right width."""
        columns = self._parsed(text) if '"' in text else self._split(text)
        if columns is None:
            return None
        first_line = self._feed.line
        self._feed.line += len(columns[0])
        return Batch(range(first_line, self._feed.line), columns)

    def _split(self, text: str) -> Sequence[Sequence[str]] | None:
        """Return the columns of lines without quotes."""
        if len(text) > LONGEST_CELL:
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.endswith("\n"):
            text += "\n"
        # Each line end becomes a column of its own; all rows have the right width when there is
        # one in each place where one should be.
        width = len(self.header)
        between = self.delimiter
        cells = text.replace("\n", f"{between}\n{between}").split(between)
        if cells[width :: width + 1].count("\n") != text.count("\n"):
            return None
        return [cells[place : -1 : width + 1] for place in range(width)]

    def _parsed(self, text: str) -> Sequence[Sequence[str]] | None:
        """Return the columns of lines with quotes."""
        # The line feed at the end is a row of its own, unless a quote is still open.
        reader = self._reader(chain(io.StringIO(text, newline=""), "\n"))
        try:
            *rows, _ = reader
        except csv.Error:
            return None
        if len(rows) + 1 != reader.line_num or set(map(len, rows)) != {len(self.header)}:
            return None
        return list(zip(*rows, strict=True))

    def _record_by_record(self, count: int) -> Batch:
        """Read the records that begin on the next ``count`` lines."""
        feed, width = self._feed, len(self.header)
        lines: list[int] = []
        rows: list[list[str]] = []
        broken: list[Reject] = []
        until = feed.line + count
        while feed.line < until:
            first_line = feed.begin_record()
            row, fault = self._next_record()
            if fault:
                text = feed.record[0].rstrip("\r\n")[:SHOWN]
                cells = fitted(row, width, self.delimiter)
                broken.append(Reject(first_line, "", text, fault, cells))
            elif row:
                lines.append(first_line)
                rows.append(row[:width])
        return Batch(lines, tuple(zip(*rows, strict=True)) or ((),) * width, broken)

    def _next_record(self) -> tuple[list[str], str]:
        """Return the cells of the next record, none for a blank line, and what is wrong with it."""
        try:
            row = next(self._records)
            if len(self._feed.record) == 1 or self._is_believable(row):
                return self._of_right_width(row)
        except csv.Error:
            pass
        first = self._feed.give_up_record()
        self._records = self._reader(self._feed)
        alone = self._read_alone(first)
        if alone is None:
            cells = first.rstrip("\r\n").split(self.delimiter)
            return cells, OPEN_QUOTE if len(first) <= LONGEST_CELL else TOO_LONG
        return self._of_right_width(alone)

    def _of_right_width(self, row: list[str]) -> tuple[list[str], str]:
        width = len(self.header)
        if len(row) != width and not any(map(str.strip, row)):
            return [], ""
        if len(row) < width or any(map(str.strip, row[width:])):
            return row, (
                f"{len(row)} cells where the header has {width}; look for a missing or extra "
                "delimiter or an unclosed quote"
            )
        return row, ""

    def _reader(self, lines: Iterable[str]) -> _csv.Reader:
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _read_alone(self, line: str) -> list[str] | None:
        """Return the cells of a line on its own, or None when a quote stays open.

        Text behind a closing quote, as in ``"Ann" Lee``, is put up with.
        """
        try:
            rows = list(csv.reader((line, "\n"), delimiter=self.delimiter))
        except csv.Error:
            return None
        return rows[0] if len(rows) > 1 else None

    def _is_believable(self, row: list[str]) -> bool:
        """Whether a record of several lines is one row, and not rows that an open quote swallowed.

        Swallowed rows leave a trace: quotes where none may stand, or, within one cell, a line
        with as many delimiters as a row has.
        """
        if not self._well_formed.fullmatch("".join(self._feed.record)):
            return False
        widths = (len(self.header), self._written_width)
        swallowed = (line for cell in row for line in cell.splitlines()[1:])
        return not any(line.count(self.delimiter) + 1 in widths for line in swallowed)


def _well_formed_records(delimiter: str) -> re.Pattern[str]:
    """Return what matches a record by the letter of RFC 4180: quotes only around whole cells."""
    between = re.escape(delimiter)
    cell = rf'(?:"[^"]*(?:""[^"]*)*"|[^"\r\n{between}]*)'
    return re.compile(rf"{cell}(?:{between}{cell})*(?:\r\n?|\n)?")
