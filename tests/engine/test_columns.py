"""Columns: what counts as missing, faults and unclear cells, and quick ways that change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ingest.columns import ColumnReader, Fault
from engine.ingest.files import ALL_FILES, ENERGY, PROFILES, Column, FileSpec
from engine.ingest.values import MISSING, Unclear

ALL_COLUMNS = [column for spec in ALL_FILES for column in spec.columns]


def column(name: str, spec: FileSpec = PROFILES) -> Column:
    return next(column for column in spec.columns if column.name == name)


def found(column: Column, *cells: str) -> list[Any]:
    return ColumnReader(column).read(cells)


@pytest.mark.parametrize(
    "cell", ["", "  ", "NaN", "nan", "N/A", "#N/A", "NA", "null", "NULL", "-", "None"]
)
def test_missing_is_missing_in_every_column_that_may_be_empty(cell: str) -> None:
    for one in ALL_COLUMNS:
        is_value = cell == "None" and one.name in ("solar_ev_ownership", "billing_anomaly")
        if not one.needed:
            assert found(one, cell) == ["None" if is_value else one.when_missing], one.header


@pytest.mark.parametrize("cell", ["", " ", "NaN", "n/a", "-", "\u200b"])
def test_an_id_must_not_be_missing(cell: str) -> None:
    for one in ALL_COLUMNS:
        if one.needed:
            reader = ColumnReader(one)
            assert isinstance(reader.read([cell])[0], Fault)
            assert [place for place, _ in reader.oddities([cell])] == [0]


def test_none_is_a_value_in_two_columns_of_the_energy_file() -> None:
    for name in ("solar_ev_ownership", "billing_anomaly"):
        assert found(column(name, ENERGY), "None", "none", " NONE ", "") == ["None"] * 3 + [None]


def test_a_text_that_is_empty_once_it_is_cleaned_is_missing() -> None:
    assert found(column("name"), "\u200b", "\x00", "\u202e \u200f") == [None, None, None]


def test_missing_consent_is_no_consent_and_a_missing_mark_is_none() -> None:
    assert found(column("opted_in"), "", "n/a") == [0, 0]
    assert found(column("breathing_space"), "", "n/a") == [0, 0]


def test_faults_and_unclear_cells_are_named_by_their_place() -> None:
    reader = ColumnReader(column("opted_in"))
    cells = ("Yes", "maybe", "No", "maybe")
    assert reader.read(cells) == [1, 0, 0, 0]
    note = Unclear(0, "unclear consent, taken as No")
    assert list(reader.oddities(cells)) == [(1, note), (3, note)]
    assert reader.read(("Yes", "No")) == [1, 0]
    assert not list(reader.oddities(("Yes", "No")))
    # Also when the text is known from a batch before.
    reader.read(("maybe",))
    assert list(reader.oddities(("maybe",))) == [(0, note)]


def test_one_fault_among_many_plain_cells_is_found() -> None:
    for one, plain, bad in (
        (column("customer_id"), [str(n) for n in range(1, 400)], "12x"),
        (column("occurred_at", ALL_FILES[2]), ["2025-09-28 11:31"] * 400, "31/02/2025"),
    ):
        for place in (0, 200, len(plain)):
            cells = [*plain[:place], bad, *plain[place:]]
            reader = ColumnReader(one)
            values = reader.read(cells)
            assert [i for i, value in enumerate(values) if isinstance(value, Fault)] == [place]
            assert [i for i, _ in reader.oddities(cells)] == [place]


CELLS = st.sampled_from(
    [
        "7",
        "07",
        "7.0",
        " 7",
        "0",
        "9" * 19,
        "2025-09-28 11:31",
        "28/09/2025 11:31",
        "1/9/2025",
        "N-1",
        "a@example.org",
        "a  b",
        "ＡＢ",
        "\x1b[1m",
        "",
        "null",
        "nan",
        "-1",
        "2025-09-28T11:31Z",
    ]
) | st.text(max_size=5)


@given(st.sampled_from([one for one in ALL_COLUMNS if one.plain]), st.lists(CELLS, max_size=120))
def test_the_quick_way_reads_what_the_slow_one_reads(one: Column, cells: list[str]) -> None:
    slow = Column(one.header, one.name, one.parse, needed=one.needed, missing=MISSING)
    quick_reader, slow_reader = ColumnReader(one), ColumnReader(slow)
    assert quick_reader.read(cells) == slow_reader.read(cells)
    assert list(quick_reader.oddities(cells)) == list(slow_reader.oddities(cells))
