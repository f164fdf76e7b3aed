"""Small tools to put values of a record into sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_QUOTE = 120

EMPTY = "\0"
"""Stands for an optional part that has nothing to say; ``tidy`` takes it out with its line."""


def mark(holds: object) -> str | None:
    """Return a value that shows nothing and only says that something holds, or None."""
    return EMPTY if holds else None


def known(**values: str | None) -> dict[str, str]:
    """Return the values that are there: no None, no empty text."""
    return {name: value for name, value in values.items() if value}


def quoted(text: str | None) -> str | None:
    """Return a value of the record on one line, cleaned and cut to a readable length."""
    line = clean_line(text) if text else ""
    if len(line) <= _LONGEST_QUOTE:
        return line or None
    head = line[:_LONGEST_QUOTE]
    return f"{head.rpartition(' ')[0] or head} …"


def listed(items: Sequence[str], conjunction: str) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def tidy(text: str) -> str:
    """Return ``text`` without empty parts: their lines, and the blanks around them, go too."""
    if EMPTY in text:
        lines = [(line, line.replace(EMPTY, "")) for line in text.split("\n")]
        text = "\n".join(" ".join(left.split()) for line, left in lines if left.strip() or not line)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()
