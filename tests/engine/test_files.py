"""Files with customers in them are for their owner, or for the team that shares the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.conversations.lock import only_import
from engine.log import write_error
from engine.privacy.files import make_file, make_folder
from engine.store.connection import connect, transaction


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=lambda mask: f"umask {mask:03o}")
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder such as the README tells operators to make."""
    folder = tmp_path / "team"
    folder.mkdir()
    folder.chmod(0o2770)
    return folder


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("_umask")
def test_the_database_at_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    database = tmp_path / "data" / "sne.sqlite3"
    connection = connect(database)
    with transaction(connection):
        connection.execute("CREATE TABLE t (x)")
    assert mode_of(database.parent) == 0o700
    assert {mode_of(file) for file in database.parent.iterdir()} == {0o600}
    assert len(list(database.parent.iterdir())) == 3, "the database, its log and its index"


@pytest.mark.usefixtures("_umask")
def test_the_database_in_a_shared_folder_is_for_the_team(shared: Path) -> None:
    connection = connect(shared / "sne.sqlite3")
    with transaction(connection):
        connection.execute("CREATE TABLE t (x)")
    write_error(shared / "sne.log", ValueError("x"))
    make_folder(shared / "spool")
    make_file(shared / "spool" / "one.json")
    modes = {path.relative_to(shared).as_posix(): mode_of(path) for path in shared.rglob("*")}
    assert modes.pop("spool") == 0o2770
    assert set(modes.values()) == {0o660}, modes


def test_the_lock_of_imports_in_a_shared_folder_is_for_the_team(shared: Path) -> None:
    with only_import(shared / "sne.sqlite3"):
        (lock,) = shared.iterdir()
    assert mode_of(lock) == 0o660


def test_what_is_there_already_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "sne.log"
    file.write_text("before")
    file.chmod(0o640)
    make_file(file)
    assert (mode_of(file), file.read_text()) == (0o640, "before")


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(OSError, match="data"):
        make_file(tmp_path / "data" / "sne.sqlite3")
