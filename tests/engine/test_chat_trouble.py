"""The machine gets in the way of an import of conversations: what is kept, counted and said."""

from __future__ import annotations

import csv
import os
import resource
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.clock import fixed_clock
from engine.conversations.importing import import_file
from engine.conversations.report import ImportReport, ImportStatus
from engine.ingest.lines import BLOCK
from engine.pipeline import Workbench
from engine.store import connection as store_connection
from engine.store.connection import StoreError, connect
from tests.conftest import NOW

HEADER = ("FB_CHAT_ID", "UNIQUE_POST_ID", "MESSAGE_CONTENT", "DIRECTION", "SOCIAL_CREATE_TIME")
LONG = 1_000
MANY = 2 * BLOCK // LONG
"""So many long messages take two transactions and more."""

GONE = "Is a directory"
"""What the system says when a directory is read as if it were a file."""


def write(path: Path, *texts: str) -> Path:
    """Write a table of messages; one without a text is rejected."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for number, text in enumerate(texts):
            writer.writerow((f"c{number}", f"p{number}", text, "to_company", "2026-11-01T10:00Z"))
    return path


def long_texts() -> list[str]:
    return [f"{number:0{LONG}}" for number in range(MANY)]


def stored(workbench: Workbench) -> int:
    found = workbench.connection.execute("SELECT count(*) FROM messages").fetchone()
    return int(found[0])


def last_run(workbench: Workbench) -> dict[str, Any]:
    return workbench.import_runs(1)[0]


def load(workbench: Workbench, path: Path) -> ImportReport:
    return import_file(workbench.settings, path, clock=fixed_clock(NOW))


@pytest.fixture
def rejects(workbench: Workbench) -> Path:
    """Where the rejects of ``faulty.csv`` go."""
    return workbench.settings.rejects_directory / "conversations" / "chats-faulty.csv"


def put_in_the_way(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.mkdir()


@pytest.mark.parametrize("obstacle", ["folder", "part", "file"])
def test_rejects_that_cannot_be_written_take_no_good_row_with_them(
    workbench: Workbench, tmp_path: Path, rejects: Path, obstacle: str
) -> None:
    if obstacle == "folder":
        workbench.settings.rejects_directory.write_text("in the way")
    else:
        put_in_the_way(rejects.with_suffix(".part") if obstacle == "part" else rejects)
    path = write(tmp_path / "faulty.csv", "I'm cold", "", "")
    report = load(workbench, path)
    assert (report.status, report.error, report.rejects_file) == (ImportStatus.LOADED, None, None)
    assert (report.counts.messages_added, report.counts.rejected) == (1, 2)
    assert [reject.place for reject in report.rejects] == ["line 3", "line 4"]
    (note,) = report.notes
    assert note.startswith(f"the rejects file could not be written to {rejects}: ")
    assert last_run(workbench)["rejected"] == 2
    assert stored(workbench) == 1
    # The way is free: the same file again writes what there is to mend.
    if obstacle == "folder":
        workbench.settings.rejects_directory.unlink()
    else:
        shutil.rmtree(rejects.parent)
    assert load(workbench, path).rejects_file == rejects
    assert list(rejects.parent.iterdir()) == [rejects]


def test_without_rejects_it_does_not_matter_where_they_would_go(
    workbench: Workbench, tmp_path: Path
) -> None:
    workbench.settings.rejects_directory.write_text("in the way")
    report = load(workbench, write(tmp_path / "faulty.csv", "I'm cold"))
    assert (report.status, report.notes) == (ImportStatus.LOADED, [])


def test_rejects_of_before_that_cannot_be_removed_are_named(
    workbench: Workbench, tmp_path: Path, rejects: Path
) -> None:
    put_in_the_way(rejects)
    report = load(workbench, write(tmp_path / "faulty.csv", "I'm cold"))
    assert report.status is ImportStatus.LOADED
    (note,) = report.notes
    assert note.startswith(f"{rejects} ")
    assert "could not be removed" in note


def unplug(path: Path) -> None:
    """Make the next read of an open file an error of the system."""
    elsewhere = os.open(path.parent, os.O_RDONLY)
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - descriptors come and go
        if Path(f"/proc/self/fd/{name}").resolve() == path:
            os.dup2(elsewhere, int(name))
    os.close(elsewhere)


def test_a_file_that_ends_in_an_error_keeps_what_was_read_and_says_so(
    workbench: Workbench, tmp_path: Path
) -> None:
    path = write(tmp_path / "long.csv", *long_texts())
    report = import_file(
        workbench.settings, path, clock=fixed_clock(NOW), progress=lambda *_: unplug(path)
    )
    kept = stored(workbench)
    assert 0 < kept < MANY
    assert report.status is ImportStatus.FAILED
    assert report.counts.messages_added == last_run(workbench)["messages_added"] == kept
    assert report.error == (
        f"cannot be read: {GONE}; the {kept} messages before that are kept, and the same file, "
        "once it can be read, adds the rest"
    )
    assert load(workbench, path).counts.messages_added == MANY - kept


def test_a_file_of_which_nothing_is_kept_is_refused_and_counts_nothing(
    workbench: Workbench, tmp_path: Path
) -> None:
    message = (
        '{"FB_CHAT_ID": "c1", "UNIQUE_POST_ID": "p1", "MESSAGE_CONTENT": "cold", '
        '"DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2026-11-01T10:00Z"}'
    )
    path = tmp_path / "broken.json"
    path.write_text(f"[{','.join([message] * 5_001)}, {{}}, nonsense")
    report = load(workbench, path)
    assert report.status is ImportStatus.REFUSED
    assert not any(report.counts.columns().values())
    assert not report.rejects
    assert stored(workbench) == 0


class Machine:
    """A machine on which trouble begins with the first progress, and ends before the log."""

    def __init__(self, workbench: Workbench, trouble: str) -> None:
        self.other = connect(workbench.settings.database)
        self.wal = workbench.settings.database.with_name(f"{workbench.settings.database.name}-wal")
        self.limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.trouble = trouble

    def progress(self, _what: str, _done: int, _total: int) -> None:
        if self.trouble == "busy":
            self.other.execute("BEGIN IMMEDIATE")
        else:
            most = self.wal.stat().st_size + LONG
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, self.limits[1]))

    def clock(self) -> datetime:
        self.relieve()
        return NOW

    def relieve(self) -> None:
        self.other.rollback()
        resource.setrlimit(resource.RLIMIT_FSIZE, self.limits)


@pytest.fixture(params=["busy", "full"])
def machine(
    request: pytest.FixtureRequest, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    monkeypatch.setattr(store_connection, "BUSY_TIMEOUT_SECONDS", 0.01)
    machine = Machine(workbench, request.param)
    yield machine
    machine.relieve()
    machine.other.close()


SAID = {"busy": "the database is busy", "full": "the disk does not take or give"}


def test_a_database_that_cannot_be_written_is_said_in_plain_words_and_counts_what_it_holds(
    workbench: Workbench, tmp_path: Path, machine: Machine
) -> None:
    path = write(tmp_path / "long.csv", *long_texts())
    said = SAID[machine.trouble]
    with pytest.raises(StoreError, match=f"^{path}: {said}"):
        import_file(workbench.settings, path, clock=machine.clock, progress=machine.progress)
    run = last_run(workbench)
    assert run["status"] == ImportStatus.FAILED
    assert run["error"].startswith(said)
    assert 0 < run["messages_added"] == stored(workbench) < MANY


def test_where_the_log_cannot_be_written_either_the_next_import_ends_it(
    workbench: Workbench, tmp_path: Path, machine: Machine
) -> None:
    path = write(tmp_path / "long.csv", *long_texts())
    with pytest.raises(StoreError, match=f"^{path}: {SAID[machine.trouble]}"):
        import_file(workbench.settings, path, clock=fixed_clock(NOW), progress=machine.progress)
    machine.relieve()
    kept = stored(workbench)
    assert load(workbench, path).counts.messages_added == MANY - kept
    assert [run["status"] for run in workbench.import_runs(2)] == ["loaded", "interrupted"]
