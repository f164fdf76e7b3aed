"""Cards, phones and meter points: long numbers that a check digit or their shape gives away.

A text is read as runs of digit groups ("0770", "0900", "123"); what a person means by a stretch of
groups does not depend on where they put the blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from engine.privacy.labels import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN = re.compile(r"(?<![\w.,£$€#])[+(]{0,2}[0-9Oo](?<![Oo](?=\D))(?:[ .\-/()_\t\n]{0,3}[0-9])*")
_GROUP = re.compile(r"[0-9Oo]+")
_LONGEST = 21
_CARD_GROUPS = {
    (16,), (15,), (19,), (18,), (4, 4, 4, 4), (4, 6, 5), (4, 4, 4, 3), (4, 5, 6), (8, 8), (6, 10),
    (4, 4, 4, 4, 3), (4, 4, 4, 4, 2), (6, 13), (4, 12), (4, 4, 8), (5, 5, 5), (8, 4, 4), (4, 8, 4),
}  # fmt: skip
_ABOUT_CARD = re.compile(
    r"\b(?:card|visa|mastercard|amex|american express|maestro|debit|credit)\b", re.IGNORECASE
)
_ABOUT_METER = re.compile(
    r"\b(?:mpans?|mpan\w*|supply (?:number|no)|meter point|s[ -]number|import|export|"
    r"electricity meter|meter (?:number|no)|core)\b",
    re.IGNORECASE,
)
_ABOUT_PHONE = re.compile(
    r"\b(?:tel|tele|telephone|phone|ph|mob|mobile|cell|landline|call|ring|text|txt|sms|whatsapp|"
    r"number|no|num|contact|reach|dial|rang|called|fax|home|work|bell|buzz|msg|message|"
    r"callback)\b",
    re.IGNORECASE,
)
# Straight before a number without its area code; a bare "number" says too little.
_PHONE_HERE = re.compile(
    r"(?:\b(?:tel|telephone|phone|ph|mob|mobile|landline|fax|whatsapp)"
    r"(?: ?(?:number|no|num)\b)?\.?(?: is| was|'s)?"
    r"|\b(?:call|ring|text|phone|contact|reach|bell)(?: me| us| him| her| them)?(?: back)?"
    r"(?: any ?time)? (?:on|at))\s?[:.#]?\s?$",
    re.IGNORECASE,
)
_S_NUMBER = re.compile(r"\bS ?[:-]? ?$")
_EXTENSION = re.compile(r",?\s?(?:x|ext|extn|extension)\.? ?\d{1,5}\b", re.IGNORECASE)
# The check digit of an MPAN: its first twelve digits times these primes, modulo 11, modulo 10
# (Balancing and Settlement Code Procedure 501).
_PRIMES = (3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43)


@dataclass(frozen=True, slots=True)
class _Run:
    """Digit groups that stand together; offsets into the text."""

    text: str
    start: int
    groups: tuple[tuple[int, int], ...]
    joined: str
    offsets: tuple[int, ...]
    _said: dict[tuple[int, int], bool] = field(default_factory=dict)

    def digits(self, first: int, last: int) -> str:
        return self.joined[self.offsets[first] : self.offsets[last + 1]]

    def lengths(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(b - a for a, b in self.groups[first : last + 1])

    def says(self, first: int, pattern: re.Pattern[str]) -> bool:
        """Whether the words before a group match; looked up once for each group."""
        # A compiled pattern hashes all its code each time; its identity is enough here.
        key = first, id(pattern)
        if key not in self._said:
            place = self.groups[first][0]
            self._said[key] = pattern.search(self.text[max(0, place - 45) : place]) is not None
        return self._said[key]


# "my card ends 4417", "mobile, last four 0912": what is left of a number still tells whose it is.
_LAST_DIGITS = re.compile(
    r"\b(?:(?P<card>card|visa|mastercard|amex|maestro)|mobile|mob|phone|telephone|landline|tel)"
    r"\b(?:[ ,:.'-]{1,3}(?:number|no|num|with|is|was|that|which|my|the|in|s)\b){0,4}[ ,:.'-]{0,3}"
    r"(?:(?:ends?|ending|finish(?:es|ing)|last (?:four|three|4|3)(?: (?:digits|numbers?))?)"
    r"(?: (?:in|with|is|are|of|on|digits|last|four|4)){0,3}|(?:x{2,4}|\*{2,4})[ -]?)[ :=-]{1,2}"
    r"(?P<digits>\d{3,4})(?![\w£%]|[.,]\d)",
    re.IGNORECASE,
)


def find_numbers(text: str) -> Iterator[Span]:
    """Find cards, meter points (MPAN) and phones in a shielded text."""
    for found in _LAST_DIGITS.finditer(text):
        yield Span(*found.span("digits"), Label.CARD if found["card"] else Label.PHONE)
    for found in _RUN.finditer(text):
        groups = tuple(group.span() for group in _GROUP.finditer(text, *found.span()))
        joined = "".join(text[a:b] for a, b in groups).replace("O", "0").replace("o", "0")
        offsets = (0, *accumulate(b - a for a, b in groups))
        yield from _in_run(_Run(text, found.start(), groups, joined, offsets))


def _in_run(run: _Run) -> Iterator[Span]:
    first = 0
    while first < len(run.groups):
        taken = _starting_at(run, first)
        if taken is None:
            first += 1
            continue
        last, label = taken
        start, end = run.groups[first][0], run.groups[last][1]
        while start > run.start and run.text[start - 1] in "+(":
            start -= 1
        if label is Label.PHONE and (more := _EXTENSION.match(run.text, end)):
            end = more.end()
        if end < len(run.text) and run.text[end] == ")" and "(" in run.text[start:end]:
            opened = run.text[start:end]
            end += opened.count("(") > opened.count(")")
        yield Span(start, end, label)
        first = last + 1


def _starting_at(run: _Run, first: int) -> tuple[int, Label] | None:
    """Return the last group and the label of the longest number that starts at a group."""
    best: tuple[int, Label] | None = None
    total = 0
    for last in range(first, len(run.groups)):
        total += run.groups[last][1] - run.groups[last][0]
        if total > _LONGEST:
            break
        label = _label(run, first, last) if total >= 6 else None
        # Of two readings the longer one wins; a phone is not made longer by what follows it.
        if label is not None and (best is None or label is not Label.PHONE):
            best = last, label
        elif label is Label.PHONE and best and best[1] is Label.PHONE:
            best = (last, label) if _better_phone(run, first, best[0], last) else best
    return best


def _better_phone(run: _Run, first: int, shorter: int, longer: int) -> bool:
    """Whether a phone goes on: eleven digits rather than ten, but never a whole new number."""
    return (
        len(run.digits(shorter + 1, longer)) <= 4
        and len(run.digits(first, shorter)) < 11
        and not run.text[run.groups[shorter][1] : run.groups[longer][0]].count("\n")
    )


def _label(run: _Run, first: int, last: int) -> Label | None:
    digits = run.digits(first, last)
    if _is_meter(run, first, last, digits):
        return Label.METER
    if _is_card(run, first, last, digits):
        return Label.CARD
    return Label.PHONE if _is_phone(run, first, digits) else None


def _is_card(run: _Run, first: int, last: int, digits: str) -> bool:
    if not 13 <= len(digits) <= 19 or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    from stdnum import luhn

    named = run.says(first, _ABOUT_CARD)
    if len(digits) in (15, 16) and named and last - first < 6:
        # A card number with a slip of the pen is still nearly a card number.
        return True
    usual = run.lengths(first, last) in _CARD_GROUPS
    return (usual or named) and luhn.is_valid(digits)


def _is_meter(run: _Run, first: int, last: int, digits: str) -> bool:
    if len(digits) == 13:
        lengths = run.lengths(first, last)
        if run.says(first, _ABOUT_METER):
            return True
        return (lengths[0] in (2, 13) or last == first) and has_mpan_check_digit(digits)
    if len(digits) != 21:
        return False
    return (
        has_mpan_check_digit(digits[8:])
        or run.says(first, _ABOUT_METER)
        or run.says(first, _S_NUMBER)
    )


def has_mpan_check_digit(digits: str) -> bool:
    """Return whether thirteen digits are an MPAN core: distributor and check digit fit."""
    distributor = int(digits[:2])
    if not 10 <= distributor <= 39:
        return False
    total = sum(int(d) * prime for d, prime in zip(digits, _PRIMES, strict=False))
    return total % 11 % 10 == int(digits[12])


def _is_phone(run: _Run, first: int, digits: str) -> bool:
    start = run.groups[first][0]
    if (start and run.text[start - 1] == "+") or (digits.startswith("00") and digits[2] != "0"):
        return _is_international(digits.removeprefix("00"))
    if digits[0] == "0":
        # Ten digits: the old short numbers, 01xxx xxxxx and 0800 xxxxxx (Ofcom, numbering plan).
        return (
            (len(digits) == 11 and digits[1] in "1235789")
            or (
                len(digits) == 10
                and (digits[1] == "1" or digits.startswith(("0800", "0500", "0845")))
                and digits[2] != "0"
            )
            or (len(digits) == 10 and digits.startswith(("0800", "0500")))
        )
    if digits.startswith("447") and len(digits) == 12:
        return True
    if digits.startswith("44") and len(digits) in (12, 13):
        return run.says(first, _ABOUT_PHONE)
    if len(digits) == 10 and digits[0] in "127":
        return run.says(first, _ABOUT_PHONE)
    return 6 <= len(digits) <= 8 and run.says(first, _PHONE_HERE)


def _is_international(digits: str) -> bool:
    if not 8 <= len(digits) <= 16:
        return False
    if digits.startswith("44"):
        national = digits[2:].removeprefix("0")
        return len(national) == 10 or (len(national) == 9 and national[0] in "18")
    import phonenumbers

    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)
