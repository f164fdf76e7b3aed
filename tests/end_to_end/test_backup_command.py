"""`sne backup`: a whole copy of the database, taken while somebody writes."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from engine.settings import Settings
from engine.store.connection import connect, transaction
from tests.conftest import Sne

pytestmark = pytest.mark.usefixtures("loaded")


def test_a_copy_taken_while_another_writes_is_whole(
    sne: Sne, settings: Settings, tmp_path: Path
) -> None:
    ended = threading.Event()

    def write() -> None:
        with closing(connect(settings.database)) as connection:
            while not ended.is_set():
                with transaction(connection):
                    connection.execute("UPDATE customer_profiles SET age = coalesce(age, 0) + 1")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copied = sne("backup", tmp_path / "copy.sqlite3", "--json")
    finally:
        ended.set()
        writer.join()
    assert (copied.code, copied.json["bytes"]) == (0, (tmp_path / "copy.sqlite3").stat().st_size)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM customer_profiles").fetchone() == (400,)
    assert sne("audit", "--verify", SNE_DATABASE=str(tmp_path / "copy.sqlite3")).code == 0


def test_a_copy_is_for_its_owner_and_writes_over_nothing(sne: Sne, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    assert "is whole" in sne("backup", target).out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    again = sne("backup", target)
    assert (again.code, len(again.err.splitlines())) == (2, 1)
    assert "there already" in again.err
    assert target.read_bytes() == before


def test_what_cannot_be_copied_is_said_in_one_line(sne: Sne, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for target in (tmp_path / "file" / "copy.sqlite3",):
        refused = sne("backup", target)
        assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    missing = sne("backup", tmp_path / "copy.sqlite3", "--db", str(tmp_path / "none.sqlite3"))
    assert (missing.code, "there is no database" in missing.err) == (2, True)
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == []
