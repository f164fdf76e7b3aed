"""Read a delimited file as the engine does, whole: its rows by line, and what is broken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.ingest.reading import DelimitedFile
from engine.ingest.rows import Reject

KNOWN = frozenset({"a", "b", "c", "d"})
HEADER = ["a", "b", "c", "d"]


@dataclass
class Content:
    """What was read: rows by their line, and rejects."""

    header: list[str]
    rows: dict[int, list[str]]
    broken: list[Reject]

    @property
    def broken_lines(self) -> list[int]:
        return [reject.line for reject in self.broken]


def read(path: Path, content: str | bytes) -> Content:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    source = DelimitedFile(path, KNOWN)
    found = Content(source.header, {}, [])
    for batch in source.batches():
        for place, line in enumerate(batch.lines):
            found.rows[line] = list(batch.row(place))
        found.broken += batch.broken
    source.close()
    return found
