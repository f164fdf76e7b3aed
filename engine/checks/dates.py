"""Dates and times in a text must be dates and times of the record, and of the same thing."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from engine.checks.calendar_words import (
    ABSOLUTE,
    DAY_OF_MONTH,
    MONTH_ALONE,
    MONTH_STARTS,
    RELATIVE,
    WORKING_WEEK,
    YEAR_ALONE,
    days_of,
    month_of,
    range_of,
    year_of,
)
from engine.checks.clock_words import CLOCK, time_of
from engine.checks.evidence import Role
from engine.checks.findings import Category
from engine.checks.ties import tied_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.checks.evidence import Day, Evidence
    from engine.checks.reader import Reader

_NAMES = {
    Role.SINCE: "the start as a customer",
    Role.LOGIN: "a login",
    Role.CONTACT: "a contact",
    Role.MESSAGE: "a message we sent",
    Role.NOTE: "a note",
}


def check_dates(reader: Reader, evidence: Evidence) -> None:
    """Trace every date and time of day, or report it."""
    for found in reader.free(WORKING_WEEK):
        reader.take(*found.span())
    # Times first: "10:30 on 3 September" must not lose its minutes to a date.
    for found in reader.free(CLOCK):
        _check_time(reader, evidence, found)
    if not evidence.days:
        years = range(evidence.today.year - 1, evidence.today.year + 1)
    else:
        all_years = [day.day.year for day in evidence.days]
        years = range(min(all_years), max(*all_years, evidence.today.year) + 1)
    names_month = any(month in reader.low for month in MONTH_STARTS)
    for form in ABSOLUTE:
        if form.names_month and not names_month:
            continue
        for found in reader.free(form.pattern):
            _check_absolute(reader, evidence, form.name, found, years)
    _check_parts(reader, evidence, names_month=names_month)


def _check_parts(reader: Reader, evidence: Evidence, *, names_month: bool) -> None:
    for found in reader.free(MONTH_ALONE) if names_month else ():
        if (
            found["month"] in ("may", "march", "mar")
            and reader.text[found.start("month")].islower()
        ):
            continue  # "this may help": no month
        month = month_of(found["month"] or found["bare"])
        _settle(reader, evidence, found, partial(_in_month, month))
    for found in reader.free(YEAR_ALONE):
        year = int(found[1])
        _settle(reader, evidence, found, partial(_in_year, year))
    for found in reader.free(DAY_OF_MONTH):
        number = int(found[1])
        _settle(reader, evidence, found, partial(_on_number, number))
    for found in reader.free(RELATIVE):
        reach = range_of(found.group(), evidence.today)
        if reach is None:
            if not _in_own_words(reader, evidence, found):
                _miss(reader, found, "the record holds no such date for this customer")
        else:
            _settle(reader, evidence, found, partial(_among, reach))


def _in_month(month: int, day: Day) -> bool:
    return day.day.month == month


def _in_year(year: int, day: Day) -> bool:
    return day.day.year == year


def _on_number(number: int, day: Day) -> bool:
    return day.day.day == number


def _among(days: set[date], day: Day) -> bool:
    return day.day in days


def _check_absolute(
    reader: Reader, evidence: Evidence, form: str, found: re.Match[str], years: range
) -> None:
    if form == "month and year":
        month, year = month_of(found["month"]), year_of(found["year"])
        _settle(reader, evidence, found, lambda day: (day.day.month, day.day.year) == (month, year))
        return
    possible = set(days_of(found, years))
    if form in ("numbers", "short numbers") and not any(
        day.day in possible for day in evidence.days
    ):
        # Month first is wrong here, and language says so; the fact is then looked up all the same.
        possible |= _month_first(found, years)
    if form == "short numbers" and not possible:
        return
    _settle(reader, evidence, found, partial(_among, possible))
    _check_weekday(reader, found, possible, evidence)
    _check_listed(reader, evidence, found, years)


_WEEKDAY_BEFORE = re.compile(
    r"\b(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?$"
)
_LISTED = re.compile(
    r"(?<![\w.,£:])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s*(?:,|and|or|to|&|-|–)\s*(?:(?:on|the)\s+)*$"
)
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _check_weekday(
    reader: Reader, found: re.Match[str], possible: set[date], evidence: Evidence
) -> None:
    """The day of the week written before a date must be that of the date."""
    before = reader.low[max(0, found.start() - 16) : found.start()]
    named = _WEEKDAY_BEFORE.search(before)
    if named is None:
        return
    start = found.start() - len(before) + named.start()
    wanted = _DAY_NAMES.index(named["name"][:3])
    held = {day.day for day in evidence.days if day.day in possible} or possible
    if any(day.weekday() == wanted for day in held):
        reader.take(start, found.start())
    elif not reader.missed(*found.span()):
        why = "this date falls on another day of the week"
        reader.miss(Category.FACT, "date", start, found.start(), why)


def _check_listed(reader: Reader, evidence: Evidence, found: re.Match[str], years: range) -> None:
    """Days named before a date share its month: "on 4 and 11 November"."""
    month = found.groupdict().get("month")
    listed = _LISTED.search(reader.low, max(0, found.start() - 12), found.start())
    while listed and month and reader.is_free(*listed.span("day")):
        days = set()
        for year in years:
            with suppress(ValueError):
                days.add(date(year, month_of(month), int(listed["day"])))
        held = next((day for day in evidence.days if day.day in days), None)
        if held:
            reader.hold(*listed.span("day"), held.day.isoformat(), held.source)
        else:
            why = "the record holds no such date for this customer"
            reader.miss(Category.FACT, "date", *listed.span("day"), why)
        listed = _LISTED.search(reader.low, max(0, listed.start() - 12), listed.start())


def _month_first(found: re.Match[str], years: range) -> set[date]:
    swapped = re.sub(r"^(\d+)(\D)(\d+)", r"\3\2\1", found.group())
    again = found.re.fullmatch(swapped)
    return set(days_of(again, years)) if again else set()


def _settle(
    reader: Reader, evidence: Evidence, found: re.Match[str], matches: Callable[[Day], bool]
) -> None:
    days = [day for day in evidence.days if matches(day)]
    if not days:
        _miss(reader, found, "the record holds no such date for this customer")
        return
    roles = tied_to(reader.clause_before(found.start()))
    of_role = [day for day in days if day.role in roles] if roles else days
    if not of_role:
        said = " or ".join(_NAMES[role] for role in sorted(roles) if role is not Role.NOTE)
        _miss(
            reader, found, f"in the record this is the date of {_NAMES[days[0].role]}, not {said}"
        )
        return
    best = max(of_role, key=lambda day: day.day)
    reader.hold(*found.span(), best.day.isoformat(), best.source)


def _in_own_words(reader: Reader, evidence: Evidence, found: re.Match[str]) -> bool:
    """Whether a summary or note says just that ("prices from next month")."""
    words = " ".join(found.group().split())
    for row in evidence.profile.interactions:
        if row.summary and words in row.summary.lower():
            reader.hold(*found.span(), words, "Interaction History.csv Summary")
            return True
    for note in evidence.profile.notes:
        if words in note.text.lower():
            reader.hold(*found.span(), words, f"note by {note.agent}")
            return True
    return False


def _check_time(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    for moment in time_of(found):
        if moment in evidence.times:
            value = f"{moment[0]:02}:{moment[1]:02}"
            reader.hold(*found.span(), value, evidence.times[moment])
            return
    reader.miss(
        Category.FACT, "time", *found.span(), "this time of day is not in the customer's record"
    )


def _miss(reader: Reader, found: re.Match[str], why: str) -> None:
    reader.miss(Category.FACT, "date", *found.span(), why)
