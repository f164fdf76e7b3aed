"""A customer's number, as people write it and as files have it."""

from __future__ import annotations

MOST_DIGITS = 18
"""Digits that SQLite's integers of 64 bits hold for certain."""


def customer_number(text: str) -> int | None:
    """Return the whole number that ``text`` is, or None where it is none that can be stored.

    Only 0 to 9 count as digits: others, such as ² and ٣, are somebody's slip and not a number.
    """
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    return None
