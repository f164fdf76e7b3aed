"""Import a file of conversations: recognise it, read it, log the run."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.conversations.autoresponse import AutoresponseRule
from engine.conversations.chat_rows import COLUMNS, ChatRows
from engine.conversations.lock import only_import
from engine.conversations.recognise import is_json, open_table
from engine.conversations.rejects import Rejects, RowRejects, own_columns
from engine.conversations.report import Counts, ImportReport, ImportStatus, Source
from engine.conversations.rows import import_json, import_table, interaction_reader
from engine.conversations.tweets import TweetImport
from engine.ingest.rows import UnreadableError
from engine.memory import without_garbage_collection
from engine.privacy.clean import clean_line
from engine.store import conversation_runs
from engine.store.connection import StoreError, commit_quicker, connect, transaction
from engine.store.trouble import in_plain_words

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from engine.clock import Clock
    from engine.loading import Progress
    from engine.settings import Settings

_MEGABYTE = 1_000_000


def import_file(
    settings: Settings,
    path: Path,
    *,
    clock: Clock,
    force: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
) -> ImportReport:
    """Import one file of chats, tweets or interactions; its schema must be up to date.

    The same file again adds nothing; a longer one adds what is new. A run that is killed goes on
    with the next. Every run is in the log, however it ended.

    Args:
        settings: where the database is, who imports, how autoresponses are told.
        path: the file.
        clock: the present moment.
        force: write messages anew that are there already, autoresponses told by today's settings.
        progress: told how far it is.

    Raises:
        OperatorError: another import is running.
        StoreError: the database cannot be written; what was committed before is kept.
    """
    rule = AutoresponseRule.of(settings)
    report = ImportReport(clean_line(str(path)))
    with only_import(settings.database), without_garbage_collection():
        connection = connect(settings.database)
        try:
            # What a power cut takes is in the file still.
            commit_quicker(connection)
            task = _Import(connection, settings, path, rule, report, progress, force)
            with transaction(connection):
                report.run = conversation_runs.begin(
                    connection,
                    started_at=to_text(clock()),
                    agent=settings.agent,
                    file=str(path.absolute()),
                    configuration=_configuration(settings, force),
                )
            task.run(clock)
        finally:
            connection.close()
    return report


def _configuration(settings: Settings, force: bool) -> dict[str, object]:
    chosen = settings.conversations
    return {
        "autoresponse_marker": chosen.autoresponse_marker,
        "autoresponse_sentence": chosen.autoresponse_sentence,
        "json_megabytes": chosen.json_megabytes,
        "force": force,
    }


@dataclass(frozen=True, slots=True)
class _Import:
    """One run."""

    connection: sqlite3.Connection
    settings: Settings
    path: Path
    rule: AutoresponseRule
    report: ImportReport
    progress: Progress
    force: bool

    def run(self, clock: Clock) -> None:
        """Read the file and log how it went.

        Raises:
            StoreError: the database cannot be written.
        """
        try:
            self._run(clock)
        except StoreError as error:
            raise StoreError(f"{self.report.file}: {error}") from error

    def _run(self, clock: Clock) -> None:
        report = self.report
        newest: str | None = None
        try:
            newest = self._read()
            report.status = ImportStatus.LOADED if report.has_changed else ImportStatus.UNCHANGED
        except UnreadableError as error:
            self._unreadable(str(error))
        except OSError as error:
            self._unreadable(f"cannot be read: {error.strerror or error}")
        except BaseException as error:
            report.status, report.error = ImportStatus.FAILED, _in_words(error)
            # Where the log cannot be written either, the next import says that this one broke off.
            with suppress(StoreError):
                self._log(to_text(clock()), newest)
            raise
        self._log(to_text(clock()), newest)

    def _unreadable(self, why: str) -> None:
        """Refuse the file, or say that it broke off where messages of it are committed already."""
        report = self.report
        if report.has_changed:
            kept = report.counts.messages_added + report.counts.messages_changed
            report.status = ImportStatus.FAILED
            report.error = (
                f"{why}; the {kept:,} messages before that are kept, and the same file, once it "
                "can be read, adds the rest"
            )
            return
        report.status, report.error = ImportStatus.REFUSED, why
        report.counts, report.rejects = Counts(), []

    def _log(self, ended_at: str, newest: str | None) -> None:
        report = self.report
        with transaction(self.connection):
            if report.source is not None:
                conversation_runs.raise_watermark(self.connection, report.source, newest)
                report.watermark = conversation_runs.watermark(self.connection, report.source)
            conversation_runs.end(
                self.connection,
                report.run or 0,
                ended_at,
                {
                    **report.counts.columns(),
                    "source": report.source,
                    "status": report.status,
                    "watermark": report.watermark,
                    "error": report.error,
                },
            )

    def _read(self) -> str | None:
        """Import the file; return the newest moment in it."""
        if is_json(self.path):
            return self._read_json()
        source, file = open_table(self.path)
        self.report.source = source
        self.report.notes += file.notes
        own, mended = own_columns(file.header)
        header = [file.header[place] for place in own]
        try:
            with Rejects(self._rejects_path(mended), header, self.report) as rejects:
                rows = RowRejects(rejects, own)
                if source is Source.TWEETS:
                    tweets = TweetImport(self.connection, self.rule, self.report, force=self.force)
                    return tweets.run(file, rows, self.progress)
                chats = ChatRows(self.rule, self.settings.supplier.name)
                read = (
                    chats.read
                    if source is Source.CHATS
                    else interaction_reader(file.header, self.settings.supplier.name)
                )
                return import_table(
                    self.connection, file, source, read, rows, self.report, self.progress,
                    force=self.force,
                )  # fmt: skip
        finally:
            file.close()

    def _read_json(self) -> str | None:
        self.report.source = Source.CHATS
        most = self.settings.conversations.json_megabytes
        size = self.path.stat().st_size
        if size > most * _MEGABYTE:
            raise UnreadableError(
                f"{size / _MEGABYTE:,.1f} MB of JSON are more than the {most} MB that are read "
                "(setting conversations.json_megabytes); split the export or raise the limit"
            )
        chats = ChatRows(self.rule, self.settings.supplier.name)
        with Rejects(self._rejects_path(mended=False), COLUMNS, self.report) as rejects:
            newest = import_json(
                self.connection, self.path, chats, rejects, self.report, self.progress,
                force=self.force,
            )  # fmt: skip
        self.report.notes += [
            f"unknown column {name}: kept aside, not used" for name in sorted(chats.unknown)
        ]
        return newest

    def _rejects_path(self, mended: bool) -> Path:
        """Return where rejects go: beside those of customers, a mended file's over itself."""
        name = self.path.stem if mended else f"{self.report.source}-{self.path.stem}"
        return self.settings.rejects_directory / "conversations" / f"{name}.csv"


def _in_words(error: BaseException) -> str:
    """Return what stopped an import, for the log of runs; a defect of our own by its kind."""
    if isinstance(error, StoreError):
        return str(error)
    return in_plain_words(error) or clean_line(f"{type(error).__name__}: {error}")
