"""Reading in a process of its own: the same rows, and an end that nobody waits for in vain."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

import pytest

from engine.ingest.apart import next_part, tables_of
from engine.ingest.keys import keys_of
from engine.ingest.rows import UnreadableError
from engine.ingest.sets import open_set
from engine.ingest.tables import FileEnd, Rows
from engine.settings import Settings
from engine.store.connection import connect, each_page_written_once
from tests.conftest import CustomerFiles
from tests.loads import PROFILES, Store


@contextmanager
def read(directory: Path, *, large: int = 0) -> Iterator[Iterator[Rows | FileEnd]]:
    """Open the files in a directory, in which customer 3 is known; by default, read them apart."""
    files = open_set(directory)
    with closing(tables_of(directory, files, keys_of([3]), large=large)) as parts:
        yield parts
    for file in files:
        file.source.close()


def test_it_reads_what_is_read_without_one(files: CustomerFiles) -> None:
    files.customer(1).customer(2, Age="old").interaction(1).interaction(7).notification("N-1", 3)
    directory = files.write()
    with read(directory, large=10**9) as here, read(directory) as apart:
        expected = list(here)
        assert list(apart) == expected
    ends = [part for part in expected if isinstance(part, FileEnd)]
    assert [len(end.rejects) for end in ends] == [1, 0, 1, 0, 0]


@pytest.fixture
def many(files: CustomerFiles) -> Path:
    """Return files of more than a pipe holds, so that their reader cannot end unheard."""
    for number in range(1, 4_001):
        files.customer(number, Location="x" * 2_000)
    return files.write()


def test_a_reader_that_dies_is_said(many: Path) -> None:
    with read(many) as parts:
        assert isinstance(next(parts), Rows)
        (reader,) = multiprocessing.active_children()
        os.kill(reader.pid or 0, signal.SIGKILL)
        with pytest.raises(UnreadableError, match=r"ended too early \(exit code -9\)"):
            list(parts)


def test_a_reader_that_dies_within_a_message_is_said() -> None:
    fresh = multiprocessing.get_context("spawn")
    receiver, sender = fresh.Pipe(duplex=False)
    reader = fresh.Process(target=int)
    reader.start()
    # The length of a message, and less than so much of it.
    os.write(sender.fileno(), (100).to_bytes(4, "big") + b"cut off")
    sender.close()
    with receiver, pytest.raises(UnreadableError, match=r"ended too early \(exit code 0\)"):
        next_part(receiver, reader)


def test_a_defect_of_the_reader_comes_to_the_one_who_writes(files: CustomerFiles) -> None:
    files.customer(1)
    opened = open_set(files.write())
    nowhere = cast(Path, 5)
    parts = tables_of(nowhere, opened, keys_of([]), large=0)
    with pytest.raises(RuntimeError, match="AttributeError") as raised:
        next(parts)
    assert "in open_set" in raised.value.__notes__[0]
    for file in opened:
        file.source.close()


def test_a_reader_whom_nobody_hears_ends(many: Path) -> None:
    with read(many) as parts:
        next(parts)
    assert not multiprocessing.active_children()


def test_a_file_that_vanishes_under_way_is_said(files: CustomerFiles) -> None:
    directory = files.customer(1).write()
    with read(directory) as parts:
        (directory / PROFILES).unlink()
        end = next(parts)
    assert isinstance(end, FileEnd)
    assert end.error.startswith(f"changed while it was read: {PROFILES}: not found")


@pytest.mark.parametrize("watched", [False, True], ids=["alone", "while somebody reads"])
def test_the_first_load_leaves_the_write_ahead_log_in_use(
    files: CustomerFiles, settings: Settings, *, watched: bool
) -> None:
    store = Store(settings)
    watcher = connect(settings.database) if watched else sqlite3.connect(":memory:")
    modes: set[str] = set()

    def ask(*_: object) -> None:
        modes.add(store.connection.execute("PRAGMA journal_mode").fetchone()[0])

    with closing(watcher):
        store.load(files.customer(1).write(), ask)
        assert modes == {"wal" if watched else "delete"}
        assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert store.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 30_000
    store.close()


def test_who_reads_as_the_first_load_ends_does_not_make_it_fail(settings: Settings) -> None:
    store = Store(settings)
    with (
        closing(sqlite3.connect(settings.database)) as reader,
        each_page_written_once(store.connection),
    ):
        store.connection.execute("CREATE TABLE kept (one)")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM kept").fetchall()
    store.close()
    with closing(connect(settings.database)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
