"""The header of a table: found, split and compared, however it is spelt."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITERS = ",;\t|"


def folded_header(text: str) -> str:
    """Return a header as it is compared: case, blanks, ``_``, ``-`` and a byte order mark aside."""
    return re.sub(r"[\s_\-\u00a0]+", " ", text.replace("\ufeff", "")).strip().casefold()


def is_content(line: str) -> bool:
    """Whether a line can be the header."""
    # Excel may put "sep=;" before the header.
    return bool(line.strip()) and not line.lower().startswith("sep=")


def split_header(line: str, known: frozenset[str]) -> tuple[str, list[str], int]:
    """Return the delimiter that yields the most known headers, the header, its width as written.

    Columns at the end that have no name are left out of the header.
    """

    def split(delimiter: str) -> list[str]:
        try:
            return next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            return [line]

    def score(delimiter: str) -> tuple[int, int]:
        cells = split(delimiter)
        return sum(folded_header(cell) in known for cell in cells), len(cells)

    best = max(_DELIMITERS, key=score)
    written = split(best)
    return best, named_columns(written), len(written)


def named_columns(header: Sequence[str]) -> list[str]:
    """Return the header without the unnamed columns at its end."""
    names = [cell.strip() for cell in header]
    while names and not names[-1]:
        names.pop()
    return names
