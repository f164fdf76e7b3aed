"""The same customers as the sheets of one Excel workbook, with Excel's own kinds of cell."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from engine.ingest.rows import BATCH_ROWS
from engine.settings import Settings
from tests.conftest import USER_DATA, CustomerFiles
from tests.loads import ENERGY, FROM_FILES, PROFILES, Store, read_csv

PROFILE = [1, "Ann", 40.0, "Fife", "Email", "Engaged", True, "Low", date(2018, 5, 1), 7]


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


def book_of(directory: Path) -> Workbook:
    """Return the files of a folder as a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for path in sorted(directory.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                sheet.append(row)
    return book


def save(book: Workbook, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def append(book: Workbook, title: str, *rows: list[Any]) -> None:
    for row in rows:
        book[title].append(row)


def test_a_workbook_is_the_same_input_as_the_five_files(
    store: Store, files: CustomerFiles, settings: Settings, tmp_path: Path
) -> None:
    files.customer(1).customer(2, Name="Zoë", Age="").activity(1).interaction(2).action(1)
    directory = files.notification("N-1", 1, Opened="No", Clicked="Yes").write()
    store.loaded(save(book_of(directory), tmp_path / "book" / "set.xlsx"))
    from_book = store.facts()
    other = Store(replace(settings, database=tmp_path / "other.db"))
    other.loaded(directory)
    assert from_book == other.facts()
    other.close()


def test_a_folder_with_one_workbook_is_a_set(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).write()
    folder = directory.parent / "folder"
    save(book_of(directory), folder / "Customers 2025.XLSX")
    reports = store.loaded(folder)
    assert reports["customer_profiles"].file == "Customers 2025.XLSX [Customer Profiles]"


def test_numbers_dates_and_yes_as_excel_keeps_them(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    book = book_of(files.write())
    append(book, "Customer Profiles", PROFILE, [2, "Bo", None, "", "SMS", "", False, "", None, 6.5])
    times = [datetime(2025, 9, 28, 11, 31), datetime(2025, 12, 1), "28/09/2025 11:31"]
    for moment in times:
        append(
            book, "Interaction History", [1.0, "Chat", moment, "Query", "Neutral", "x", 1.5, "", 7]
        )
    store.loaded(save(book, tmp_path / "set.xlsx"))
    ann, bo = store.rows("customer_profiles")
    assert (ann["age"], ann["opted_in"], ann["customer_since"]) == (40, 1, "2018-05-01")
    assert (bo["age"], bo["opted_in"], bo["satisfaction_score"]) == (None, 0, 6.5)
    assert store.column("interaction_history", "occurred_at") == [
        "2025-09-28T10:31:00+00:00",
        "2025-12-01T00:00:00+00:00",
        "2025-09-28T10:31:00+00:00",
    ]
    assert store.column("interaction_history", "agent_id") == ["7"] * 3


def test_rows_are_named_by_their_number_in_the_sheet(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    book = book_of(files.write())
    sheet = book["Customer Profiles"]
    sheet.insert_rows(1, amount=2)
    rows: dict[int, list[Any]] = {5: PROFILE, 8: [2, "Bo", "old"], 9: [3, "Cy", 30]}
    for row, cells in rows.items():
        for column, cell in enumerate(cells, 1):
            sheet.cell(row, column, cell)
    sheet.cell(9, 14, "astray")
    report = store.loaded(save(book, tmp_path / "set.xlsx"))["customer_profiles"]
    assert (report.rows_read, report.rows_loaded) == (3, 1)
    assert [(r.line, r.column, r.value) for r in report.rejects] == [
        (8, "Age", "old"),
        (9, "", "astray"),
    ]
    mended = read_csv(store.rejects / PROFILES)
    assert [(row["Customer_ID"], row["line"]) for row in mended] == [("2", "8"), ("3", "9")]
    assert "astray" in mended[1]["Satisfaction_Score"]


def test_more_rows_than_a_batch_and_how_far_the_load_is(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    book = book_of(files.write())
    for number in range(1, BATCH_ROWS + 3):
        append(book, "Customer Profiles", [number, *PROFILE[1:]])
    seen: list[tuple[int, int]] = []
    path = save(book, tmp_path / "set.xlsx")
    store.load(path, lambda what, done, total: seen.append((done, total)) if "[" in what else None)
    assert store.column("customer_profiles", "customer_id") == list(range(1, BATCH_ROWS + 3))
    assert seen == [(BATCH_ROWS + 1, BATCH_ROWS + 3), (BATCH_ROWS + 3, BATCH_ROWS + 3)]


def test_a_wrong_size_in_the_workbook_hides_no_rows(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    path = save(book_of(files.customer(1).customer(2).write()), tmp_path / "set.xlsx")
    wrong = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(wrong, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                assert b'<dimension ref="A1:J3"' in content
                content = content.replace(b"A1:J3", b"A1")
            target.writestr(name, content)
    assert store.loaded(wrong)["customer_profiles"].rows_loaded == 2


def test_energy_usage_is_recognised_by_its_columns(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    book = book_of(files.customer(1).write())
    book.create_sheet("Notes").append(["call Ann back"])
    book.create_sheet("Empty")
    with (USER_DATA / ENERGY).open(encoding="utf-8", newline="") as stream:
        columns = next(csv.reader(stream))
    usage = book.create_sheet("Sheet9")
    usage.append(columns)
    usage.append([1, "Eco Savers", "Fife", 8.25, 700, "None", 1, 2, 3, "", "Dispute"])
    reports = store.loaded(save(book, tmp_path / "set.xlsx"))
    assert reports["energy_usage"].file == "set.xlsx [Sheet9]"
    (row,) = store.rows("energy_usage")
    assert (row["daily_energy_usage_kwh"], row["solar_ev_ownership"]) == (8.25, "None")


def test_missing_and_empty_sheets_are_refused_by_name(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    book = book_of(files.customer(1).write())
    del book[PROFILES.removesuffix(".csv")]
    book["Recommended Actions"].delete_rows(1)
    errors = store.refused(save(book, tmp_path / "set.xlsx"))
    assert errors["set.xlsx [Customer Profiles]"].startswith("the workbook has no such sheet; expe")
    assert errors["set.xlsx [Recommended Actions]"].startswith("the sheet is empty; expected a ta")
    assert len(errors) == 2


def test_a_sheet_that_lacks_a_column_is_refused(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    book = book_of(files.customer(1).write())
    book["Recommended Actions"]["B1"] = "Plot"
    (error,) = store.refused(save(book, tmp_path / "set.xlsx")).values()
    assert error.startswith("the column Scenario is missing; found Customer_ID, Plot, ")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04" + b"\x00" * 60, b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_refused(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "set.xlsx"
    path.write_bytes(content)
    assert store.refused(path)["set.xlsx"].startswith("not an Excel workbook (.xlsx)")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("damage", [b"", b"<broken", b"\x00\xff"])
def test_a_damaged_workbook_is_refused(
    store: Store, files: CustomerFiles, tmp_path: Path, part: str, damage: bytes
) -> None:
    sound = save(book_of(files.customer(1).write()), tmp_path / "sound.xlsx")
    path = tmp_path / "set.xlsx"
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, damage if name == part else source.read(name))
    assert all("workbook" in error for error in store.refused(path).values())


def test_damage_that_shows_while_rows_are_read_undoes_the_load(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    for number in range(1, 20):
        files.customer(number).action(number)
    sound = save(book_of(files.write()), tmp_path / "sound.xlsx")
    path = tmp_path / "set.xlsx"
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet5.xml":
                content = content[: content.index(b'<row r="9"')]
            target.writestr(name, content)
    errors = store.refused(path)
    assert list(errors) == ["set.xlsx [Recommended Actions]"]
    assert "a damaged one" in errors["set.xlsx [Recommended Actions]"]
    assert not any(store.rows(table) for table in FROM_FILES)
