"""Find out how the bytes of a text file are to be read."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from engine.ingest.rows import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

OR_WINDOWS_1252 = "or-windows-1252"
"""How undecodable bytes are handled: as Windows-1252, in which older exports are written."""

_SAMPLE_BYTES = 1 << 16
_MAGIC = {
    b"PK\x03\x04": "an Excel workbook or zip archive",
    b"PK\x05\x06": "an empty zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"%PDF": "a PDF",
    b"SQLite format 3": "an SQLite database",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", errors="replace"), error.end


codecs.register_error(OR_WINDOWS_1252, _windows_1252)


def detect_encoding(path: Path) -> str:
    """Return the encoding of the text file at ``path``: UTF-8 (with or without mark) or UTF-16.

    Raises:
        UnreadableError: the file is empty or is not text.
    """
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE_BYTES)
    if not sample.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise UnreadableError("the file is empty")
    for magic, what in _MAGIC.items():
        if sample.startswith(magic):
            raise UnreadableError(f"this is {what}, not a CSV file")
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Latin text in UTF-16 without a mark: every other byte is zero.
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half > 1 and zeros_odd > 0.7 * half and zeros_even < 0.1 * half:
        return "utf-16-le"
    if half > 1 and zeros_even > 0.7 * half and zeros_odd < 0.1 * half:
        return "utf-16-be"
    # Rows may hold anything, and are judged one by one; a header holds no control characters.
    header = sample.lstrip(codecs.BOM_UTF8 + b" \t\r\n").splitlines()[0]
    if any(byte < ord(" ") and byte not in b"\t\x0b\x0c\x1b" for byte in header):
        raise UnreadableError("the file is binary, not text")
    return "utf-8-sig"


def is_utf_8(path: Path) -> bool:
    """Whether all of the file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 18):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
