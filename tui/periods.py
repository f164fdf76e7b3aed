"""The periods that figures and conversations are looked at by: weeks, four weeks, or typed days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from engine.errors import OperatorError

_WEEK, _FOUR_WEEKS = timedelta(days=7), timedelta(days=28)
_DAY = timedelta(days=1)


class DaysError(OperatorError):
    """What was typed is not two days."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both in London and both included; None: as far as there is.

    Attributes:
        name: as the screen calls it.
    """

    name: str
    since: date | None = None
    until: date | None = None

    @property
    def words(self) -> str:
        """The name and the days."""
        days = spelt(self.since, self.until)
        return f"{self.name} · {days}" if self.name and days else self.name or days


ALL_TIME = Period("all time")
NAMES = ("week", "before", "four", "all")


def period(name: str, today: date) -> Period:
    """Return one of the ``NAMES``.

    A week is seven whole days, so that it can be set against the seven before.

    Args:
        name: which.
        today: the last day of the latest ones.
    """
    if name == "week":
        return Period("the week", today - _WEEK + _DAY, today)
    if name == "before":
        return Period("the week before", today - 2 * _WEEK + _DAY, today - _WEEK)
    if name == "four":
        return Period("four weeks", today - _FOUR_WEEKS + _DAY, today)
    return ALL_TIME


def typed(text: str) -> Period:
    """Return the period that somebody typed: ``2026-11-01 2026-11-20``, the second day optional.

    Raises:
        DaysError: it is no such thing.
    """
    found = re.findall(r"[^\s,;]+", text.replace("–", " ").replace(" to ", " "))
    try:
        days = [date.fromisoformat(one) for one in found]
    except ValueError:
        days = []
    if not 1 <= len(days) <= 2:
        raise DaysError("write one day or two, such as 2026-11-01 2026-11-20")
    if days[-1] < days[0]:
        raise DaysError(f"a period cannot end on {days[-1]}, before it begins on {days[0]}")
    return Period("", days[0], days[-1])


def spelt(since: date | None, until: date | None) -> str:
    """Return days as short as they can be said: 14–20 Nov 2026."""
    if until is None:
        return f"since {_day(since)}" if since else ""
    if since is None:
        return f"until {_day(until)}"
    if since == until:
        return _day(since)
    first = f"{since.day}"
    if (since.year, since.month) != (until.year, until.month):
        first += f" {since:%b}"
    if since.year != until.year:
        first += f" {since.year}"
    return f"{first}–{_day(until)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
