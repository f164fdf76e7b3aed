"""Delimited files: every row with its physical line, in whatever shape it is written."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from engine.ingest.lines import BLOCK
from engine.ingest.reading import LONGEST_CELL, TOO_LONG, DelimitedFile
from tests.delimited import HEADER, KNOWN, read

IN_ONE_FOLDER = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(path: Path, delimiter: str, end: str) -> None:
    lines = ["a,b,c,d", "1,2,3,4", '5,"x,y",,8']
    found = read(path, end.join(lines).replace(",", delimiter) + end)
    assert found.header == HEADER
    assert found.rows == {2: ["1", "2", "3", "4"], 3: ["5", f"x{delimiter}y", "", "8"]}
    assert not found.broken


def test_a_line_that_names_the_separator_stands_before_the_header(path: Path) -> None:
    found = read(path, "sep=;\r\na;b;c;d\r\n1;2,5;3;4\r\n")
    assert found.header == HEADER
    assert found.rows == {3: ["1", "2,5", "3", "4"]}


def test_the_delimiter_is_the_one_that_yields_known_columns(path: Path) -> None:
    found = read(path, "a;b;c;d;x,y,z,t,u,v\n1;2;3;4;,,,,,\n")
    assert found.header == [*HEADER, "x,y,z,t,u,v"]


def test_blank_lines_are_passed_over_and_counted(path: Path) -> None:
    found = read(path, "\n\na,b,c,d\n\n1,2,3,4\n   \n,\n,,,,,\n5,6,7,8\n\n\n")
    assert found.rows == {5: ["1", "2", "3", "4"], 9: ["5", "6", "7", "8"]}
    assert not found.broken


def test_empty_columns_at_the_end_are_cut_off(path: Path) -> None:
    found = read(path, "a,b,c,d,,\n1,2,3,4,,\n5,6,7,8\n9,9,9,9,,x\n")
    assert found.header == HEADER
    assert found.rows == {2: ["1", "2", "3", "4"], 3: ["5", "6", "7", "8"]}
    assert found.broken_lines == [4]


def test_the_last_line_needs_no_end(path: Path) -> None:
    assert read(path, "a,b,c,d\n1,2,3,4").rows == {2: ["1", "2", "3", "4"]}


def test_cells_of_several_lines_keep_the_count_of_lines(path: Path) -> None:
    found = read(path, 'a,b,c,d\n1,"two\nlines",3,4\n5,6,7,8\n"x\n\n\ny",6,7,8\n9,9,9,9\n')
    assert found.rows == {
        2: ["1", "two\nlines", "3", "4"],
        4: ["5", "6", "7", "8"],
        5: ["x\n\n\ny", "6", "7", "8"],
        9: ["9", "9", "9", "9"],
    }


def test_a_line_of_prose_may_hold_many_commas(path: Path) -> None:
    text = "I asked for\na, b, c, d, e and f"
    found = read(path, f'a,b,c,d\n1,"{text}",3,4\n')
    assert found.rows == {2: ["1", text, "3", "4"]}


def test_quotes_within_a_cell_are_put_up_with(path: Path) -> None:
    found = read(path, 'a,b,c,d\n1,"Ann" Lee,3,4\n1,5" pipe,3,4\n1,"say ""hi""",3,4\n')
    assert [row[1] for row in found.rows.values()] == ["Ann Lee", '5" pipe', 'say "hi"']


def test_cells_up_to_a_million_characters(path: Path) -> None:
    long, longer = "x" * (1 << 20), "x" * ((1 << 20) + 1)
    assert len(long) == LONGEST_CELL
    for quote in ("", '"'):
        found = read(
            path,
            f"a,b,c,d\n1,{quote}{long}{quote},3,4\n1,{quote}{longer}{quote},3,4\n5,6,7,8\n",
        )
        assert found.rows == {2: ["1", long, "3", "4"], 4: ["5", "6", "7", "8"]}
        assert [(reject.line, reject.reason) for reject in found.broken] == [(3, TOO_LONG)]
        assert found.broken[0].row[1].strip('"') == longer


def test_nul_bytes_are_text_like_any_other(path: Path) -> None:
    assert read(path, "a,b,c,d\n1,x\x00y,3,4\n").rows == {2: ["1", "x\x00y", "3", "4"]}


def test_rows_are_handed_on_in_batches_with_what_is_done(path: Path) -> None:
    rows = BLOCK // 4
    path.write_text("a,b,c,d\n" + "1,2,3,4\n" * rows, encoding="utf-8")
    source = DelimitedFile(path, KNOWN)
    batches = list(source.batches())
    source.close()
    assert len(batches) == 2
    assert [line for batch in batches for line in batch.lines] == list(range(2, rows + 2))
    done = [batch.done for batch in batches]
    assert 0 < done[0] < done[1] == source.size == path.stat().st_size


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_blocks_end_where_lines_end(path: Path, end: str, quote: str) -> None:
    # However long the first row is, and so wherever in a line a block would end.
    for length in range(6):
        lines = [
            f"{'x' * length},x,y,z",
            *[f"1{number},{quote}x{quote},y,z" for number in range(BLOCK // 8)],
        ]
        found = read(path, end.join(["a,b,c,d", *lines]))
        assert not found.broken
        assert list(found.rows) == list(range(2, len(lines) + 2))


def test_lines_are_right_in_every_batch_beside_broken_ones(path: Path) -> None:
    lines = [f"{number},xxxxxxxxxx,yyyyyyyyyy,z" for number in range(2, BLOCK // 10)]
    bad = [2, 100, BLOCK // 30, BLOCK // 30 + 1, BLOCK // 15, BLOCK // 10 - 1]
    for line in bad:
        lines[line - 2] = f'{line},"x,y,z'
    found = read(path, "a,b,c,d\n" + "\n".join(lines))
    assert found.broken_lines == bad
    assert len(found.rows) == len(lines) - len(bad)
    assert all(row[0] == str(line) for line, row in found.rows.items())


LINE_END = re.compile("\r\n|\r|\n")


def is_believed(cell: str, delimiter: str) -> bool:
    """Whether no line of the cell looks like a whole row; see the tests of open quotes."""
    return all(line.count(delimiter) != 3 for line in cell.splitlines()[1:])


@IN_ONE_FOLDER
@given(
    st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
@example([["\n", '"', ",", "\r"]], ",", "\r\n", csv.QUOTE_MINIMAL)
@example([["", "", "", ""]], ",", "\r\n", csv.QUOTE_MINIMAL)
def test_whatever_a_writer_of_csv_writes_is_read_as_it_was(
    path: Path, rows: list[list[str]], delimiter: str, end: str, quoting: int
) -> None:
    assume(all(is_believed(cell, delimiter) for row in rows for cell in row))
    # Python's own writer leaves a carriage return bare unless line ends hold one.
    assume(end == "\r\n" or not any("\r" in cell for row in rows for cell in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(HEADER)
    expected = {}
    for row in rows:
        expected[len(LINE_END.findall(text.getvalue())) + 1] = row
        writer.writerow(row)
    found = read(path, text.getvalue().encode("utf-8"))
    assert found.rows == expected
    assert not found.broken
