"""Find values that the record holds, wherever and however they are written in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.privacy.folding import fold, letters_and_digits
from engine.privacy.labels import Label, Span
from engine.privacy.wordlists import BOTH_NAME_AND_WORD, COMMON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Between two characters of a value a customer puts at most this much.
_WIDEST_GAP = 3
_SHORTEST = {Label.NAME: 3}
_MONTHS = frozenset({"may", "june", "april", "august"})
_DATE_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|\b(?:in|of|since|until|till|by|last|next|from|this|late|early|"
    r"mid|end of|to|before|after|during))[ -]$",
    re.IGNORECASE,
)


def with_parts(known: Iterable[tuple[Label, str]]) -> list[tuple[Label, str]]:
    """Return the known values with the parts of names (3 letters or more) and of addresses.

    Longer ones come first, so that a full name is found before its parts.
    """
    values: dict[tuple[Label, str], None] = {}
    for label, value in known:
        values[label, value.strip()] = None
        if label is Label.NAME:
            for part in re.split(r"[\s,.]+", value):
                if sum(map(str.isalpha, part)) >= _SHORTEST[Label.NAME]:
                    values[label, part] = None
        elif label is Label.ADDRESS:
            first = value.split(",")[0].strip()
            if any(map(str.isdigit, first)) and any(map(str.isalpha, first)):
                values[label, first] = None
    usable = [item for item in values if any(map(str.isalnum, item[1]))]
    return sorted(usable, key=lambda item: -len(item[1]))


def find_known(text: str, known: Iterable[tuple[Label, str]]) -> Iterator[Span]:
    """Find known values in a folded text, without regard to case, accents and spacing.

    Args:
        text: the folded text.
        known: values as ``with_parts`` returns them.
    """
    bare, places = letters_and_digits(text)
    for label, value in known:
        wanted = _wanted(label, value)
        if len(wanted) < _SHORTEST.get(label, 1):
            continue
        start = bare.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            span = Span(_begin(text, places[start], label), places[end - 1] + 1, label)
            if _stands_alone(text, span) and _holds_together(places[start:end], label, wanted):
                if label is not Label.NAME or _is_name(text, span, wanted):
                    yield span
                start = bare.find(wanted, end)
            else:
                start = bare.find(wanted, start + 1)


@lru_cache(maxsize=4_096)
def _wanted(label: Label, value: str) -> str:
    bare, _ = letters_and_digits(fold(value).text)
    if label is Label.PHONE:
        # The national number is what all spellings of a phone share; the rest is widened below.
        for prefix in ("0044", "44"):
            if bare.startswith(prefix) and len(bare) > len(prefix) + 8:
                return bare.removeprefix(prefix).lstrip("0")
        return bare.lstrip("0") if len(bare) >= 10 else bare
    return bare


_PHONE_PREFIX = re.compile(r"(?:(?:\+|00)?[ (]{0,2}4[ ]?4[)]?)?[ .(-]{0,3}0?[ ).-]{0,3}$")


def _begin(text: str, place: int, label: Label) -> int:
    """Return where a value begins: the international prefix and the zero belong to a phone."""
    if label is not Label.PHONE:
        return place
    begin = max(0, place - 14)
    found = _PHONE_PREFIX.search(text[begin:place])
    if found is None:
        return place
    return begin + found.start() + len(found.group()) - len(found.group().lstrip(" .-"))


def _stands_alone(text: str, span: Span) -> bool:
    """Whether no letter or digit touches the value, and it is no part of an amount."""
    before = text[max(0, span.start - 3) : span.start]
    after = text[span.end : span.end + 2]
    if before[-1:].isalnum() or after[:1].isalnum():
        return False
    # £30.12 and 3012.5 kWh are no customer 3012.
    if not text[span.start].isdigit():
        return True
    return not re.search(r"[£$€]$|\d[.,]$", before) and not re.match(r"[.,]\d", after)


def _holds_together(places: list[int], label: Label, wanted: str) -> bool:
    gaps = [after - before - 1 for before, after in pairwise(places)]
    if label is Label.ACCOUNT and len(wanted) < 6:
        return not any(gap > 0 for gap in gaps)
    return max(gaps, default=0) <= _WIDEST_GAP


def _is_name(text: str, span: Span, wanted: str) -> bool:
    """Whether a name that is also a word ("May", "Price") is meant as a name here."""
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", text[span.start : span.end])]
    if any(word not in BOTH_NAME_AND_WORD and word not in COMMON for word in words):
        return True
    if not text[span.start].isupper():
        return False
    if wanted not in _MONTHS:
        return True
    before, after = text[max(0, span.start - 12) : span.start], text[span.end : span.end + 3]
    return not _DATE_BEFORE.search(before) and re.match(r" \d", after) is None
