"""How long ago the things of the record happened, for texts that say "two weeks ago"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.calendar_words import months_between

if TYPE_CHECKING:
    from decimal import Decimal

    from engine.checks.evidence import Evidence, Role

_DAYS_A_WEEK, _DAYS_A_FORTNIGHT, _MONTHS_A_YEAR = 7, 14, 12


def was_so_long_ago(
    evidence: Evidence, number: Decimal, unit: str, roles: frozenset[Role]
) -> str | None:
    """Return where the record holds a date that lies so many units back, or None.

    Days must agree; weeks, months and years may be rounded down or to the nearest. Where ``roles``
    are given, only dates of those count.
    """
    for day in evidence.days:
        past = (evidence.today - day.day).days
        if past < 0 or (roles and day.role not in roles):
            continue
        if unit.startswith("day"):
            fits = number == past
        elif unit.startswith("week"):
            fits = number in (past // _DAYS_A_WEEK, round(past / _DAYS_A_WEEK))
        elif unit.startswith("fortnight"):
            fits = number == round(past / _DAYS_A_FORTNIGHT)
        else:
            months = months_between(day.day, evidence.today)
            if unit.startswith("year"):
                months //= _MONTHS_A_YEAR
            fits = number in (months, round(past / 30.44) if unit.startswith("month") else months)
        if fits and (number > 0 or unit.startswith("day")):
            return day.source
    return None
