"""Dates as British and other writers spell them, and the days that they can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = "january february march april may june july august september october november december"
_NUMBER_OF = {name: i for i, name in enumerate(_MONTHS.split(), start=1)}
_NUMBER_OF |= {name[:3]: i for name, i in _NUMBER_OF.items()} | {"sept": 9}
MONTH_STARTS = tuple(name[:3] for name in _MONTHS.split())
"""One of these stands in every text that names a month."""
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = "|".join((*_WEEKDAYS, "mon", "tues", "wed", "thurs", "fri"))
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|'\d\d)"
_CENTURY = 100
_WEEK = 7
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date.

    Attributes:
        name: how it is written; ``language`` judges by it.
        pattern: what it looks like in lower case.
        names_month: whether the month stands in it as a word.
    """

    name: str
    pattern: re.Pattern[str]
    names_month: bool


def _form(name: str, pattern: str) -> Form:
    return Form(name, re.compile(pattern.replace(" ", r"\s+")), _MONTH in pattern)


ABSOLUTE = (
    _form(
        "iso", r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]?\d)-(?P<day>[0-3]?\d)(?![\w-])"
    ),
    _form(
        "day first", rf"(?<![\w.,£])(?:the )?{_DAY}(?: of)? (?P<month>{_MONTH})\b(?:,? {_YEAR})?"
    ),
    _form(
        "month first", rf"\b(?P<month>{_MONTH})\.? (?:the )?{_DAY}(?!\d)(?:,? {_YEAR})?(?![\w:%])"
    ),
    _form("month and year", rf"\b(?P<month>{_MONTH})(?: of)? {_YEAR}(?!\w)"),
    _form(
        "numbers",
        r"(?<![\w/.-])(?P<day>[0-3]?\d)(?P<between>[/.-])(?P<month>[0-3]?\d)(?P=between)"
        r"(?P<year>(?:19|20)?\d\d)(?![\w/-])",
    ),
    _form("short numbers", r"(?<![\w/.-])(?P<day>[0-3]?\d)/(?P<month>[0-3]?\d)(?![\w/%-])"),
)
"""Forms that name a day or month of the calendar; the first that matches counts."""

MONTH_ALONE = re.compile(
    rf"\b(?:in|since|last|of|until|till|from|by|during|early|late|mid|every|next|this)[\s-]+"
    rf"(?P<month>{_MONTH})\b(?!\s+(?:be|have|i|we|you|not)\b)"
    rf"|\b(?P<bare>january|february|april|june|july|august|september|october|november|december)\b"
)
YEAR_ALONE = re.compile(
    r"\b(?:in|since|from|by|until|of|during|before|after|back in)\s+((?:19|20)\d\d)\b(?![-/])"
)
DAY_OF_MONTH = re.compile(r"\b(?:on|by|before|until|from|of)\s+the\s+([0-3]?\d)(?:st|nd|rd|th)\b")
RELATIVE = re.compile(
    r"\bthe\s+day\s+before\s+yesterday\b|\bthe\s+day\s+after\s+tomorrow\b|\byesterday\b|"
    r"\btomorrow\b"
    r"|\b(?:last|next)\s+(?:week(?:end)?|month|year|quarter|spring|summer|autumn|winter|"
    r"christmas|night)\b"
    rf"|\b(?:(?:last|next|this|this\s+coming|this\s+past|on|every|by|until|since|before|"
    rf"from)\s+)?(?:{_WEEKDAY})s?\b"
    r"|\bby\s+the\s+end\s+of\s+(?:the|this|next)\s+(?:day|week|month|year)\b"
    r"|\b(?:later|earlier)\s+(?:this|today)\b(?:\s+(?:week|month|year))?"
    r"|\b(?:due|expires?|ends?|payable)\s+today\b|\btonight\b"
)
WORKING_WEEK = re.compile(r"\bmon(?:day)?\s*(?:to|-|–)\s*(?:fri|sun|sat)(?:day|urday)?\b")


def month_of(text: str) -> int:
    """Return the number of a month by its name or number; 0 for what is none."""
    return int(text) if text.isdigit() else _NUMBER_OF.get(text, 0)


def year_of(text: str | None) -> int | None:
    """Return the full year of "2026", "26" or "'26"; None for nothing."""
    if text is None:
        return None
    year = int(text.lstrip("'"))
    return year + 2000 if year < _CENTURY else year


def days_of(found: re.Match[str], years: Iterator[int] | range) -> list[date]:
    """Return the days that an absolute date can mean; without a year one for each of ``years``.

    Numbers are read day first, as the British write them. An impossible day gives none.
    """
    parts = found.groupdict()
    year, month = year_of(parts.get("year")), month_of(parts["month"])
    possible = []
    for each in [year] if year else years:
        try:
            possible.append(date(each, month, int(parts["day"])))
        except ValueError:
            continue
    return possible


def range_of(words: str, today: date) -> set[date] | None:
    """Return the days that relative words can mean, or None where they are too loose."""
    words = " ".join(words.split())
    offsets = {"yesterday": -1, "tomorrow": 1, "tonight": 0}
    offsets |= {"the day before yesterday": -2, "the day after tomorrow": 2, "last night": -1}
    if words in offsets:
        day = today + timedelta(days=offsets[words])
        return {day}
    which, _, unit = words.rpartition(" ")
    weekday = next((i for i, name in enumerate(_WEEKDAYS) if unit[:3] == name[:3]), None)
    if weekday is not None:
        back = (today.weekday() - weekday) % _WEEK or _WEEK
        day = today - timedelta(days=back)
        if which in ("next", "this coming", "by", "until", "every", "before"):
            return None
        # Some say "last Monday" for the one of last week, some for the latest.
        return {day, day - timedelta(days=_WEEK)} if which == "last" else {day}
    if which != "last":
        return None
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    ranges = {
        "week": (monday - timedelta(days=_WEEK), monday - timedelta(days=1)),
        "weekend": (monday - timedelta(days=2), monday - timedelta(days=1)),
        "month": (before, first - timedelta(days=1)),
        "year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    if unit not in ranges:
        return None
    start, end = ranges[unit]
    return {start + timedelta(days=i) for i in range((end - start).days + 1)}


def months_between(first: date, last: date) -> int:
    """Return the whole months from one day to a later one."""
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month
    return months - (last.day < first.day)
