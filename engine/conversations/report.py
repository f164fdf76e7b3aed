"""What an import of conversations tells people and programs."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Source(StrEnum):
    """The kinds of file that hold conversations."""

    CHATS = "chats"
    TWEETS = "tweets"
    INTERACTIONS = "interactions"


class ImportStatus(StrEnum):
    """How an import stands or ended."""

    RUNNING = "running"
    LOADED = "loaded"
    UNCHANGED = "unchanged"
    """Everything in the file was there already."""
    REFUSED = "refused"
    """The file as a whole cannot be right; nothing of it was kept."""
    FAILED = "failed"
    """The machine got in the way; the same file again goes on from there."""
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be used: where it stands, which column and value, and why."""

    place: str
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Counts:
    """What became of the rows of a file, and what they belong to. Columns of the run log."""

    rows_read: int = 0
    messages_added: int = 0
    messages_changed: int = 0
    messages_unchanged: int = 0
    duplicates: int = 0
    empty_texts: int = 0
    autoresponses: int = 0
    rejected: int = 0
    conversations: int = 0
    customers: int = 0

    def columns(self) -> dict[str, int]:
        """Return the counts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(slots=True)
class ImportReport:
    """One file.

    Attributes:
        file: its path as given.
        source: what it turned out to be; None when it could not be told.
        status: how the import ended.
        counts: what became of its rows.
        without_conversation: tweets of brands that answer nobody.
        has_moved: whether tweets were put into other conversations than they were in.
        rejects: the first of the rows that cannot be used; ``counts`` has how many there are.
        rejects_file: where all of them are, to be mended and loaded again.
        watermark: the newest moment seen of this source, in this file or an earlier one.
        notes: what else was noticed.
        error: why the import was refused or failed.
        run: its number in the run log.
    """

    file: str
    source: Source | None = None
    status: ImportStatus = ImportStatus.RUNNING
    counts: Counts = field(default_factory=Counts)
    without_conversation: int = 0
    has_moved: bool = False
    rejects: list[RejectedRow] = field(default_factory=list)
    rejects_file: Path | None = None
    watermark: str | None = None
    notes: list[str] = field(default_factory=list)
    error: str | None = None
    run: int | None = None

    @property
    def has_changed(self) -> bool:
        """Whether the store is another one than before."""
        return bool(self.counts.messages_added or self.counts.messages_changed or self.has_moved)

    def to_json(self) -> dict[str, object]:
        """Return the report as plain data, with the names of the contract."""
        return {
            "file": self.file,
            "source": self.source,
            "status": self.status,
            **self.counts.columns(),
            "without_conversation": self.without_conversation,
            "rejects": [
                {
                    "place": reject.place,
                    "column": reject.column,
                    "value": reject.value,
                    "reason": reject.reason,
                }
                for reject in self.rejects
            ],
            "rejects_file": None if self.rejects_file is None else str(self.rejects_file),
            "watermark": self.watermark,
            "notes": self.notes,
            "error": self.error,
            "run": self.run,
        }
