"""The times in exports: ISO 8601 with its offset, British time without one, and Twitter's own."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from engine.ingest.values import BadValueError, moment

_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_TWITTER = re.compile(
    r"(?:[A-Za-z]{3} )?([A-Za-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) ([+-]\d\d):?(\d\d) (\d{4})"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXPECTED = (
    "expected a time such as 2017-10-31T22:10:47Z, 2017-10-31 22:10:47 (UK time) "
    "or Tue Oct 31 22:10:47 +0000 2017"
)
_REMEMBERED = 100_000


def stored_moment(text: str) -> str:
    """Return a time as stored, in UTC with its offset.

    Raises:
        BadValueError: it cannot be read as one.
    """
    found = _TWITTER.fullmatch(text)
    try:
        return moment(_iso(found) if found else text)
    except (BadValueError, ValueError, OverflowError):
        raise BadValueError(_EXPECTED) from None


def _iso(found: re.Match[str]) -> str:
    month, day, hour, minute, second, offset_hours, offset_minutes, year = found.groups()
    number = _MONTHS.get(month.casefold(), 0)
    return (
        f"{year}-{number:02}-{int(day):02}T{hour}:{minute}:{second}{offset_hours}:{offset_minutes}"
    )


class TwitterTimes:
    """Reads Twitter's times quickly: one look-up per hour, one per second within the hour.

    ``Tue Oct 31 22:10:47 +0000 2017`` is ``2017-10-31T22:10:47+00:00``; an offset of whole hours
    changes the hour only. Whatever else it is goes to ``stored_moment``.
    """

    def __init__(self) -> None:
        """Know no hour yet."""
        self._hours: dict[str, tuple[str, int]] = {}
        self._clock = {
            f":{minute:02}:{second:02}": (f":{minute:02}:{second:02}+00:00", minute * 60 + second)
            for minute in range(60)
            for second in range(60)
        }

    def read(self, text: str) -> tuple[str, int]:
        """Return a time as stored, and in seconds from 1970.

        Raises:
            BadValueError: it cannot be read as one.
        """
        hour = self._hours.get(text[:13] + text[19:])
        clock = self._clock.get(text[13:19])
        if hour is not None and clock is not None:
            return hour[0] + clock[0], hour[1] + clock[1]
        stored = stored_moment(text)
        seconds = int((datetime.fromisoformat(stored) - _EPOCH).total_seconds())
        if clock is not None and text[19:23] == " +00" and len(self._hours) < _REMEMBERED:
            self._hours[text[:13] + text[19:]] = stored[:13], seconds - clock[1]
        return stored, seconds
