"""Time: passed in as a clock, stored in UTC with an offset, shown in Europe/London."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the present moment as an aware datetime in UTC."""

LONDON = ZoneInfo("Europe/London")


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def fixed_clock(moment: datetime) -> Clock:
    """Return a clock that always shows ``moment``: what a command needs to be repeatable."""
    utc = moment.astimezone(UTC)
    return lambda: utc


def running_clock(start: datetime) -> Clock:
    """Return a clock set to ``start`` now and running on from there, for the screen."""
    utc = start.astimezone(UTC)
    began = time.monotonic()
    return lambda: utc + timedelta(seconds=time.monotonic() - began)


def session_clock(start: datetime | None) -> Clock:
    """Return the clock of a session that a person sits at: it runs, from ``start`` if there is one.

    Undo windows and pauses pass by it, also where the settings set the clock.
    """
    return running_clock(start) if start else system_clock


def to_text(moment: datetime) -> str:
    """Return an aware ``moment`` as stored: ISO 8601 in UTC with its offset.

    Stored texts sort in the order of time, whatever their fraction of a second.

    Raises:
        ValueError: ``moment`` has no offset.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without an offset cannot be stored: {moment!r}")
    utc = moment.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds" if utc.microsecond else "seconds")


def from_text(text: str) -> datetime:
    """Return the moment that ``to_text`` wrote."""
    return datetime.fromisoformat(text)


def from_text_or_none(text: str | None) -> datetime | None:
    """Return the stored moment, or None where nothing is stored."""
    return None if text is None else datetime.fromisoformat(text)


def local_date(moment: datetime) -> date:
    """Return the calendar day of ``moment`` in London."""
    return moment.astimezone(LONDON).date()
