"""Read whole files of delivery reports in; keep what cannot be used as a file to be mended."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery.reporting import UnmatchedError, take_in
from engine.errors import OperatorError
from engine.ingest.reports.reading import read_reports
from engine.ingest.rows import UnreadableError
from engine.models.reports import BadReport, ReportKind
from engine.privacy.clean import clean_line
from engine.privacy.files import make_file
from engine.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from engine.clock import Clock
    from engine.ingest.reports.reading import Found
    from engine.models.reports import ReportedFate

TOGETHER = 200
"""Reports taken in by one transaction: agents who write meanwhile wait for no more than that."""

REJECTS = "Delivery Reports.csv"
_OWN = ("reference", "notification_id", "address", "kind", "type", "at", "detail")
_ABOUT = ("Reject_File", "Reject_Line", "Reject_Reason")


class ReportsError(OperatorError):
    """A file cannot be read as delivery reports; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that changed nothing: where it stands, why, and the report if it is one at least."""

    file: str
    line: int
    reason: str
    row: str
    fate: ReportedFate | None = None


@dataclass(slots=True)
class ReportsLoad:
    """What became of the reports of some files.

    Attributes:
        read: reports and lines that are none.
        new: reports taken in, by kind.
        known: reports that were there already.
        without_outcome: events that do not say what became of a message.
        suppressed: addresses that take no more messages from now on.
        objections: customers who count as having objected.
        rejected: what changed nothing, and why.
        rejects_file: where that is kept, to be mended and read again.
    """

    read: int = 0
    new: dict[ReportKind, int] = field(default_factory=lambda: dict.fromkeys(ReportKind, 0))
    known: int = 0
    without_outcome: int = 0
    suppressed: int = 0
    objections: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    rejects_file: Path | None = None


def load_reports(
    connection: sqlite3.Connection,
    paths: Sequence[Path],
    *,
    rejects_directory: Path,
    agent: str,
    clock: Clock,
) -> ReportsLoad:
    """Read files of delivery reports and take in what they tell.

    All files are read before anything is written. Reports are taken in some hundred at a time; a
    run that is cut short is made good by the same files again.

    Raises:
        ReportsError: a file cannot be read, or holds no reports; nothing was written.
    """
    contents = [(path, _read(path)) for path in paths]
    load = ReportsLoad()
    for path, found in contents:
        file = clean_line(path.name)
        waiting = iter(found)
        while some := list(islice(waiting, TOGETHER)):
            with transaction(connection):
                for one in some:
                    _take(connection, load, file, one, agent=agent, clock=clock)
    load.rejects_file = _write_rejects(rejects_directory / REJECTS, load.rejected)
    return load


def _read(path: Path) -> list[Found | BadReport | None]:
    try:
        return list(read_reports(path))
    except UnreadableError as error:
        raise ReportsError(f"{path}: {error}; nothing was read in") from None
    except OSError as error:
        why = error.strerror or error
        raise ReportsError(f"{path}: cannot be read: {why}; nothing was read in") from None


def _take(
    connection: sqlite3.Connection,
    load: ReportsLoad,
    file: str,
    one: Found | BadReport | None,
    *,
    agent: str,
    clock: Clock,
) -> None:
    load.read += 1
    if one is None:
        load.without_outcome += 1
        return
    if isinstance(one, BadReport):
        load.rejected.append(Rejected(file, one.line, one.reason, one.row))
        return
    line, fate = one
    try:
        taken = take_in(connection, fate, now=clock(), agent=agent, source=file)
    except UnmatchedError as error:
        load.rejected.append(Rejected(file, line, str(error), "", fate))
        return
    if not any(change.is_new for change in taken):
        load.known += 1
        return
    load.new[fate.kind] += 1
    load.suppressed += sum(change.suppressed for change in taken)
    load.objections += sum(change.objected for change in taken)


def _write_rejects(path: Path, rejected: Sequence[Rejected]) -> Path | None:
    """Write the rejects as a table that can be mended and read again; none: remove an old one."""
    if not rejected:
        path.unlink(missing_ok=True)
        return None
    temporary = path.with_suffix(".part")
    make_file(temporary)
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow((*_OWN, *_ABOUT))
        for one in rejected:
            writer.writerow((*_cells(one), one.file, one.line, one.reason))
    temporary.replace(path)
    return path


def _cells(rejected: Rejected) -> tuple[str, ...]:
    fate = rejected.fate
    if fate is None:
        return ("", "", "", "", "", "", rejected.row)
    return (
        fate.references[0] if fate.references else "",
        fate.notification_id or "",
        fate.address or "",
        str(fate.kind),
        str(fate.hardness),
        to_text(fate.at) if fate.at else "",
        fate.detail,
    )
