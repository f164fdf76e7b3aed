"""The hours in which a message may go, by the clock of Europe/London (uk-rules, rule 8).

Source: the older DMA code (08:00–21:00 on weekdays, 09:00–21:00 at weekends); ours are stricter.
Clock changes need no care here: windows are counted in wall-clock time and turned into instants
at the end, and none of their edges lies in the hour that is skipped or repeated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from engine.clock import LONDON

_SUNDAY = 6
_NATIONS = ("ENG", "WLS", "SCT")
"""The nations of our energy market. A holiday in one of them counts in all: the record does not
say surely enough who lives where."""

_SEARCHED_DAYS = 14
"""The longest row of days on which nothing may go is Christmas and New Year, far shorter."""


@dataclass(frozen=True, slots=True)
class Window:
    """Daily hours.

    Attributes:
        opens: the first moment at which a message may go, wall-clock time in London.
        closes: the first moment at which it may not any more.
        rests: no messages on Sundays and bank holidays.
    """

    opens: time
    closes: time
    rests: bool

    def is_open(self, moment: datetime) -> bool:
        """Whether a message may go at ``moment``, an aware datetime."""
        local = moment.astimezone(LONDON)
        return self.opens <= local.time() < self.closes and not self._rests_on(local.date())

    def next_opening(self, moment: datetime) -> datetime:
        """Return ``moment`` where the window is open, else when it opens next, in UTC."""
        if self.is_open(moment):
            return moment
        day = moment.astimezone(LONDON).date()
        for _ in range(_SEARCHED_DAYS):
            opening = datetime.combine(day, self.opens, LONDON).astimezone(UTC)
            if opening > moment and not self._rests_on(day):
                return opening
            day += timedelta(days=1)
        raise AssertionError(f"no opening within {_SEARCHED_DAYS} days of {moment}")

    def why_closed(self, moment: datetime) -> str:
        """Return why a message may not go at ``moment``, as part of a sentence."""
        local = moment.astimezone(LONDON)
        if self.rests and local.weekday() == _SUNDAY:
            return "on Sundays"
        if self.rests and (name := holiday(local.date())):
            return f"on a bank holiday ({name})"
        return f"outside {self.opens:%H:%M} to {self.closes:%H:%M}"

    def _rests_on(self, day: date) -> bool:
        return self.rests and (day.weekday() == _SUNDAY or holiday(day) is not None)


MARKETING_HOURS = Window(time(9), time(20), rests=True)
"""For marketing and for anything about debt."""

SERVICE_HOURS = Window(time(8), time(21), rests=False)


def holiday(day: date) -> str | None:
    """Return the name of the bank holiday that ``day`` is, or None."""
    return _holidays(day.year).get(day)


@cache
def _holidays(year: int) -> dict[date, str]:
    import holidays

    found: dict[date, str] = {}
    for nation in _NATIONS:
        found |= holidays.country_holidays("GB", subdiv=nation, years=year)
    return found
