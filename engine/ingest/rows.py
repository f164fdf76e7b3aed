"""What every reader of customer files hands on: rows of text, broken rows, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BATCH_ROWS = 2_000
"""Rows of a workbook handed on at a time."""


SHOWN = 200
"""Characters of a bad value that are told; the rejects file holds all of it."""


class UnreadableError(Exception):
    """The file as a whole cannot be right; the message says what it is."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be loaded: where, which column and value, and why."""

    line: int
    column: str
    value: str
    reason: str
    row: tuple[str, ...]


@dataclass(slots=True)
class Batch:
    """Rows of equal width, column by column.

    Attributes:
        lines: the physical line each row begins on (the header being line 1).
        columns: the cells of all rows, one sequence per column of the header.
        broken: rows that do not have the width of the header.
        done: how much of the ``size`` of the source has been read.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]
    broken: list[Reject] = field(default_factory=list)
    done: int = 0

    def row(self, place: int) -> tuple[str, ...]:
        """Return the cells of one row."""
        return tuple(column[place] for column in self.columns)


class Source(Protocol):
    """A file or sheet that is open and positioned behind its header.

    Attributes:
        header: the cells of the header as written.
        size: how much there is to read, in the unit of ``Batch.done``; 0 when unknown.
        notes: what was noticed about the file as a whole.
    """

    header: list[str]
    size: int
    notes: list[str]

    def batches(self) -> Iterator[Batch]:
        """Yield all rows below the header.

        Raises:
            UnreadableError: the file turns out to be damaged.
        """

    def close(self) -> None:
        """Close what was opened."""


def fitted(cells: Sequence[str], width: int, separator: str) -> tuple[str, ...]:
    """Return a row of at most ``width`` cells; what does not fit stays in the last one."""
    if len(cells) <= width:
        return tuple(cells)
    return (*cells[: width - 1], separator.join(cells[width - 1 :]))
