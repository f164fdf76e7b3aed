"""Cells of a CSV file that a spreadsheet opens as text, whatever a customer has written in them.

A cell that begins like a formula is run as one by the spreadsheet of whoever opens the file (CWE
1236). An apostrophe before it makes it text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.privacy.clean import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

# The full-width forms are taken for the plain ones by some spreadsheets.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> str | int | float:
    """Return a value as a cell: numbers stay numbers, text never becomes a formula.

    None is an empty cell; True and False are ``true`` and ``false``. Control characters are taken
    out of texts.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = str(value)
    if text.startswith(_BEGINS_FORMULA):
        return "'" + clean_text(text)
    text = clean_text(text)
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text


def safe_row(values: Iterable[object]) -> list[str | int | float]:
    """Return the cells of a row, each one safe."""
    return [safe_cell(value) for value in values]
