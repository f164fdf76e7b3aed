"""Numbers that mean the same for every customer, so that the record need not hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.checks.reader import Reader


@dataclass(frozen=True, slots=True)
class Fixed:
    """Words with a fixed number.

    Attributes:
        pattern: the words, in lower case.
        why: why they need no record.
        only_with: words of which one must stand in the text for the reason to hold.
    """

    pattern: re.Pattern[str]
    why: str
    only_with: tuple[str, ...] = ()


_FIXED = (
    Fixed(
        re.compile(r"\b(?:8|eight)[ -]weeks?\b|\b56 days\b"),
        "the complaint period (SI 2008/1898)",
        ("complain", "ombudsman"),
    ),
    Fixed(
        re.compile(r"\b(?:60|sixty)[ -]days?\b"),
        "the length of Breathing Space (Debt Respite Scheme)",
        ("breathing space",),
    ),
    Fixed(
        re.compile(r"\b(?:24 hours a day|24/7|7 days a week|365 days a year|24[ -]hour)\b"),
        "the emergency lines of gas and electricity never close",
        ("105", "0800 111 999", "emergency", "gas leak", "smell gas", "power cut"),
    ),
    Fixed(
        re.compile(r"\b(?:press|option|step|question|part|page) (?:\d|one|two|three|four|five)\b"),
        "a place in a list, not a fact",
    ),
    Fixed(re.compile(r"(?:^|\n)\s*\(?\d{1,2}[.)](?=\s)"), "numbers a list"),
    Fixed(
        re.compile(r"\b(?:co2|economy 7|economy 10|smets ?[12]|1 to 10|1-10)\b"), "a name or scale"
    ),
    Fixed(
        re.compile(r"\b66\b"),
        "State Pension age (Pensions Act 2014)",
        ("pension",),
    ),
    Fixed(re.compile(r"\bone of (?:us|our|my|the|these|them)\b|\bone-off\b"), "not a count"),
)


def skip_fixed(reader: Reader) -> None:
    """Mark the numbers of fixed meaning as read."""
    for fixed in _FIXED:
        if fixed.only_with and not any(word in reader.low for word in fixed.only_with):
            continue
        for found in reader.free(fixed.pattern):
            reader.take(*found.span())
