"""Times of day as people write them, and the hours and minutes that they can mean."""

from __future__ import annotations

import re

from engine.checks.numerals import value_of

_HOUR = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NOON, _HOURS = 12, 24

CLOCK = re.compile(
    r"(?<![\w£$.,:])(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)"
    r"|(?<![\w£$.,:])(?P<h24>[01]?\d|2[0-4]):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?![\w:])"
    rf"|\b(?P<oclock>{_HOUR}|\d\d?)\s+o'?clock\b"
    rf"|\b(?P<part>half\s+past|quarter\s+past|quarter\s+to)\s+(?P<named>{_HOUR}|\d\d?)\b"
    r"|\b(?P<word>midday|noon|midnight)\b"
    r"|\b(?P<from>\d\d?)\s?(?:-|–|to)\s?(?=\d\d?(?:[.:]\d\d)?\s?[ap]\.?m\b)"
    rf"|\b(?:between|from)\s+(?P<early>{_HOUR}|\d\d?)\s+(?:and|to|until|till)\s+(?:{_HOUR}|\d\d?)"
    r"(?!\S)(?=\s+(?:on|every|each|in|at|during|o'?clock|weekdays?|week|daily|mon|tue|wed|thu|fri|"
    r"sat|sun)\b)"
    r"|(?<=\bat )(?P<hd>[01]?\d|2[0-3])\.(?P<md>[0-5]\d)(?![\w.%])"
    r"|(?<=\bwas )(?P<hw>[01]?\d|2[0-3])\.(?P<mw>[0-5]\d)(?= (?:on|when|in)\b)"
    r"|\b(?P<nine>9)\s?(?:-|–|to)\s?5\b"
)


def time_of(found: re.Match[str]) -> list[tuple[int, int]]:
    """Return the hours and minutes (24-hour clock) that a match of ``CLOCK`` can mean."""
    parts = found.groupdict()
    if parts["word"]:
        return [(0, 0) if parts["word"] == "midnight" else (_NOON, 0)]
    if parts["half"]:
        late = _NOON if parts["half"].startswith("p") else 0
        return [(int(parts["hour"]) % _NOON + late, int(parts["minute"] or 0))]
    for hour_name, minute_name in (("hd", "md"), ("hw", "mw")):
        if parts[hour_name]:
            return [(int(parts[hour_name]), int(parts[minute_name]))]
    if parts["h24"]:
        return [(int(parts["h24"]) % _HOURS, int(parts["m24"]))]
    named = parts["oclock"] or parts["named"]
    if named:
        hour, minute = int(value_of(named)), 0
        if parts["part"]:
            minute = 30 if parts["part"].startswith("half") else 15
            if parts["part"].endswith("to"):
                hour, minute = hour - 1, 45
        return [(hour % _NOON, minute), (hour % _NOON + _NOON, minute)]
    return []
