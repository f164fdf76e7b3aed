"""Amounts, percentages, durations, counts and other numbers must be those of the record."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.checks.ages import bounded, check_ages
from engine.checks.figure_patterns import (
    ABOUT,
    ASKED,
    BARE_NUMBER,
    COUNT,
    COUNTED_BY,
    FRACTION,
    GLUED,
    HARMLESS_COUNTS,
    KEYWORDS,
    NEAR,
    NOUN_OF,
    ORDINAL,
    ORDINALS,
    OUT_OF,
    PERCENT,
    QUANTITY,
    SCALES,
    TIMES,
    VERB,
    WITHIN,
)
from engine.checks.findings import Category
from engine.checks.numerals import AMOUNT, NUMBER, amount_of, value_of
from engine.checks.spans_of_time import was_so_long_ago
from engine.checks.ties import tied_to
from engine.language.british import format_money, plain_number

if TYPE_CHECKING:
    from engine.checks.evidence import Evidence
    from engine.checks.reader import Reader


def check_figures(reader: Reader, evidence: Evidence, *, counts: bool = False) -> None:
    """Trace every amount and number, or report it.

    Args:
        reader: the text.
        evidence: the record.
        counts: whether a bare number may count rows ("opened: 2 of 5"), as lines for agents do.
    """
    check_ages(reader, evidence)
    for found in reader.free(AMOUNT):
        _amount(reader, evidence, found)
    for found in reader.free(PERCENT):
        # What share of the data is known is for the agent's eyes.
        _plain(reader, evidence, found, "percent" if counts else "", "percentage")
    _fractions(reader)
    for found in reader.free(OUT_OF):
        _out_of(reader, evidence, found)
    for found in reader.free(QUANTITY):
        _quantity(reader, evidence, found)
    for pattern in (COUNT, ORDINAL):
        for found in reader.free(pattern):
            _count(reader, evidence, found)
    for found in reader.free(BARE_NUMBER):
        _number(reader, evidence, found, counts=counts)
    for found in reader.free(GLUED):
        if not found.group()[-1].isalpha() or found.group()[-1] in "kx":
            _number(reader, evidence, found, counts=counts)


def _fractions(reader: Reader) -> None:
    for found in reader.free(FRACTION):
        _miss(reader, found, "percentage", "the record states no such share")


def _amount(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    amount = amount_of(found)
    source = evidence.amounts.get(amount)
    if source:
        reader.hold(*found.span(), format_money(amount), source)
    else:
        _miss(reader, found, "amount", "the record states no such amount of money")


def _plain(
    reader: Reader, evidence: Evidence, found: re.Match[str], measure: str, kind: str
) -> None:
    value = _value(found)
    source = evidence.measures.get(measure, {}).get(value) or evidence.numbers.get(value)
    if source:
        reader.hold(*found.span(), plain_number(value), source)
    else:
        _miss(reader, found, kind, f"the record states no such {kind}")


def _out_of(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    whole = "100" if "hundred" in found["whole"] else str(int(value_of(found["whole"])))
    tied = _keyword(reader.clause_before(found.start()))
    measures = (tied,) if tied else SCALES.get(whole, ())
    _first_of(reader, evidence, found, measures, f"no score of the record is {found.group()}")


def _quantity(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    unit, value = found["unit"].rpartition(" ")[2], _value(found)
    before = reader.clause_before(found.start())
    if unit.startswith(("year", "yr")):
        if found["old"] or before.endswith(("aged ", "age ")):
            _first_of(reader, evidence, found, ("age",), "the record gives another age")
            return
        if WITHIN.search(before) is None or before.rstrip().endswith(("only", "just")):
            _years(reader, evidence, found, value, before)
            return
    elif unit == "kwh":
        _kwh(reader, evidence, found, before)
        return
    elif unit.startswith(("hour", "hr", "min")) and WITHIN.search(before) is None:
        _hours(reader, evidence, found, "hours" if unit.startswith("h") else "minutes")
        return
    elif WITHIN.search(before) is None:
        source = was_so_long_ago(evidence, value, unit, tied_to(before))
        if source:
            reader.hold(*found.span(), found.group(), source)
            return
    if value in evidence.numbers:
        reader.hold(*found.span(), plain_number(value), evidence.numbers[value])
        return
    _miss(reader, found, "duration", "the record holds no such length of time")


def _years(
    reader: Reader, evidence: Evidence, found: re.Match[str], value: Decimal, before: str
) -> None:
    nearly = before.rstrip().endswith(("nearly", "almost", "close to", "coming up to"))
    wanted = value - 1 if nearly else value
    source = evidence.measures.get("years", {}).get(wanted) or (
        was_so_long_ago(evidence, value, "years", tied_to(before))
        if reader.words_after(found.end()).startswith(" ago")
        else None
    )
    if source:
        reader.hold(*found.span(), plain_number(value), source)
    else:
        _miss(reader, found, "duration", "the record gives another number of years")


def _count(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    parts = found.groupdict()
    said = parts["n"] or parts["times"] or ""
    if said in HARMLESS_COUNTS:
        return
    number = ORDINALS.get(said)
    if number is None:
        number = {"twice": 2, "thrice": 3}.get(said) or int(value_of(said))
    if said == "one":
        reader.take(*found.span())
        return
    noun = parts["noun"] or "times"
    kinds = [what for what, pattern in NOUN_OF.items() if pattern.fullmatch(noun)]
    if noun in TIMES:
        done = VERB.findall(reader.clause_before(found.start()) or reader.words_after(found.end()))
        kinds = [COUNTED_BY[done[-1]]] if done else kinds
    for what in kinds:
        source = evidence.tallies.get(what, {}).get(number)
        if source:
            reader.hold(*found.span(), str(number), source)
            return
    if _asks_for(reader, found, kinds):
        return
    # An ordinal counts up to a row that is there.
    if said in ORDINALS or said[:1].isdigit():
        most = max((n for what in kinds for n in evidence.tallies.get(what, {})), default=0)
        if said in ORDINALS and number <= most:
            reader.take(*found.span())
            return
    _miss(reader, found, "number", f"the record does not count {found.group()}")


def _asks_for(reader: Reader, found: re.Match[str], kinds: list[str]) -> bool:
    """Whether it states nothing: "could you send us your last two readings?"."""
    if not {*kinds} <= {"reading", "bill"} or "miss" in found.group():
        return False
    return ASKED.search(reader.clause_before(found.start())) is not None


def _kwh(reader: Reader, evidence: Evidence, found: re.Match[str], before: str) -> None:
    about = _roughly(evidence, "kwh", _value(found)) if ABOUT.search(before) else None
    if about:
        reader.hold(*found.span(), found.group(), about)
    else:
        _first_of(reader, evidence, found, ("kwh",), "the record holds no such usage")


def _hours(reader: Reader, evidence: Evidence, found: re.Match[str], measure: str) -> None:
    in_minutes = _roughly(evidence, "minutes", _value(found) * 60) if measure == "hours" else None
    if in_minutes:
        reader.hold(*found.span(), found.group(), in_minutes)
    else:
        _first_of(reader, evidence, found, (measure,), "the record holds no such duration")


def _tally(evidence: Evidence, value: Decimal) -> str | None:
    if not value:
        return "no such rows"
    return next(
        (where for held in evidence.tallies.values() if (where := held.get(int(value)))), None
    )


def _number(reader: Reader, evidence: Evidence, found: re.Match[str], *, counts: bool) -> None:
    value = _value(found)
    tied = _keyword(reader.clause_before(found.start()))
    if tied:
        _first_of(reader, evidence, found, (tied,), f"the record gives another {tied}")
        return
    known = evidence.references.get(found.group())
    source = (
        known
        or evidence.numbers.get(value)
        or bounded(evidence, reader, found, value)
        or (_tally(evidence, value) if counts else None)
    )
    if source:
        reader.hold(*found.span(), found.group(), source)
        return
    if reader.clause_before(found.start()).endswith(("at ", "at age ", "now ")):
        at_age = evidence.measures.get("age", {}).get(value)
        if at_age:
            reader.hold(*found.span(), found.group(), at_age)
            return
    elsewhere = next(
        (where for values in evidence.measures.values() if (where := values.get(value))), None
    )
    why = f"in the record this number is {elsewhere}" if elsewhere else "not in the record"
    _miss(reader, found, "number", f"this number cannot be traced: {why}")


def _first_of(
    reader: Reader,
    evidence: Evidence,
    found: re.Match[str],
    measures: tuple[str, ...],
    why: str,
) -> None:
    value = _value(found)
    for measure in measures:
        source = evidence.measures.get(measure, {}).get(value)
        if source:
            reader.hold(*found.span(), plain_number(value), source)
            return
    _miss(reader, found, "number", why)


def _roughly(evidence: Evidence, measure: str, value: Decimal) -> str | None:
    """Return where the record holds a number that rounds to this one."""
    for held, source in evidence.measures.get(measure, {}).items():
        if abs(held - value) <= max(held * NEAR, Decimal("0.5")):
            return source
    return None


def _keyword(before: str) -> str | None:
    """Return the measure that the last words before a number name."""
    near = before[-28:].replace("churn risk", "churn").replace("churn_risk", "churn")
    best = max(((near.rfind(word), name) for word, name in KEYWORDS), default=(-1, ""))
    return best[1] if best[0] >= 0 else None


def _value(found: re.Match[str]) -> Decimal:
    number = _LEADING.match(found.group())
    return value_of(number.group()) if number else Decimal(0)


_LEADING = re.compile(NUMBER)


def _miss(reader: Reader, found: re.Match[str], kind: str, why: str) -> None:
    reader.miss(Category.FACT, kind, *found.span(), why)
