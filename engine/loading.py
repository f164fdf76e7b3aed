"""Load the customer files: ingest, store and scoring joined in one transaction.

All of a set or none of it. The same files again change nothing; changed files update what changed
and never touch what agents did.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NoReturn

from engine.clock import to_text
from engine.ingest.apart import tables_of
from engine.ingest.files import PROFILES
from engine.ingest.keys import keys_of
from engine.ingest.rejects import write_rejects
from engine.ingest.report import LoadReport, LoadStatus
from engine.ingest.rows import UnreadableError
from engine.ingest.sets import RefusedError, open_set
from engine.ingest.tables import Rows
from engine.memory import without_garbage_collection
from engine.privacy.clean import clean_line
from engine.scoring.run import score_all
from engine.store import customer_files
from engine.store.connection import StoreError, each_page_written_once, transaction
from engine.store.customer_files import TableWriter
from engine.store.migrations import migrate
from engine.store.scores import restore_model_segments

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engine.clock import Clock
    from engine.ingest.sets import SourceFile
    from engine.ingest.tables import FileEnd

    Progress = Callable[[str, int, int], None]
    """Called with what is being done, and how much of how much is done."""


def load(
    connection: sqlite3.Connection,
    path: Path,
    *,
    rejects_directory: Path,
    agent: str,
    clock: Clock,
    model_segments: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
) -> LoadReport:
    """Load the set at ``path`` and score every customer.

    Args:
        connection: an open store; its schema is brought up to date.
        path: a directory, a workbook or one CSV file; see ``open_set``.
        rejects_directory: where rejected rows are written to be mended.
        agent: who loads.
        clock: the present moment.
        model_segments: let the segments that a model gave count, not those of the rules.
        progress: told how far the load is.

    Returns:
        What became of each file. A refused set leaves the store as it was.

    Raises:
        StoreError: the database is newer than this program, or cannot be written.
    """
    migrate(connection)
    try:
        files = open_set(path)
    except RefusedError as refused:
        return refused.report
    try:
        with (
            without_garbage_collection(),
            each_page_written_once(connection),
            transaction(connection),
        ):
            # Asked inside the transaction: another load may just have brought the same files.
            if _unchanged(connection, files):
                return _report(LoadStatus.UNCHANGED, files)
            load_id = customer_files.begin_load(
                connection, to_text(clock()), agent, str(path.absolute())
            )
            _load_set(connection, load_id, path, files, progress)
            score_all(connection, clock, progress)
            if model_segments:
                restore_model_segments(connection)
    except RefusedError as refused:
        return refused.report
    except StoreError as error:
        raise StoreError(f"nothing was loaded: {error}") from error
    finally:
        for file in files:
            file.source.close()
    _write_rejects(rejects_directory, files)
    return _report(LoadStatus.LOADED, files)


def _unchanged(connection: sqlite3.Connection, files: list[SourceFile]) -> bool:
    """Whether all files are those of the load before.

    Raises:
        RefusedError: a file cannot be read.
    """
    last = customer_files.last_digests(connection)
    for file in files:
        try:
            if last.get(file.spec.table) != file.digest:
                return False
        except OSError as error:
            _refuse(files, file, f"cannot be read: {error.strerror or error}")
    return True


def _report(status: LoadStatus, files: list[SourceFile]) -> LoadReport:
    for file in files:
        file.report.status = status
    return LoadReport(status, [file.report for file in files])


def _load_set(
    connection: sqlite3.Connection,
    load_id: int,
    path: Path,
    files: list[SourceFile],
    progress: Progress,
) -> None:
    """Load all files inside the caller's transaction.

    Raises:
        RefusedError: a file is damaged, or there is nothing to load.
    """
    known = keys_of(list(customer_files.known_customers(connection)))
    with closing(tables_of(path, files, known)) as parts:
        for file in files:
            try:
                _load_file(connection, load_id, file, parts, progress)
            except UnreadableError as error:
                _refuse(files, file, str(error))
    # A header without rows is what a failed export leaves behind.
    for file in files:
        if file.spec is PROFILES and not file.report.rows_read:
            _refuse(files, file, "holds a header but no rows")
    if not any(file.report.rows_loaded for file in files):
        read = any(file.report.rows_read for file in files)
        _refuse(files, files[0], "holds no row that could be used" if read else "holds no rows")


def _load_file(
    connection: sqlite3.Connection,
    load_id: int,
    file: SourceFile,
    parts: Iterator[Rows | FileEnd],
    progress: Progress,
) -> None:
    """Write what is read of a file, up to its end.

    Raises:
        UnreadableError: it is damaged.
    """
    table, mended, report = file.spec.table, file.converter.mended, file.report
    with customer_files.indexes_after(connection, table):
        writer = TableWriter(connection, table, mended=mended)
        while isinstance(part := next(parts), Rows):
            writer.write(part.table)
            report.rows_loaded += len(part.table["customer_id"])
            progress(report.file, part.done, max(part.done, file.source.size))
        if part.error:
            raise UnreadableError(part.error)
        writer.finish()
    report.rows_read, report.rejects, report.notes = part.rows_read, part.rejects, part.notes
    customer_files.record_file(
        connection,
        load_id,
        file=report.file,
        table=table,
        digest=file.digest,
        mended=mended,
        rows_read=report.rows_read,
        rows_loaded=report.rows_loaded,
        rows_rejected=len(report.rejects),
        notes=report.notes,
    )
    rejects = ((r.line, r.column, r.value, r.reason, r.row) for r in report.rejects)
    customer_files.record_rejects(connection, load_id, report.file, table, rejects)


def _refuse(files: list[SourceFile], culprit: SourceFile, error: str) -> NoReturn:
    """Refuse the set because of one file; the transaction around it is undone.

    Raises:
        RefusedError: always.
    """
    culprit.report.status = LoadStatus.REFUSED
    culprit.report.error = error
    for file in files:
        file.report.rows_loaded = 0
    raise RefusedError([file.report for file in files])


def _write_rejects(directory: Path, files: list[SourceFile]) -> None:
    """Write what is to be mended; where that fails, the rejected rows are still in the store."""
    for file in files:
        try:
            file.report.rejects_file = write_rejects(directory, file)
        except OSError as error:
            where = f"{clean_line(str(directory))}: {error.strerror or error}"
            file.report.notes.append(
                f"the rejects file could not be written to {where}; "
                "the rejected rows are in the table rejected_rows"
            )
