"""Import chats and interactions: read, reject or file, row by row."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from engine.conversations.chat_rows import COLUMNS, ChatRows
from engine.conversations.filing import Filing
from engine.conversations.interaction_rows import read_interaction
from engine.conversations.json_stream import JsonMessages
from engine.conversations.rejects import EmptyTextError, RowError
from engine.conversations.report import Source
from engine.ingest.encoding import OR_WINDOWS_1252, detect_encoding
from engine.ingest.files import INTERACTIONS
from engine.ingest.headers import folded_header
from engine.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engine.conversations.incoming import Incoming
    from engine.conversations.rejects import Rejects, RowRejects
    from engine.conversations.report import ImportReport
    from engine.ingest.reading import DelimitedFile
    from engine.ingest.rows import Batch
    from engine.loading import Progress

_ROWS_AT_ONCE = 5_000


def import_json(
    connection: sqlite3.Connection,
    path: Path,
    chats: ChatRows,
    rejects: Rejects,
    report: ImportReport,
    progress: Progress,
    *,
    force: bool,
) -> str | None:
    """Import a chat export in one transaction; return the newest moment in it.

    Raises:
        UnreadableError: this is no chat export; nothing of it is kept.
    """
    filing = Filing(connection, Source.CHATS, report.counts, force=force)
    size = path.stat().st_size
    with path.open(encoding=detect_encoding(path), errors=OR_WINDOWS_1252) as stream:
        document = JsonMessages(stream)
        messages = _read_json(document, chats, rejects, report)
        with _counted_if_kept(connection, report):
            while rows := list(islice(messages, _ROWS_AT_ONCE)):
                filing.write(rows)
                progress("reading chats", min(document.done, size), size)
    progress("reading chats", size, size)
    return filing.newest


@contextmanager
def _counted_if_kept(connection: sqlite3.Connection, report: ImportReport) -> Iterator[None]:
    """Run the block in one transaction; what it counted is undone with it."""
    before = replace(report.counts)
    try:
        with transaction(connection):
            yield
    except BaseException:
        report.counts = before
        del report.rejects[before.rejected :]
        raise


def _read_json(
    document: JsonMessages, chats: ChatRows, rejects: Rejects, report: ImportReport
) -> Iterator[Incoming]:
    for group, number, message in document:
        report.counts.rows_read += 1
        try:
            yield chats.read(message, group)
        except RowError as error:
            place = f"message {number}" if group is None else f"{group}, message {number}"
            rejects.add(place, error, rejected_cells(chats, message, group))


def rejected_cells(chats: ChatRows, message: object, group: str | None) -> list[str]:
    """Return a rejected message as a row of a table, as far as it can be one."""
    cells: dict[str, str] = {}
    if isinstance(message, dict):
        plain = {k: v for k, v in message.items() if not isinstance(v, dict | list)}
        cells = chats.known_cells(plain)
    cells.setdefault(COLUMNS[0], group or "")
    return [cells.get(name, "") for name in COLUMNS]


def import_table(
    connection: sqlite3.Connection,
    file: DelimitedFile,
    source: Source,
    read: Callable[[dict[str, str]], Incoming],
    rejects: RowRejects,
    report: ImportReport,
    progress: Progress,
    *,
    force: bool,
) -> str | None:
    """Import a table of chats or interactions, a few thousand rows a transaction.

    A killed run leaves whole rows; the same file again adds the rest.

    Returns:
        The newest moment in it.
    """
    filing = Filing(connection, source, report.counts, force=force)
    for batch in file.batches():
        report.counts.rows_read += len(batch.lines) + len(batch.broken)
        rejects.begin(batch)
        rows = list(_read_batch(batch, file.header, read, rejects, report))
        with _counted_if_kept(connection, report):
            filing.write(rows)
        progress(f"reading {source}", batch.done, max(file.size, batch.done))
    return filing.newest


def _read_batch(
    batch: Batch,
    header: list[str],
    read: Callable[[dict[str, str]], Incoming],
    rejects: RowRejects,
    report: ImportReport,
) -> Iterator[Incoming]:
    for place in range(len(batch.lines)):
        try:
            yield read(dict(zip(header, batch.row(place), strict=True)))
        except RowError as error:
            rejects.add(place, error)
        except EmptyTextError:
            report.counts.empty_texts += 1


def interaction_reader(header: list[str], counterpart: str) -> Callable[[dict[str, str]], Incoming]:
    """Return what reads a line of the interaction history with this header."""
    ours = {folded_header(column.header): column.name for column in INTERACTIONS.columns}
    names = {written: ours.get(folded_header(written)) for written in header}

    def read(cells: dict[str, str]) -> Incoming:
        known = {name: cell for w, cell in cells.items() if (name := names[w]) is not None}
        return read_interaction(known, counterpart)

    return read
