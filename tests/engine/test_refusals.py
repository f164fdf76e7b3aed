"""Files that cannot be right: refused by name, with what was expected, and nothing is loaded."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from engine.ingest.lines import BLOCK
from engine.ingest.report import LoadStatus
from engine.settings import Settings
from tests.conftest import HEADERS, USER_DATA, CustomerFiles
from tests.loads import ACCOUNTS, ENERGY, FROM_FILES, INTERACTIONS, PROFILES, Store

COLUMNS_OF = {file: ", ".join(headers) for file, headers in HEADERS.items()}


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


@pytest.fixture
def directory(files: CustomerFiles) -> Path:
    return files.customer(1).activity(1).interaction(1).action(1).write()


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def without_header(path: Path) -> None:
    path.write_bytes(path.read_bytes().partition(b"\n")[2])


def without_column(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Customer_ID", b"Client"))


FAULTS: list[tuple[Callable[[Path], object], str]] = [
    (Path.unlink, "not found in"),
    (lambda path: path.write_bytes(b""), "the file is empty"),
    (lambda path: path.write_bytes(b"\xef\xbb\xbf\r\n\r\n"), "the file is empty"),
    (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\x00"), "this is a picture, not a CSV file"),
    (lambda path: path.write_bytes(b"PK\x03\x04\x14"), "this is an Excel workbook or zip archive"),
    (lambda path: path.write_bytes(bytes(range(256))), "the file is binary"),
    (lambda path: path.write_bytes(b"hello\nworld\n"), "no header line"),
    (lambda path: path.write_bytes(b"x" * 300_000), "no header line"),
    (without_header, "no header line"),
    (without_column, "the column Customer_ID is missing; found Client, "),
    (as_folder, "this is not a file"),
]


@pytest.mark.parametrize("file", [PROFILES, ACCOUNTS, INTERACTIONS])
@pytest.mark.parametrize(("spoil", "error"), FAULTS)
def test_a_file_that_cannot_be_right_refuses_the_set(
    store: Store, directory: Path, file: str, spoil: Callable[[Path], object], error: str
) -> None:
    spoil(directory / file)
    errors = store.refused(directory)
    assert list(errors) == [file]
    assert errors[file].startswith(error)
    assert f"expected a table with the columns {COLUMNS_OF[file]}" in errors[file]
    assert not any(store.rows(table) for table in (*FROM_FILES, "loads", "rejected_rows"))


def test_the_sound_files_of_a_refused_set_are_said_not_to_be_loaded(
    store: Store, directory: Path
) -> None:
    (directory / ACCOUNTS).write_bytes(b"")
    report = store.load(directory)
    statuses = {file.file: file.status for file in report.files}
    assert statuses.pop(ACCOUNTS) is LoadStatus.REFUSED
    assert set(statuses.values()) == {LoadStatus.NOT_LOADED}
    assert len(statuses) == 4


def test_every_fault_of_a_set_is_named_at_once(store: Store, directory: Path) -> None:
    (directory / PROFILES).unlink()
    (directory / ACCOUNTS).write_bytes(b"")
    assert set(store.refused(directory)) == {PROFILES, ACCOUNTS}


def test_several_missing_columns_are_all_named(store: Store, directory: Path) -> None:
    text = (directory / PROFILES).read_text(encoding="utf-8")
    (directory / PROFILES).write_text(text.replace("Age", "Years").replace("Name", "Who"), "utf-8")
    error = store.refused(directory)[PROFILES]
    assert error.startswith("the columns Name, Age are missing; found Customer_ID, Who, Years, ")


@pytest.mark.parametrize("double", ["Age", "age", " AGE ", "Customer ID"])
def test_a_column_that_stands_there_twice_is_refused(
    store: Store, directory: Path, double: str
) -> None:
    text = (directory / PROFILES).read_text(encoding="utf-8")
    (directory / PROFILES).write_text(text.replace("Location", double), "utf-8")
    assert "stands in the header twice" in store.refused(directory)[PROFILES]


def test_what_a_header_holds_cannot_command_the_terminal(store: Store, directory: Path) -> None:
    text = (directory / PROFILES).read_text(encoding="utf-8")
    (directory / PROFILES).write_text(text.replace("Age", "\x1b[2J\u202eAge"), "utf-8")
    error = store.refused(directory)[PROFILES]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", error)


def test_a_header_without_rows_is_refused(store: Store, files: CustomerFiles) -> None:
    assert store.refused(files.write()) == {PROFILES: "holds a header but no rows"}


def test_a_header_without_rows_does_not_pass_for_news(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    store.loaded(files.customer(1).interaction(1).write())
    emptied = CustomerFiles(tmp_path / "emptied").interaction(1, Summary="New").write()
    assert PROFILES in store.refused(emptied)


def test_a_set_without_one_good_row_is_refused_and_its_rows_are_named(
    store: Store, files: CustomerFiles
) -> None:
    directory = files.customer(1, Customer_ID="x").customer(2, Age="old").interaction(2).write()
    report = store.load(directory)
    assert report.status is LoadStatus.REFUSED
    assert report.files[0].error == "holds no row that could be used"
    assert [reject.line for reject in report.files[0].rejects] == [2, 3]
    assert not store.rows("customer_profiles")
    assert not store.rejects.exists()


def test_a_folder_or_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    (error,) = store.refused(missing).values()
    assert error.startswith("no such file or folder")
    assert len(store.refused(tmp_path)) == 5
    too_long = tmp_path / ("x" * 300)
    assert store.refused(too_long)[str(too_long)].startswith("cannot be read: File name too long")


def test_a_file_of_another_kind_is_told_what_is_known(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "stock.csv"
    other.write_text("item,price\npen,1\n", encoding="utf-8")
    (error,) = store.refused(other).values()
    assert error.startswith("its columns are not those of a customer file; expected one of")
    assert PROFILES in error


def test_two_files_for_one_table_are_refused(store: Store, directory: Path) -> None:
    (directory / "customer_profiles.txt").write_bytes((directory / PROFILES).read_bytes())
    (error,) = store.refused(directory).values()
    assert error.startswith(f"holds the same table as {PROFILES}; keep only one of them")


def test_two_files_that_look_like_energy_usage_are_refused(store: Store, directory: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (directory / name).write_bytes((USER_DATA / ENERGY).read_bytes())
    assert list(store.refused(directory)) == ["b.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission(store: Store, directory: Path) -> None:
    (directory / PROFILES).chmod(0)
    assert store.refused(directory)[PROFILES] == "cannot be read: Permission denied"


def test_a_file_that_the_system_does_not_hand_over(store: Store, directory: Path) -> None:
    with patch(
        "engine.ingest.sets.DelimitedFile", side_effect=PermissionError(13, "Permission denied")
    ):
        errors = store.refused(directory)
    assert set(errors.values()) == {"cannot be read: Permission denied"}


def test_a_refused_set_leaves_what_is_there_as_it_was(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    store.loaded(files.customer(1).customer(2, Age="old").write())
    rejects = {path: path.read_bytes() for path in store.rejects.iterdir()}
    assert rejects
    other = CustomerFiles(tmp_path / "other").customer(1, Name="New").customer(3).write()
    (other / INTERACTIONS).write_bytes(b"")
    assert list(store.refused(other)) == [INTERACTIONS]
    assert {path: path.read_bytes() for path in store.rejects.iterdir()} == rejects


@pytest.mark.parametrize("error", [RuntimeError("power cut"), KeyboardInterrupt()])
def test_a_load_that_dies_in_the_middle_leaves_what_is_there_as_it_was(
    store: Store, files: CustomerFiles, tmp_path: Path, error: BaseException
) -> None:
    store.loaded(files.customer(1).interaction(1).write())
    before = store.dump()
    other = CustomerFiles(tmp_path / "other").customer(1, Name="New").customer(2)
    for _ in range(BLOCK // 40):
        other.interaction(1)

    def progress(what: str, done: int, total: int) -> None:
        if what == INTERACTIONS and done == total:
            raise error

    with pytest.raises(type(error)):
        store.load(other.write(), progress)
    assert store.dump() == before
    assert store.load(other.directory).status is LoadStatus.LOADED


def test_a_file_that_fails_while_it_is_read_refuses_the_set(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    store.loaded(files.customer(1).write())
    other = CustomerFiles(tmp_path / "other").customer(1, Name="New").interaction(1).write()
    with patch(
        "engine.ingest.lines.LineFeed.take_block", side_effect=OSError(5, "Input/output error")
    ):
        errors = store.refused(other)
    assert errors == {PROFILES: "cannot be read: Input/output error"}
