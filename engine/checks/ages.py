"""Ages and tenures said loosely: "over 60", "in your seventies", "more than a decade with us"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.checks.findings import Category
from engine.checks.numerals import NUMBER, value_of

if TYPE_CHECKING:
    from engine.checks.evidence import Evidence
    from engine.checks.reader import Reader

_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
            "nineties")  # fmt: skip
_IN_DECADE = re.compile(
    rf"\b(?:(?:early|mid|late)[ -])?(?P<decade>{'|'.join(_DECADES)}|[2-9]0'?s)\b"
)
_TURNED = re.compile(rf"\b(?:turned|turning|reached|aged|reach)\s+(?P<age>{NUMBER})\b(?!\s*%)")
_LONG = re.compile(
    rf"\b(?P<n>a|{NUMBER}|several)?\s?(?P<unit>decades?|centur(?:y|ies)|half a century)\b"
)
_OVER = re.compile(r"\b(?:over|above|past|more than|older than|at least)\s+$")
_UNDER = re.compile(r"\b(?:under|below|less than|younger than)\s+$")
_OF_AGE = re.compile(
    r"\b(?:as you are|you are|you're|being|aged|people|customers|those|anyone|age)"
)
_YEARS_A_DECADE = 10
_HINTS = ("ties", "0s", "0's", "decade", "centur", "turn", "aged", "reach")


def check_ages(reader: Reader, evidence: Evidence) -> None:
    """Trace decades of life and decades with us, or report them."""
    if not any(word in reader.low for word in _HINTS):
        return
    for found in reader.free(_TURNED):
        _exactly(reader, evidence, found)
    for found in reader.free(_IN_DECADE):
        _decade(reader, evidence, found)
    for found in reader.free(_LONG):
        _tenure(reader, evidence, found)


def bounded(evidence: Evidence, reader: Reader, found: re.Match[str], value: Decimal) -> str | None:
    """Return where the record gives an age on the side of the bound that the text names."""
    before = reader.clause_before(found.start())
    if _OF_AGE.search(before) is None:
        return None
    for age, source in evidence.measures.get("age", {}).items():
        if (_OVER.search(before) and age >= value) or (_UNDER.search(before) and age < value):
            return source
    return None


def _exactly(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    age = value_of(found["age"])
    source = evidence.measures.get("age", {}).get(age)
    if source:
        reader.hold(*found.span("age"), str(age), source)
    else:
        reader.miss(Category.FACT, "number", *found.span("age"), "the record gives another age")


def _decade(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    said = found["decade"]
    start = int(said[0]) * 10 if said[0].isdigit() else 10 * (_DECADES.index(said) + 2)
    for age, source in evidence.measures.get("age", {}).items():
        if start <= age < start + _YEARS_A_DECADE:
            reader.hold(*found.span(), str(age), source)
            return
    reader.miss(Category.FACT, "number", *found.span(), "the record gives another age")


def _tenure(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    said = found["n"] or "a"
    number = Decimal(2) if said == "several" else value_of(said) or Decimal(1)
    years = number * (10 if "decade" in found["unit"] else 100)
    for held, source in evidence.measures.get("years", {}).items():
        if years <= held < years + _YEARS_A_DECADE:
            reader.hold(*found.span(), str(held), source)
            return
    reader.miss(Category.FACT, "duration", *found.span(), "the record gives another length of time")
