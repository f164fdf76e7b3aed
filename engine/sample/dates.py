"""Days and hours: everything is dated by the days before the extract, never by a clock.

Day 1 is the day before the extract. Nothing lies on the day itself, so that every moment is past
whatever hour the extract is taken to be from.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.sample.dice import weighted

if TYPE_CHECKING:
    from engine.sample.dice import Dice

HISTORY_DAYS = 540
"""How far back contacts and notifications reach."""

LONGEST_TENURE_DAYS = 27 * 365
"""The oldest accounts are about as old as the open market (1999)."""

SEASONS = ("winter", "spring", "summer", "autumn")

_SUNDAY = 6
# As (month, day): nobody answers and nothing is sent.
_HOLIDAYS = ((1, 1), (1, 2), (12, 25), (12, 26))


def _times(weight_by_hour: dict[int, int]) -> tuple[str, ...]:
    return weighted(
        {
            f"{hour:02}:{minute:02}": weight
            for hour, weight in weight_by_hour.items()
            for minute in range(60)
        }
    )


AGENT_TIMES = _times(
    {8: 3, 9: 7, 10: 8, 11: 8, 12: 6, 13: 6, 14: 7, 15: 7, 16: 7, 17: 6, 18: 4, 19: 2}
)
"""When the lines are open, as ``HH:MM``; busiest in the late morning."""

SENDING_TIMES = _times({9: 6, 10: 8, 11: 6, 12: 4, 13: 3, 14: 4, 15: 4, 16: 4, 17: 5, 18: 4, 19: 1})
"""When notifications go out."""

# No weight from one to two: on one night in March that hour does not exist.
HOME_TIMES = _times(
    {0: 1, 5: 1, 6: 3, 7: 6, 8: 7, 9: 6, 10: 5, 11: 5, 12: 7, 13: 6, 14: 4, 15: 4, 16: 5}
    | {17: 7, 18: 9, 19: 10, 20: 10, 21: 9, 22: 6, 23: 3}
)
"""When people log in: before work, at lunch and in the evening."""


class Dates:
    """The days before one extract, made into text once instead of once a row.

    Attributes:
        as_of: the date of the extract.
        day: ISO dates, indexed by days before the extract.
        season: index into ``SEASONS``, by days before the extract, as far as ``HISTORY_DAYS``.
    """

    __slots__ = ("_open_day", "as_of", "day", "season")

    def __init__(self, as_of: date) -> None:
        """Prepare the days before ``as_of``.

        Raises:
            ValueError: the calendar does not reach back far enough (before the year 28).
        """
        newest = as_of.toordinal()
        dates = [date.fromordinal(newest - n) for n in range(LONGEST_TENURE_DAYS + 1)]
        self.as_of = as_of
        self.day = tuple(day.isoformat() for day in dates)
        self.season = tuple(day.month % 12 // 3 for day in dates[: HISTORY_DAYS + 1])
        self._open_day = _open_days(dates)

    def open_day(self, days_ago: int) -> int:
        """Return ``days_ago``, or the next day on which the lines are open if they are closed.

        For the newest days, where no open day follows, it is the newest open one.
        """
        return self._open_day[days_ago]

    def moment(self, days_ago: int, times: tuple[str, ...], dice: Dice) -> str:
        """Return ``YYYY-MM-DD HH:MM`` on a day, at an hour drawn from ``times``."""
        return f"{self.day[days_ago]} {dice.pick(times)}"


def _open_days(dates: list[date]) -> tuple[int, ...]:
    is_open = [
        day.weekday() != _SUNDAY and (day.month, day.day) not in _HOLIDAYS
        for day in dates[: HISTORY_DAYS + 1]
    ]
    reached = is_open.index(True, 1)
    found = []
    for days_ago, opened in enumerate(is_open):
        if opened and days_ago > 0:
            reached = days_ago
        found.append(reached)
    return tuple(found)
