"""Find the files of a set, recognise each, and refuse the set when one of them cannot be right."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.ingest.convert import Converter
from engine.ingest.files import ALL_FILES, ENERGY, REQUIRED_FILES, FileSpec
from engine.ingest.headers import folded_header
from engine.ingest.reading import DelimitedFile
from engine.ingest.report import FileReport, LoadReport, LoadStatus
from engine.ingest.rows import UnreadableError
from engine.ingest.workbook import Sheet, open_workbook
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from engine.ingest.rows import Source

_TABLE_SUFFIXES = (".csv", ".tsv", ".txt")

KNOWN_HEADERS = frozenset(name for spec in ALL_FILES for name in spec.by_name)


class RefusedError(Exception):
    """The set cannot be loaded; ``report`` names each file and what is wrong with it."""

    def __init__(self, reports: Sequence[FileReport]) -> None:
        """Keep the reports; the message is all their errors."""
        self.report = LoadReport(LoadStatus.REFUSED, list(reports))
        super().__init__("; ".join(f"{file.file}: {file.error}" for file in reports if file.error))


@dataclass
class SourceFile:
    """A file (or sheet) that was recognised and opened, ready to be converted.

    Attributes:
        bytes: its size; of a sheet, that of the workbook.
    """

    path: Path
    bytes: int
    spec: FileSpec
    source: Source
    converter: Converter
    report: FileReport

    @cached_property
    def digest(self) -> str:
        """What the file holds, in 64 characters (SHA-256).

        Raises:
            OSError: it cannot be read.
        """
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def open_set(path: Path) -> list[SourceFile]:
    """Open the customer files at ``path`` in the order in which they are loaded.

    Args:
        path: a directory with the five files, or with one workbook; a workbook; or one CSV file,
            such as a mended rejects file, to add to what is loaded already.

    Raises:
        RefusedError: a file is missing or cannot be right; nothing should be loaded.
    """
    try:
        candidates = _candidates(path)
    except OSError as error:
        unread = _Candidate(path, FileReport(clean_line(str(path)), None))
        unread.refuse_unread(error)
        raise RefusedError([unread.report]) from None
    opened: list[SourceFile] = []
    for candidate in candidates:
        try:
            opened.append(_open(candidate))
        except UnreadableError as error:
            candidate.refuse(str(error))
        except OSError as error:
            candidate.refuse_unread(error)
    reports = [candidate.report for candidate in candidates]
    if path.is_dir() and not (opened and all(file.converter.mended for file in opened)):
        reports += _absent(reports, path)
    if any(report.error for report in reports):
        for file in opened:
            file.source.close()
        raise RefusedError(reports)
    order = {spec.table: place for place, spec in enumerate(ALL_FILES)}
    return sorted(opened, key=lambda file: order[file.spec.table])


@dataclass(slots=True)
class _Candidate:
    """A file that may belong to the set.

    Attributes:
        sheet: set where it is part of a workbook.
        fault: set where it is known already that it cannot be right.
    """

    path: Path
    report: FileReport
    spec: FileSpec | None = None
    sheet: Sheet | None = None
    fault: str = ""

    def recognise(self, spec: FileSpec) -> None:
        """Note which of the customer files it is."""
        self.spec, self.report.table = spec, spec.table

    def refuse(self, error: str) -> None:
        """Say what is wrong with it, and what was expected."""
        self.report.status = LoadStatus.REFUSED
        self.report.error = f"{error}; expected {_expected(self.spec)}"

    def refuse_unread(self, error: OSError) -> None:
        """Say why the system does not let us read it."""
        self.report.status = LoadStatus.REFUSED
        self.report.error = f"cannot be read: {error.strerror or error}"


def _expected(spec: FileSpec | None) -> str:
    if spec is None:
        return f"one of the customer files ({', '.join(spec.name for spec in ALL_FILES)})"
    return f"a table with the columns {', '.join(spec.required)}"


def _candidates(path: Path) -> list[_Candidate]:
    if not path.is_dir():
        if not path.exists():
            report = FileReport(clean_line(str(path)), None)
            return [_Candidate(path, report, fault="no such file or folder")]
        return _workbook(path) if _is_workbook(path) else [_plain(path)]
    entries = sorted(entry for entry in path.iterdir() if entry.name[0] not in ".~")
    tables = [_plain(entry) for entry in entries if entry.suffix.casefold() in _TABLE_SUFFIXES]
    named = [table for table in tables if table.spec]
    workbooks = [entry for entry in entries if _is_workbook(entry) and entry.is_file()]
    if not named and len(workbooks) == 1:
        return _workbook(workbooks[0])
    # Other tables in the folder are none of our business, unless their columns are energy usage.
    if all(table.spec is not ENERGY for table in named):
        for table in tables:
            if table.spec is None and _has_columns_of(ENERGY, table.path):
                table.recognise(ENERGY)
                named.append(table)
    return _only_one_each(named)


def _only_one_each(candidates: list[_Candidate]) -> list[_Candidate]:
    """Mark every candidate that holds the same table as one before it."""
    first: dict[str, str] = {}
    for candidate in candidates:
        if candidate.spec:
            name = first.setdefault(candidate.spec.table, candidate.report.file)
            if name != candidate.report.file:
                candidate.fault = f"holds the same table as {name}; keep only one of them"
    return candidates


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() in (".xlsx", ".xlsm")


def _plain(path: Path) -> _Candidate:
    found = _Candidate(path, FileReport(clean_line(path.name), None))
    if spec := _spec_named(path.stem):
        found.recognise(spec)
    if not path.is_file():
        found.fault = "this is not a file"
    return found


def _workbook(path: Path) -> list[_Candidate]:
    name = clean_line(path.name)
    try:
        book, sheets = open_workbook(path)
    except UnreadableError as error:
        return [_Candidate(path, FileReport(name, None), fault=str(error))]
    found: list[_Candidate] = []
    for opened in sheets:
        candidate = _Candidate(path, FileReport(f"{name} [{clean_line(opened.title)}]", None))
        spec = _spec_named(opened.title)
        try:
            candidate.sheet = Sheet(book, opened)
        except UnreadableError as error:
            candidate.fault = str(error)
        else:
            if spec is None and _matches(ENERGY, candidate.sheet.header):
                spec = ENERGY
        if spec:
            candidate.recognise(spec)
            found.append(candidate)
    present = [candidate.spec for candidate in found]
    for spec in REQUIRED_FILES:
        if spec not in present:
            title = spec.name.removesuffix(".csv")
            report = FileReport(f"{name} [{title}]", spec.table)
            found.append(_Candidate(path, report, spec, fault="the workbook has no such sheet"))
    return _only_one_each(found)


def _open(candidate: _Candidate) -> SourceFile:
    if candidate.fault:
        raise UnreadableError(candidate.fault)
    source = candidate.sheet or DelimitedFile(candidate.path, KNOWN_HEADERS)
    try:
        spec = candidate.spec or _spec_by_columns(source.header)
        candidate.recognise(spec)
        converter = Converter(spec, source.header)
        size = candidate.path.stat().st_size
    except BaseException:
        source.close()
        raise
    return SourceFile(candidate.path, size, spec, source, converter, candidate.report)


def _spec_named(stem: str) -> FileSpec | None:
    folded = folded_header(stem)
    for spec in ALL_FILES:
        if folded_header(spec.name.removesuffix(".csv")) == folded:
            return spec
    return None


def _spec_by_columns(header: Sequence[str]) -> FileSpec:
    for spec in ALL_FILES:
        if _matches(spec, header):
            return spec
    raise UnreadableError("its columns are not those of a customer file")


def _matches(spec: FileSpec, header: Iterable[str]) -> bool:
    folded = {folded_header(cell) for cell in header}
    return all(folded_header(name) in folded for name in spec.required)


def _has_columns_of(spec: FileSpec, path: Path) -> bool:
    try:
        source = DelimitedFile(path, KNOWN_HEADERS)
    except (UnreadableError, OSError):
        return False
    source.close()
    return _matches(spec, source.header)


def _absent(reports: Sequence[FileReport], path: Path) -> list[FileReport]:
    """Report each of the five files that the folder lacks."""
    present = {report.table for report in reports}
    return [
        FileReport(
            spec.name,
            spec.table,
            LoadStatus.REFUSED,
            f"not found in {clean_line(str(path))}; expected {_expected(spec)}",
        )
        for spec in REQUIRED_FILES
        if spec.table not in present
    ]
