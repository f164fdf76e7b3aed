"""Read one cell: text in, typed value out, or the reason why not.

Every parser takes the stripped text of a cell that is not missing. It returns what the store keeps
(``int``, ``float``, ``str``), or raises ``BadValueError`` with a reason that tells a person what
was expected, or returns ``Unclear``: a value taken on the safe side, to be reported.

Columns with more different texts than can be remembered also have a plain parser. It reads a whole
column several times quicker, but only cells that are written as most are; at any other it raises
``ValueError`` or ``LookupError``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from engine.clock import LONDON
from engine.privacy.clean import clean_line, clean_text

Value = int | float | str | None

MISSING = frozenset({"", "nan", "n/a", "#n/a", "na", "null", "-", "none"})
"""Spellings, in lower case, that mean "not known"."""

MISSING_BUT_NONE = MISSING - {"none"}
"""For the columns of the energy file in which the word ``None`` is a value."""


class BadValueError(ValueError):
    """The cell cannot be read; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A value that was read on the safe side, and what to tell the operator."""

    value: Value
    note: str


Parser = Callable[[str], Value | Unclear]
PlainParser = Callable[[Sequence[str]], Sequence[Value]]

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_LARGEST_INTEGER = 2**63 - 1


def number(low: float, high: float) -> Parser:
    """Return a parser of numbers from ``low`` to ``high``, both included."""

    def parse(text: str) -> float:
        if not _NUMBER.fullmatch(text):
            raise BadValueError("expected a number")
        value = float(text)
        if not low <= value <= high or math.isinf(value):
            raise BadValueError(f"expected a number {_range(low, high)}")
        return value

    return parse


def integer(low: int, high: int = _LARGEST_INTEGER) -> Parser:
    """Return a parser of whole numbers; ``45.0``, as spreadsheets write them, is one."""

    def parse(text: str) -> int:
        digits, _, fraction = text.partition(".")
        if not (digits.isascii() and digits.removeprefix("-").isdigit()) or fraction.strip("0"):
            raise BadValueError("expected a whole number")
        value = int(digits[:25])
        if not low <= value <= high:
            raise BadValueError(f"expected a whole number {_range(low, high)}")
        return value

    return parse


def plain_integers(low: int) -> PlainParser:
    """Return a plain parser of whole numbers from ``low`` up, written in digits only."""

    def parse(cells: Sequence[str]) -> list[int]:
        digits = "".join(cells)
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError
        values = list(map(int, cells))
        if not low <= min(values) <= max(values) <= _LARGEST_INTEGER:
            raise ValueError
        return values

    return parse


def _range(low: float, high: float) -> str:
    if high in (_LARGEST_INTEGER, float("inf")):
        return f"of {low:g} or more"
    return f"from {low:g} to {high:g}"


def one_of(*choices: str) -> Parser:
    """Return a parser of a closed vocabulary; case, ``_`` and runs of blanks do not matter."""
    known = {_folded(choice): choice for choice in choices}

    def parse(text: str) -> str:
        found = known.get(_folded(text))
        if found is None:
            raise BadValueError(f"expected one of {', '.join(choices)}")
        return found

    return parse


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


def words(text: str) -> str:
    """Parse a short text: cleaned, on one line."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return clean_line(text)


def plain_words(cells: Sequence[str]) -> Sequence[str]:
    """Parse short texts of letters, digits and marks, without blanks, that need no cleaning."""
    text = "".join(cells)
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise ValueError
    if not MISSING.isdisjoint(map(str.casefold, cells)):
        raise ValueError
    return cells


def prose(text: str) -> str:
    """Parse a free text: cleaned, its lines kept."""
    return clean_text(text).strip()


_YES = frozenset({"yes", "y", "true", "1", "1.0"})
_NO = frozenset({"no", "n", "false", "0", "0.0"})


def flag(text: str) -> int:
    """Parse Yes or No to 1 or 0."""
    folded = text.casefold()
    if folded in _YES:
        return 1
    if folded in _NO:
        return 0
    raise BadValueError("expected Yes or No")


def consent(text: str) -> int | Unclear:
    """Parse a consent: only a clear yes counts as one (UK GDPR art 4(11): unambiguous)."""
    folded = text.casefold()
    if folded in _YES:
        return 1
    return 0 if folded in _NO else Unclear(0, "unclear consent, taken as No")


def protection(text: str) -> int | Unclear:
    """Parse a protective mark (Priority Services, Breathing Space): unless it says no, it holds."""
    folded = text.casefold()
    if folded in _NO:
        return 0
    return 1 if folded in _YES else Unclear(1, "unclear mark, taken as Yes to protect the customer")


_WRITTEN_DATES = ("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d/%m/%y")
_UK_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DATE_AND_CLOCK = re.compile(r"(.+?\d)(?:T|,? +)(\d{1,2}:\d\d.*)")
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2200


def day(text: str) -> str:
    """Parse a date, ISO or British (day first); of a time, its day in London. Stored as ISO."""
    value = _moment(text)
    if value.tzinfo is not None:
        value = value.astimezone(LONDON)
    return value.date().isoformat()


def moment(text: str) -> str:
    """Parse a time; one without an offset is Europe/London. Stored as ISO in UTC with offset.

    When the clocks go back, an hour happens twice; the first is meant. When they go forward, an
    hour never happens; a time in it is counted from midnight.
    """
    value = _moment(text)
    if value.tzinfo is None:
        value = value.replace(tzinfo=LONDON)
    return value.astimezone(UTC).isoformat(timespec="seconds")


def plain_moments(cells: Sequence[str]) -> list[Value]:
    """Parse times such as ``2025-09-28 11:31``, ``28/09/2025 11:31:05`` or nothing.

    London's offset to UTC is whole hours and changes on the hour: it is looked up per hour.
    """
    return [_HOURS[cell[:13]] + _MINUTES[cell[13:]] if cell else None for cell in cells]


class _Hours(dict[str, str]):
    """``28/09/2025 11`` in London, as an hour of UTC: ``2025-09-28T10``."""

    _plain = re.compile(r"(\d{4}-\d\d-\d\d[ T]|\d\d/\d\d/\d{4} )\d\d", re.ASCII)

    def __missing__(self, hour: str) -> str:
        if not self._plain.fullmatch(hour):
            raise KeyError(hour)
        self[hour] = moment(f"{hour}:00")[:13]
        return self[hour]


class _Minutes(dict[str, str]):
    """``:31`` or ``:31:05`` as the end of a stored moment: ``:31:05+00:00``."""

    _plain = re.compile(r":[0-5]\d(:[0-5]\d)?", re.ASCII)

    def __missing__(self, minutes: str) -> str:
        if not self._plain.fullmatch(minutes):
            raise KeyError(minutes)
        seconds = "" if len(minutes) > len(":31") else ":00"
        self[minutes] = f"{minutes}{seconds}+00:00"
        return self[minutes]


_HOURS = _Hours()
_MINUTES = _Minutes()


def _moment(text: str) -> datetime:
    if not text.isascii():
        raise BadValueError(_EXPECTED_DATE)
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        value = _british_moment(text)
    if not _EARLIEST_YEAR <= value.year <= _LATEST_YEAR:
        raise BadValueError(f"expected a year from {_EARLIEST_YEAR} to {_LATEST_YEAR}")
    return value


_EXPECTED_DATE = "expected a date such as 2025-09-28 11:31 or 28/09/2025 11:31 (day first)"


def _british_moment(text: str) -> datetime:
    """Parse ``28/09/2025 11:31`` and its kin, which ``fromisoformat`` does not know."""
    parts = _DATE_AND_CLOCK.fullmatch(text)
    date_text, clock_text = parts.groups() if parts else (text, "00:00")
    if clock_text[1] == ":":
        clock_text = f"0{clock_text}"
    try:
        clock = time.fromisoformat(clock_text)
        return datetime.combine(_british_date(date_text), clock)
    except ValueError:
        raise BadValueError(_EXPECTED_DATE) from None


def _british_date(text: str) -> date:
    if found := _UK_DATE.fullmatch(text):
        d, m, y = map(int, found.groups())
        return date(y, m, d)
    for layout in _WRITTEN_DATES:
        try:
            return datetime.strptime(text, layout).date()  # noqa: DTZ007 - only its date is kept
        except ValueError:
            continue
    raise ValueError(text)
