"""Text in any encoding that spreadsheets write; what is no text is refused by what it is."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.ingest.reading import DelimitedFile
from engine.ingest.rows import UnreadableError

TEXT = "Customer_ID,Name\r\n1,Zoë £5\r\n2,José\r\n"
KNOWN = frozenset({"customer id", "name"})


def read(path: Path, content: bytes) -> tuple[list[str], list[list[str]], list[str]]:
    path.write_bytes(content)
    source = DelimitedFile(path, KNOWN)
    rows = [list(b.row(i)) for b in source.batches() for i in range(len(b.lines))]
    source.close()
    return source.header, rows, source.notes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (TEXT.encode(), []),
        (codecs.BOM_UTF8 + TEXT.encode(), []),
        (TEXT.encode("utf-16"), ["read as UTF-16"]),
        (TEXT.encode("utf-16-le"), ["read as UTF-16"]),
        (TEXT.encode("utf-16-be"), ["read as UTF-16"]),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), ["read as UTF-16"]),
        (TEXT.encode("cp1252"), ["not UTF-8; the other bytes were read as Windows-1252"]),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16", "le", "be", "be mark", "windows-1252"],
)
def test_encodings(path: Path, content: bytes, notes: list[str]) -> None:
    assert read(path, content) == (
        ["Customer_ID", "Name"],
        [["1", "Zoë £5"], ["2", "José"]],
        notes,
    )


def test_a_file_in_two_encodings_is_read_line_by_line_as_each_was_meant(path: Path) -> None:
    content = "Customer_ID,Name\n1,Zoë\n".encode() + "2,José – £5\n".encode("cp1252")
    _, rows, notes = read(path, codecs.BOM_UTF8 + content)
    assert rows == [["1", "Zoë"], ["2", "José – £5"]]
    assert notes == ["not UTF-8; the other bytes were read as Windows-1252"]


def test_a_letter_across_the_blocks_in_which_a_file_is_read(path: Path) -> None:
    for shift in range(4):
        name = "x" * shift + "é€" * 40_000
        _, rows, notes = read(path, f"Customer_ID,Name\n1,{name}\n".encode())
        assert rows == [["1", name]]
        assert not notes


def test_a_letter_cut_off_at_the_end_is_noted(path: Path) -> None:
    _, rows, notes = read(path, "Customer_ID,Name\n1,Zoë".encode()[:-1])
    assert rows == [["1", "ZoÃ"]]
    assert notes


@pytest.mark.parametrize(
    "content", [b"", b"\n\n \t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\0"]
)
def test_an_empty_file_is_refused(path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableError, match="the file is empty"):
        read(path, content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"PK\x03\x04\x14\x00", "an Excel workbook or zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
    ],
)
def test_other_kinds_of_file_are_refused_by_what_they_are(
    path: Path, content: bytes, what: str
) -> None:
    with pytest.raises(UnreadableError, match=f"this is {what}"):
        read(path, content)


@pytest.mark.parametrize(
    "content", [bytes(range(256)), b"\x7fELF\x02\x01\x01\x00" * 9, b"a\x01,b\n"]
)
def test_binary_files_are_refused(path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary, not text"):
        read(path, content)


def test_control_characters_below_the_header_do_not_make_a_file_binary(path: Path) -> None:
    controls = "".join(map(chr, range(32))).replace("\n", "").replace("\r", "")
    _, rows, _ = read(path, f"Customer_ID,Name\n1,{controls}\n".encode())
    assert rows == [["1", controls]]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00\xd8\x0a\x00")
@example(b"\xff\xfea")
@example(b'"\n"')
@example(b"\x00\n\x00\n")
def test_no_bytes_break_the_reader(path: Path, content: bytes) -> None:
    try:
        header, rows, _ = read(path, content)
    except UnreadableError:
        return
    assert all(len(row) == len(header) for row in rows)
