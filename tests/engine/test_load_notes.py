"""What a load tells about rows that it keeps: unclear consent, contradictions within a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.settings import Settings
from tests.conftest import CustomerFiles
from tests.loads import Store


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("cell", "opted_in"),
    [("Yes", 1), ("TRUE", 1), ("No", 0), ("", 0), ("NaN", 0), ("maybe", 0), ("Opted in", 0)],
)
def test_only_clear_consent_counts(
    store: Store, files: CustomerFiles, cell: str, opted_in: int
) -> None:
    report = store.loaded(files.customer(1, Opted_In=cell).write())["customer_profiles"]
    assert store.column("customer_profiles", "opted_in") == [opted_in]
    assert not report.rejects
    unclear = cell in ("maybe", "Opted in")
    note = f"1 row: Opted_In {cell!r}: unclear consent, taken as No (line 2)"
    assert report.notes == ([note] if unclear else [])


def test_what_is_noticed_often_names_its_first_lines_only(
    store: Store, files: CustomerFiles
) -> None:
    for number in range(1, 8):
        files.customer(number, Opted_In="maybe")
    for number in range(8, 60):
        files.customer(number, Opted_In=f"perhaps {number}")
    notes = store.loaded(files.write())["customer_profiles"].notes
    text = "Opted_In 'maybe': unclear consent, taken as No"
    assert notes[0] == f"7 rows: {text} (lines 2, 3, 4, 5, 6, …)"
    assert notes[1] == "1 row: Opted_In 'perhaps 8': unclear consent, taken as No (line 9)"
    # A column that holds something else altogether does not make a note a row.
    assert len(notes) == 21
    assert notes[-1].startswith("33 rows: Opted_In with another value: unclear consent")


def test_rows_that_are_rejected_are_not_noted_as_well(store: Store, files: CustomerFiles) -> None:
    files.customer(1).customer(2, Opted_In="maybe", Age="old")
    assert not store.loaded(files.write())["customer_profiles"].notes


def test_rows_that_contradict_themselves_are_kept_and_noted(
    store: Store, files: CustomerFiles
) -> None:
    files.customer(1).customer(2, Age="old")
    files.notification("N-0", 2, Opened="No", Clicked="Yes")
    files.notification("N-1", 1, Opened="No", Clicked="Yes")
    files.notification("N-2", 1, Opened="Yes", Delivery_Status="Bounced")
    files.notification("N-3", 1, Opened="", Clicked="Yes")
    report = store.loaded(files.write())["notification_history"]
    assert report.rows_loaded == 3
    assert report.notes == [
        "1 row: clicked but never opened (line 3)",
        "1 row: not delivered yet opened (line 4)",
    ]
    assert store.column("notification_history", "clicked") == [1, 0, 1]
