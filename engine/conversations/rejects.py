"""Collect rejected rows: the first in memory, all in a file to be mended and loaded again."""

from __future__ import annotations

import csv
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.conversations.report import RejectedRow
from engine.ingest.files import REJECT_COLUMNS
from engine.ingest.headers import folded_header
from engine.ingest.rows import SHOWN
from engine.privacy.clean import clean_line
from engine.privacy.files import make_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import TextIOWrapper
    from pathlib import Path
    from typing import Self

    from engine.conversations.report import ImportReport
    from engine.ingest.rows import Batch

MOST_TOLD = 1_000
"""Rejects that a report lists; a file of another kind may be nothing but rejects."""


class RowError(Exception):
    """A row cannot be used: the column, its value, and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        """Keep what is wrong where."""
        super().__init__(reason)
        self.column = column
        self.value = value
        self.reason = reason


class EmptyTextError(Exception):
    """A row of a file whose rows without a text are dropped and counted, not to be mended."""


class Rejects:
    """The rejected rows of one import; the file is made with the first of them.

    A context manager: the file is put in its place when the block ends well, and one of an
    earlier import of the same file goes when there is nothing more to mend. A file that cannot be
    written holds no import up: the rows are counted, the report has a note.
    """

    def __init__(self, path: Path, header: Sequence[str], report: ImportReport) -> None:
        """Collect for ``report``; ``header`` names the cells of the rows."""
        self._path = path
        self._header = header
        self._report = report
        self._stream: TextIOWrapper | None = None
        self._is_lost = False

    def add(self, place: str, error: RowError, row: Sequence[str]) -> None:
        """Reject a row."""
        report = self._report
        report.counts.rejected += 1
        if len(report.rejects) < MOST_TOLD:
            report.rejects.append(
                RejectedRow(place, error.column, error.value[:SHOWN], error.reason)
            )
        if self._is_lost:
            return
        try:
            self._write([*row, place, error.column, error.reason])
        except OSError as trouble:
            self._lose(trouble)

    def _write(self, row: Sequence[str]) -> None:
        if self._stream is None:
            make_file(self._temporary)
            # JSON can hold half of a character that takes two codes; UTF-8 cannot.
            self._stream = self._temporary.open("w", encoding="utf-8", errors="replace", newline="")
            csv.writer(self._stream).writerow([*self._header, *REJECT_COLUMNS])
        csv.writer(self._stream).writerow(row)

    @property
    def _temporary(self) -> Path:
        return self._path.with_suffix(".part")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._drop()
        elif self._stream is not None:
            self._put_in_place(self._stream)
        elif not self._is_lost:
            self._remove_old()

    def _put_in_place(self, stream: TextIOWrapper) -> None:
        try:
            stream.close()
            self._temporary.replace(self._path)
        except OSError as trouble:
            self._lose(trouble)
        else:
            self._report.rejects_file = self._path

    def _remove_old(self) -> None:
        try:
            if self._path.exists():
                self._path.unlink()
        except OSError as trouble:
            self._report.notes.append(
                f"{clean_line(str(self._path))} is of an earlier import, there is nothing more to "
                f"mend in it; it could not be removed: {trouble.strerror or trouble}"
            )

    def _lose(self, trouble: OSError) -> None:
        """Do without the file from here on."""
        self._is_lost = True
        self._drop()
        self._report.notes.append(
            f"the rejects file could not be written to {clean_line(str(self._path))}: "
            f"{trouble.strerror or trouble}; mend that and load the same file again to have it"
        )

    def _drop(self) -> None:
        """Leave nothing half written behind, as far as the system lets us."""
        if self._stream is not None:
            with suppress(OSError):
                self._stream.close()
            with suppress(OSError):
                self._temporary.unlink(missing_ok=True)
        self._stream = None


class RowRejects:
    """Rejects rows of a delimited file by their place in the batch at hand."""

    def __init__(self, rejects: Rejects, own: Sequence[int]) -> None:
        """Hand rejected rows, their ``own`` cells only, to ``rejects``."""
        self._rejects = rejects
        self._own = own
        self._batch: Batch | None = None

    def begin(self, batch: Batch) -> None:
        """Turn to the next batch; reject the rows in it that are broken."""
        self._batch = batch
        for broken in batch.broken:
            error = RowError(broken.column, broken.value, broken.reason)
            self._add(broken.line, error, broken.row)

    def add(self, place: int, error: RowError) -> None:
        """Reject a row of the batch."""
        if self._batch is not None:
            self._add(self._batch.lines[place], error, self._batch.row(place))

    def _add(self, line: int, error: RowError, row: Sequence[str]) -> None:
        cells = [row[place] if place < len(row) else "" for place in self._own]
        self._rejects.add(f"line {line}", error, cells)


def own_columns(header: Sequence[str]) -> tuple[list[int], bool]:
    """Return the places of a file's own columns, and whether it is a rejects file."""
    folded = [folded_header(cell) for cell in header]
    mended = all(name in folded for name in REJECT_COLUMNS)
    added = {len(folded) - 1 - folded[::-1].index(n) for n in REJECT_COLUMNS} if mended else set()
    return [place for place in range(len(header)) if place not in added], mended
