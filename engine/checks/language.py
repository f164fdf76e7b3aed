"""British English: spelling, words, and the forms of dates, times and money (uk-rules, rule 18)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.american import WORDS, british_for
from engine.checks.calendar_words import ABSOLUTE
from engine.checks.findings import Category
from engine.language.phrases import Phrases
from engine.privacy.clean import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.checks.evidence import Evidence
    from engine.checks.reader import Reader

_WORD = re.compile(r"[a-z]+")
_QUOTED = re.compile(
    r"“[^”\n]{1,200}”|\"[^\"\n]{1,200}\"|"
    r"(?<!\w)‘[^’\n]{1,200}’(?!\w)|(?<!\w)'[^'\n]{2,200}'(?!\w)"
)
_LINKS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b\S+\.(?:com|co\.uk|org|gov\.uk|org\.uk)\b\S*"
)
_VOCABULARY = tuple((Phrases(pattern), british) for pattern, british in WORDS)
_TIME_ADVICE = re.compile(
    r"(?<![\w£$.,:])[01]?\d(?::[0-5]\d\s?[ap]\.?m\b\.?|(?:\.[0-5]\d)?\s[ap]\.?m\b\.?|"
    r"(?:\.[0-5]\d)?[ap]\.m\b\.?)",
    re.IGNORECASE,
)
_UPPER_HALF = re.compile(r"(?<![\w£$.,:])[01]?\d(?:[.:][0-5]\d)?\s?[AP]\.?M\b\.?")
_WHOLE_POUNDS = re.compile(r"£\s?\d[\d,]*\.00(?!\d)")
_FOREIGN = re.compile(r"[$€]\s?\d[\d,]*(?:\.\d+)?|\busd\b")
_SPACED_POUND = re.compile(r"£\s+\d|\d\s?£|\bgbp\s?\d|\d\s?gbp\b")
_NOON = 12


def check_language(reader: Reader, evidence: Evidence, quoted: Iterable[str] = ()) -> None:
    """Report what is not British English; names, links and quoted words are left alone."""
    skipped = _left_alone(reader, quoted)

    def free(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in skipped)

    for found in _WORD.finditer(reader.low):
        british = british_for(found.group())
        if british and free(*found.span()) and not _is_name(reader, evidence, found):
            _miss(reader, "spelling", *found.span(), f"British spelling: {british}")
    _check_vocabulary(reader, free)
    _check_dates(reader, evidence, free)
    _check_times(reader, free)
    for pattern, why in (
        (_WHOLE_POUNDS, "write whole pounds without pence: £75"),
        (_FOREIGN, "write pounds: £75"),
        (_SPACED_POUND, "write the pound sign directly before the number: £75"),
    ):
        for found in pattern.finditer(reader.low):
            if free(*found.span()):
                _miss(reader, "money_form", *found.span(), why)


def _check_vocabulary(reader: Reader, free: Callable[[int, int], bool]) -> None:
    for phrases, british in _VOCABULARY:
        for found in phrases.finditer(reader.low, reader.low):
            if free(*found.span()):
                why = f"an American word; British: {british}"
                _miss(reader, "vocabulary", *found.span(), why)


def _left_alone(reader: Reader, quoted: Iterable[str]) -> list[tuple[int, int]]:
    found = [match.span() for match in _LINKS.finditer(reader.low)]
    found += [match.span() for match in _QUOTED.finditer(reader.text)]
    for words in quoted:
        needle = words.lower().strip()
        at = reader.low.find(needle) if needle else -1
        while at >= 0:
            found.append((at, at + len(needle)))
            at = reader.low.find(needle, at + 1)
    return found


def _is_name(reader: Reader, evidence: Evidence, found: re.Match[str]) -> bool:
    """Whether it is a name of the record ("Gray", "Honor") written as one."""
    return reader.text[found.start()].isupper() and folded(found.group()) in evidence.names


def _check_dates(reader: Reader, evidence: Evidence, free: Callable[[int, int], bool]) -> None:
    for form in ABSOLUTE:
        if form.name in ("day first", "month and year"):
            continue
        for found in form.pattern.finditer(reader.low):
            if not free(*found.span()):
                continue
            if form.name == "month first" and not _is_a_day(reader, found):
                continue
            if form.name in ("numbers", "short numbers") and not _is_month_first(found, evidence):
                continue
            _miss(reader, "date_form", *found.span(), "write the day first: 1 June 2026")


def _is_a_day(reader: Reader, found: re.Match[str]) -> bool:
    """Not "may 2 people": a month written small that is also a word."""
    return reader.text[found.start()].isupper() or found["month"] not in (
        "may",
        "mar",
        "march",
        "sept",
    )


def _is_month_first(found: re.Match[str], evidence: Evidence) -> bool:
    """Whether a date in numbers must be, or by the record is, month first."""
    day, month = int(found["day"]), int(found["month"])
    if found.groupdict().get("between", "/") != "/" or found.groupdict().get("year") is None:
        return False
    if month > _NOON:
        return day <= _NOON
    pairs = {(each.day.day, each.day.month) for each in evidence.days}
    return day <= _NOON and (day, month) not in pairs and (month, day) in pairs


def _check_times(reader: Reader, free: Callable[[int, int], bool]) -> None:
    done: set[int] = set()
    for pattern in (_TIME_ADVICE, _UPPER_HALF):
        for found in pattern.finditer(reader.text):
            if not free(*found.span()) or found.start() in done:
                continue
            done.add(found.start())
            _miss(reader, "time_form", *found.span(), f"write {_british_time(found.group())}")


def _british_time(text: str) -> str:
    bare = re.sub(r"[\s]", "", text.lower()).replace(":", ".")
    number = bare.rstrip("apm.").removeprefix("0").removesuffix(".00")
    return f"{number}{'pm' if 'p' in bare else 'am'}"


def _miss(reader: Reader, kind: str, start: int, end: int, why: str) -> None:
    reader.miss(Category.LANGUAGE, kind, start, end, why)
