"""Open the one SQLite file, and nothing but what every connection to it needs."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.errors import OperatorError
from engine.privacy.files import make_file
from engine.store.trouble import in_plain_words, is_busy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA_VERSION = 15
"""The number of the newest migration this program knows; stored in ``PRAGMA user_version``."""

BUSY_TIMEOUT_SECONDS = 30.0
"""Measured: 16 writing processes get by without an error at 30 s, not at 1 s."""

_OPENING_SECONDS = 5.0
"""How long to wait for a file that somebody has for themselves: only a first load takes longer."""


class StoreError(OperatorError):
    """The database cannot be used; the message says why and what to do, in plain words."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database file at ``path``, creating it and its folder when missing.

    Readers never wait for writers (WAL), but for the first load: see ``each_page_written_once``. A
    commit survives a power cut (``synchronous=FULL``):
    what an agent has approved is not lost. Transactions are opened explicitly, see ``transaction``.

    Raises:
        StoreError: the file cannot be opened, is no database, or comes from a newer program.
    """
    try:
        make_file(path)
        connection = sqlite3.connect(
            path, timeout=_OPENING_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        version = schema_version(connection)
        if version <= SCHEMA_VERSION:
            _use_write_ahead_log(connection)
        _wait_at_most(connection, BUSY_TIMEOUT_SECONDS)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # Without it REPLACE would delete rows behind the back of the audit trail's triggers.
        connection.execute("PRAGMA recursive_triggers = ON")
    except (OSError, sqlite3.Error) as error:
        why = in_plain_words(error) or error
        raise StoreError(f"{path}: cannot be opened as a database: {why}") from None
    if version > SCHEMA_VERSION:
        connection.close()
        raise StoreError(
            f"{path} was written by a newer program (its schema is number {version}, this program "
            f"knows {SCHEMA_VERSION}). Upgrade this program; the file was not touched."
        )
    return connection


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to WAL; readers then never wait for writers.

    The switch needs the file for itself, and SQLite does not wait for that: of two programs that
    start at once, one finds it done.
    """
    give_up = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.01)


@contextmanager
def each_page_written_once(connection: sqlite3.Connection) -> Iterator[None]:
    """Do without the write-ahead log while an empty database is filled.

    The log would hold every page a second time. A rollback journal only holds what was there
    before, which is nothing; a transaction is still kept whole or not at all. Measured on a million
    customers: a seventh of the time of a load. It needs the file for itself: where somebody else
    has it open, or it holds customers, everything stays as it is; who opens it meanwhile waits.
    """
    if has_customers(connection) or not _switched(connection, "DELETE"):
        yield
        return
    try:
        yield
    finally:
        # Where somebody reads just now, whoever opens the file next does it.
        _switched(connection, "WAL")


def _switched(connection: sqlite3.Connection, journal: str) -> bool:
    """Try at once to use another journal; whether that succeeded."""
    patience: int = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    _wait_at_most(connection, 0)
    try:
        connection.execute(f"PRAGMA journal_mode = {journal}")
    except sqlite3.OperationalError:
        return False
    finally:
        _wait_at_most(connection, patience / 1000)
    return True


def _wait_at_most(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration applied; 0 for an empty file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def commit_quicker(connection: sqlite3.Connection) -> None:
    """Let commits of this connection return before the disk has them.

    They survive the death of the process, but not a power cut: for what can be made again.
    Measured: a tenth of the time of a full commit.
    """
    connection.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run the block in one write transaction: all of it is kept, or none of it.

    The write lock is taken at once (``BEGIN IMMEDIATE``), so that what the block reads cannot
    change before it writes.

    Raises:
        StoreError: others write for too long, the disk is full, the file is read-only or damaged;
            nothing of the block was kept.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.commit()
    except BaseException as error:
        connection.rollback()
        if words := in_plain_words(error):
            raise StoreError(words) from error
        raise


def has_customers(connection: sqlite3.Connection) -> bool:
    """Whether a load has ever succeeded on this file."""
    if schema_version(connection) == 0:
        return False
    found = connection.execute("SELECT EXISTS (SELECT 1 FROM customer_profiles)").fetchone()
    return bool(found[0])
