"""What a load tells people and programs: per file what was read, kept, rejected and noticed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from engine.ingest.rows import Reject


class LoadStatus(StrEnum):
    """What became of a file, or of the whole set."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    NOT_LOADED = "not_loaded"
    """The file itself is sound, but another of its set was refused."""


@dataclass(slots=True)
class FileReport:
    """One file of a load. ``error`` says why it was refused."""

    file: str
    table: str | None
    status: LoadStatus = LoadStatus.NOT_LOADED
    error: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rejects_file: Path | None = None

    def to_json(self) -> dict[str, object]:
        """Return the report as plain data, with the names of the contract."""
        return {
            "file": self.file,
            "table": self.table,
            "status": str(self.status),
            "error": self.error,
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_rejected": len(self.rejects),
            "rejects": [
                {"line": r.line, "column": r.column, "value": r.value, "reason": r.reason}
                for r in self.rejects
            ],
            "rejects_file": None if self.rejects_file is None else str(self.rejects_file),
            "notes": self.notes,
        }


@dataclass(slots=True)
class LoadReport:
    """A whole load: all files or none of them."""

    status: LoadStatus
    files: list[FileReport]

    def to_json(self) -> dict[str, object]:
        """Return the report as plain data."""
        return {"status": str(self.status), "files": [file.to_json() for file in self.files]}
