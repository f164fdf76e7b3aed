"""Dates of birth; and figures that are nobody's data, kept away from the other patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy.labels import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_WRITTEN = (
    rf"(?:{_DAY}[ -]?(?:of )?(?:the )?{_MONTH}\b\.?,?(?:[ -]?(?:'?\d{{2}}|(?:19|20)\d{{2}})\b)?"
    rf"|{_MONTH}\.? {_DAY},?(?: (?:19|20)\d{{2}}\b)?"
    rf"|{_MONTH}\.? (?:19|20)\d{{2}}\b)"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|"
    "(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
)
# "the fourteenth of August nineteen fifty two", day or year in words or figures.
_SPOKEN_YEAR = (
    rf"(?:nineteen (?:hundred and )?(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|oh (?:{_ONES})|\w+teen)"
    rf"|two thousand(?: and (?:{_ONES}|\w+teen))?|(?:{_TENS})[ -](?:{_ONES})|'?\d{{2}}|"
    r"(?:19|20)\d{2})"
)
_SPOKEN = rf"(?:{_ORDINALS}|{_DAY}) (?:of )?{_MONTH},? {_SPOKEN_YEAR}\b"
_FIGURES = (
    r"(?:(?:19|20)\d{2}(?P<iso>[-/.])\d{1,2}(?P=iso)\d{1,2}"
    r"|\d{1,2} ?(?P<by>[-/.]) ?\d{1,2} ?(?P=by) ?(?:(?:19|20)\d{2}|\d{2})"
    r"|(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d{2}"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})(?!\d)"
)
_BIRTH = (
    r"(?:d\.? ?o\.? ?b\b\.?|date[ -]of[ -]birth|birth[ -]?dates?|birthdays?|birthdate|b-?days?"
    r"|date born|(?<!new)born(?! with)|year of birth|birth)"
)
_LINK = (
    r"(?:[\s:=,.()\-]{1,4}(?:(?:is|was|on|in|of|the|as|it's|=|my|his|her|our|record|shows|"
    r"registered|should|be|held|says|date|customer|verified|confirmed|given|back|dd|mm|yyyy|yy|"
    r"mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)\b)?){0,7}"
)
_BORN = re.compile(
    rf"\b{_BIRTH}{_LINK}(?<![a-z0-9])(?P<date>{_SPOKEN}|{_FIGURES}|{_WRITTEN}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}(?!\d)|19[2-9]\d\b|200\d\b)",
    re.IGNORECASE,
)
_IS_BIRTH = re.compile(
    rf"(?<![\w/.-])(?P<date>{_FIGURES}|{_WRITTEN})\s?[,(-]?\s?(?:(?:is|was|as|being|=|for|are) )?"
    rf"(?:(?:my|the|his|her|our|their|your) )?(?:{_BIRTH})",
    re.IGNORECASE,
)


# A full date with a year so far back is no bill's and no reading's.
_LONG_AGO = re.compile(
    r"(?<![\w/.£-])\d{1,2}(?P<by>[-/.])\d{1,2}(?P=by)19[2-8]\d(?![\w/-])|"
    rf"(?<![\w/.£-]){_DAY}[ -](?:of )?{_MONTH}\.?,?[ -]19[2-8]\d(?!\w)",
    re.IGNORECASE,
)
# "I'm 3/3/61": nobody is a date that is not their birthday.
_I_AM = re.compile(
    r"(?:\b(?:i'?m|i am|she'?s|he'?s|she is|he is)|\bb\.?|(?<!\w)\*) ?"
    r"(?P<date>\d{1,2}(?P<by>[-/.])\d{1,2}(?P=by)(?:19\d{2}|200\d|[013-9]\d))(?![\w/-])",
    re.IGNORECASE,
)


def find_births(text: str) -> Iterator[Span]:
    """Find dates of birth: by the words beside them, or because they are so long ago."""
    for pattern in (_BORN, _IS_BIRTH):
        for found in pattern.finditer(text):
            yield Span(found.start("date"), found.end("date"), Label.DOB)
    for found in _LONG_AGO.finditer(text):
        yield Span(*found.span(), Label.DOB)
    for found in _I_AM.finditer(text):
        yield Span(*found.span("date"), Label.DOB)


_UNITS = (
    r"(?:kwh|kw|mwh|wh|watts?|volts?|amps?|kva|m3|m³|cubic|cu|units?|p|pence|pounds?|quid|gbp|%|"
    r"percent|per cent|degrees?|°c|c|months?|days?|weeks?|years?|yrs?|hours?|hrs?|minutes?|mins?|"
    r"seconds?|secs?|times|am|pm|miles?|litres?|metres?|x)"
)
# What stands here is a price, an amount with its unit, a time of day or an ordinary date; also
# the numbers of public services that everybody may know (the gas emergency line and 105 come first:
# https://www.nationalgas.com/safety-and-emergencies, https://www.powercut105.com).
_NOBODYS = re.compile(
    r"(?<![\w+])(?:\(?0800\)?|\+44 ?(?:\(0\))? ?800)[ -]?111[ -]?999(?!\d)"
    r"|(?<!\w)0800[ -]?(?:11[ -]?11|002[ -]?001)(?!\d)"
    r"|(?<!\w)0808[ -]?223[ -]?1133(?!\d)|(?<!\w)0330[ -]?440[ -]?1624(?!\d)"
    r"|[£$€] ?\d[\d,]*(?:\.\d+)?"
    r"|(?<![\w.,])(?<!\d[ -])\d[\d,]{0,12}(?:\.\d{1,4})? ?" + _UNITS + r"(?!\w)"
    r"|(?<![\w.,:])\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    rf"|(?<![\w./-])(?<!\d ){_DAY} {_MONTH}\b(?: (?:19|20)\d{{2}}\b)?"
    r"|(?<![\w./-])(?:\d{1,2}(?P<by>[/.-])\d{1,2}(?P=by)(?:19|20)\d{2}|\d{1,2}/\d{1,2}/\d{2}"
    r"|\d{1,2}\.\d{1,2}\.\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?![\w/-])",
    re.IGNORECASE,
)
# An order, a case or a bill has a number too; it says nothing without our own files.
_PAPERS = re.compile(
    r"\b(?:order|ticket|case|complaint|invoice|booking|job|parcel|tracking|incident|query|"
    r"delivery|batch|model|version|error|fault|firmware|part|appointment|quote)"
    r"(?: (?:number|no\.?|ref(?:erence)?|id|code)){0,2} ?(?:is|was|:|#|=)? ?#?"
    r"(?P<number>[A-Z]{0,4}-?[1-9][\dA-Z-]{3,24})\b",
    re.IGNORECASE,
)


def shielded(text: str) -> str:
    """Return ``text``, as long as before, with the figures that are nobody's data blotted out."""
    text = _NOBODYS.sub(lambda found: "\0" * len(found.group()), text)
    return _PAPERS.sub(
        lambda found: found.group()[: -len(found["number"])] + "\0" * len(found["number"]), text
    )
