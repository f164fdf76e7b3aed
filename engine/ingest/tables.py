"""Read a set from its first row to its last: typed rows, and what became of each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.keys import KeySet
from engine.ingest.rows import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.ingest.convert import Table
    from engine.ingest.keys import Keys
    from engine.ingest.rows import Reject
    from engine.ingest.sets import SourceFile


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a file, as stored; ``done`` says how much of the file has been read."""

    table: Table
    done: int


@dataclass(frozen=True, slots=True)
class FileEnd:
    """All of a file was read, or it turned out to be damaged, which ``error`` says."""

    rows_read: int
    rejects: list[Reject]
    notes: list[str]
    error: str = ""


def tables(files: Sequence[SourceFile], known: Keys) -> Iterator[Rows | FileEnd]:
    """Yield the rows of one file after the other, and behind each file its end.

    Args:
        files: the set, in the order in which it is loaded.
        known: the ids of the customers who are stored already.
    """
    customers = KeySet()
    customers.add(known)
    for file in files:
        error = ""
        try:
            for batch in file.source.batches():
                yield Rows(file.converter.table(batch, customers), batch.done)
        except UnreadableError as damaged:
            error = str(damaged)
        except OSError as unread:
            error = f"cannot be read: {unread.strerror or unread}"
        converter = file.converter
        notes = [*file.source.notes, *converter.notes()]
        yield FileEnd(converter.rows_read, converter.rejects, notes, error)
