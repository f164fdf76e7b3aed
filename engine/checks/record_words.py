"""Where the record's own words bear out what a message says the customer spoke of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.calendar_words import ABSOLUTE, days_of, month_of, year_of
from engine.checks.stems import stems
from engine.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.checks.evidence import Evidence


def said_in(found: re.Match[str], *names: str) -> str:
    """Return the first named part that matched, lower case."""
    parts = found.groupdict()
    chosen = (parts[name] for name in (*names, *parts) if parts.get(name))
    return " ".join(next(chosen, "").lower().split())


def topic(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the customer spoke of this: most of the words that say what it was."""
    said = said_in(found, "about", "topic")
    wanted = [stem for stem in stems(said) if stem not in _EMPTY]
    if not wanted:
        return "Interaction History.csv Summary" if evidence.profile.interactions else None
    return _most(evidence, wanted) if _on_that_day(evidence, found, wanted) else None


_ON = re.compile(
    r"\s+(?:on|of|from|in)\s+(?=\d|jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec)", re.IGNORECASE
)


_BEFORE = re.compile(r"\b(?:in|on)\s+(?P<when>\w+(?:\s\w+){0,2}),?\s+$", re.IGNORECASE)


def _on_that_day(evidence: Evidence, found: re.Match[str], wanted: list[str]) -> bool:
    """Whether a contact about this lies on the day named right after it, if one is named."""
    link = _ON.match(found.string, found.end())
    before = _BEFORE.search(found.string[max(0, found.start() - 30) : found.start()])
    if link is None and before is None:
        return True
    if link:
        after = found.string[link.end() : link.end() + 20].lower()
    else:
        after = before["when"].lower() if before else ""
    within = _within(after, evidence)
    if within is None:
        return True
    rows = [
        row
        for row in evidence.profile.interactions
        if row.occurred_at and within(local_date(row.occurred_at))
    ]
    return not rows or any(set(wanted) & set(stems(row.summary or "")) for row in rows)


def _within(after: str, evidence: Evidence) -> Callable[[date], bool] | None:
    """Return whether a day is the day, or in the month, with which a lower-case text begins."""
    for form in ABSOLUTE:
        said = form.pattern.match(after)
        if said and form.name == "day first":
            years = range(evidence.today.year - 1, evidence.today.year + 1)
            days = set(days_of(said, years))
            return days.__contains__
        if said and form.name == "month and year":
            month, year = month_of(said["month"]), year_of(said["year"])
            return lambda day: (day.month, day.year) == (month, year)
    name = re.match(r"[a-z]+", after)
    month = month_of(name.group()) if name else 0
    return (lambda day: day.month == month) if month else None


_EMPTY = frozenset(
    stem
    for stem in stems(
        "issue problem matter question account help know recent last time something thing energy "
        "company team supplier message contact open good better service january february march "
        "april june july august september october november december monday tuesday wednesday "
        "thursday friday saturday sunday one two three four five six "
        "seven eight nine ten few couple "
        "fortnight chat phone email text letter reply writing week "
        "month year day yesterday today last earlier later"
    )
)


def life(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the record itself speaks of the customer's life."""
    return in_words(evidence, said_in(found, "what", "kin"))


def in_words(evidence: Evidence, text: str) -> str | None:
    """Return where the record holds every telling word of a text."""
    wanted = [stem for stem in stems(text) if stem not in _EMPTY]
    if wanted and all(stem in evidence.stems for stem in wanted):
        return evidence.stems[wanted[-1]]
    return None


def _most(evidence: Evidence, wanted: list[str]) -> str | None:
    known = [stem for stem in wanted if stem in evidence.stems]
    return evidence.stems[known[0]] if known and 2 * len(known) >= len(wanted) else None
