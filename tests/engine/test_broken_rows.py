"""Broken rows of delimited files: named by their line, and no other row is the worse for them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.ingest.reading import OPEN_QUOTE
from engine.ingest.rows import Reject
from tests.delimited import HEADER, read

IN_ONE_FOLDER = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LINE_END = re.compile("\r\n|\r|\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_ragged_rows_are_rejected_by_their_line_and_lose_nothing(path: Path) -> None:
    found = read(path, 'a,b,c,d\n1,"x, y",3\n1,2,3,4\n1,"x, y",3,4,5,6\n5,6,7,8\n')
    assert list(found.rows) == [3, 5]
    few, many = found.broken
    assert (few.line, few.row) == (2, ("1", "x, y", "3"))
    assert few.reason.startswith("3 cells where the header has 4; look for a missing or extra")
    assert (many.line, many.row) == (4, ("1", "x, y", "3", "4,5,6"))
    assert many.value == '1,"x, y",3,4,5,6'


FOLLOWING = '5,6,7,8\n9,"x",9,9\n1,"y, z",1,1\n2,2,2,"w"\n'


@pytest.mark.parametrize(
    "line", ['1,"oops,3,4', '1,2,3,"oops', '"oops,2,3,4', '1,2,3,4"oops","', '1,2,"x"" y,4']
)
def test_an_open_quote_costs_its_own_line_only(path: Path, line: str) -> None:
    found = read(path, f"a,b,c,d\n0,0,0,0\n{line}\n{FOLLOWING}")
    assert found.broken_lines == [3]
    assert found.rows == {
        2: ["0", "0", "0", "0"],
        4: ["5", "6", "7", "8"],
        5: ["9", "x", "9", "9"],
        6: ["1", "y, z", "1", "1"],
        7: ["2", "2", "2", "w"],
    }


def test_an_open_quote_is_named_and_the_text_of_its_line_kept(path: Path) -> None:
    found = read(path, f'a,b,c,d\n1,"oops,3,4\n{FOLLOWING}')
    assert found.broken == [Reject(2, "", '1,"oops,3,4', OPEN_QUOTE, ("1", '"oops', "3", "4"))]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("line", ['9,9,9,"oops', '9,"oops,9,9'])
def test_an_open_quote_at_the_end_of_the_file(path: Path, line: str, end: str) -> None:
    found = read(path, f"a,b,c,d\n1,2,3,4\n{line}{end}")
    assert found.rows == {2: ["1", "2", "3", "4"]}
    assert [(reject.line, reject.reason) for reject in found.broken] == [(3, OPEN_QUOTE)]


def test_two_open_quotes_cost_two_lines(path: Path) -> None:
    found = read(path, 'a,b,c,d\n1,2,3,"x\n5,6,7,8\n1,2,3,"y\n9,9,9,9\n')
    assert found.broken_lines == [2, 4]
    assert list(found.rows) == [3, 5]


def test_rows_between_two_stray_quotes_are_not_swallowed(path: Path) -> None:
    # By the letter this is one row with a cell of two lines.
    found = read(path, 'a,b,c,d\n1,2,3,"x\n5,6,7,8"\n9,9,9,9\n')
    assert found.broken_lines == [2]
    assert list(found.rows) == [3, 4]


@pytest.mark.parametrize("row", ["5,6,7,8", "5,6,7,8,,"])
def test_rows_are_not_swallowed_beside_columns_without_a_name(path: Path, row: str) -> None:
    found = read(path, f'a,b,c,d,,\n1,2,3,"x\n{row}"\n9,9,9,9,,\n')
    assert 2 in found.broken_lines
    assert 4 in found.rows


def test_a_quote_that_seems_to_close_before_a_delimiter(path: Path) -> None:
    # By the letter lines 2 and 3 are four cells, one of them with a quote in its midst.
    found = read(path, 'a,b,c,d\n9,"b\n1,2,",x",4\n5,6,7,8\n')
    assert found.broken_lines == [2]
    assert found.rows == {3: ["1", "2", ",x", "4"], 4: ["5", "6", "7", "8"]}


# Cells as real ones are: they do not begin with a delimiter or a line end.
CELLS = st.text("ab 1'", max_size=5) | st.sampled_from(
    ["", 'say "hi" now', "one, two", "first\nsecond", "x\r\ny", "5 ft 6", "£ é", "“quoted”"]
)
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=6)


def is_broken(line: str) -> bool:
    """Whether a line on its own is neither blank nor a row of four cells."""
    cells, *rest = csv.reader([line, "\n"])
    is_open = not rest
    few_or_many = len(cells) < 4 or any(cell.strip() for cell in cells[4:])
    return is_open or (few_or_many and any(cell.strip() for cell in cells))


@IN_ONE_FOLDER
@given(ROWS, st.text('ab,", 1', min_size=1, max_size=20).filter(is_broken), st.data())
@example([["1", "2", "3", "4"]] * 2, ',,,"', None)
def test_a_broken_line_never_changes_how_the_others_are_read(
    path: Path, rows: Sequence[list[str]], line: str, data: st.DataObject | None
) -> None:
    place = data.draw(st.integers(0, len(rows))) if data else 1
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    expected: dict[int, list[str]] = {}
    broken_line = 0
    for number in range(len(rows) + 1):
        if number == place:
            broken_line = len(LINE_END.findall(text.getvalue())) + 1
            text.write(f"{line}\n")
        if number < len(rows):
            expected[len(LINE_END.findall(text.getvalue())) + 1] = rows[number]
            writer.writerow(rows[number])
    found = read(path, text.getvalue())
    assert found.broken_lines == [broken_line]
    assert found.rows == expected
