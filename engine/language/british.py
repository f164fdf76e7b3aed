"""Dates, times, money and names as British readers expect them.

Source: uk-rules, rule 18, after the GOV.UK style guide: "1 June 2026", "5.30pm", "£75".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from engine.clock import LONDON
from engine.privacy.clean import clean_line

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NOON = 12
_PENNY = Decimal("0.01")


def format_date(day: date) -> str:
    """Return a day as "1 June 2026"; an aware datetime is taken to London first."""
    if isinstance(day, datetime) and day.tzinfo is not None:
        day = day.astimezone(LONDON)
    # Not strftime: its month names follow the machine's locale, and %-d is not portable.
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_money(amount: Decimal | float) -> str:
    """Return pounds as "£75" or "£1,075.50", rounded half up to the penny.

    Raises:
        ValueError: ``amount`` is not a finite number.
    """
    exact = _exact(amount).quantize(_PENNY, ROUND_HALF_UP)
    sign = "-" if exact < 0 else ""
    pounds = f"{abs(exact):,.2f}".removesuffix(".00")
    return f"{sign}£{pounds}"


def plain_number(value: Decimal | float) -> str:
    """Return a number as people write it: 87 for 87.0, 87.5, 0.1; never with an exponent.

    Raises:
        ValueError: ``value`` is not a finite number.
    """
    digits = f"{_exact(value):f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _exact(value: Decimal | float) -> Decimal:
    # By way of its text: Decimal(0.1) would have 55 digits.
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return exact


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LONGEST_FIRST_NAME = 30
_MOST_WORDS = 6
_TITLES = _set_of(
    "mr mrs ms miss mx mstr master dr prof professor sir dame lord lady rev revd reverend fr "
    "father sr sister br brother capt captain cllr councillor hon maj major col colonel lt sgt"
)
# Not one person to greet: "Hi Estate" would be an insult, and so would "Hi John" to Mary.
_NOT_A_PERSON = _set_of(
    "account admin and anonymous company customer deceased estate executor executors homeowner "
    "landlord limited llp ltd occupier owner plc representatives resident tenant the trustees "
    "unknown user"
)
# The stop words of rule 5, and what forms hold where nobody gave a name; all may be surnames.
_NOT_FIRST = _set_of("cancel end none null opt optout quit remove stop stopall test unsubscribe")
# Given names as well (Nan Shepherd), so only when they are all there is.
_NOT_ALONE = _set_of("na nan nil no")
_WITHIN_NAMES = re.compile("['-]")
_INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.)+")
_CURLY_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\u0060\u00b4", "'''''")


def first_name(full_name: str | None) -> str | None:
    """Return the name to greet someone by, or None where that is not plain.

    Titles are dropped. A name all in capitals or all in small letters is put in mixed case. None
    for: a title and surname only, an initial, digits, links, mark-up, braces, any other sign,
    more than 30 characters, more than six words, organisations and placeholders.
    """
    if full_name is None:
        return None
    whole = unicodedata.normalize("NFC", clean_line(full_name)).translate(_CURLY_APOSTROPHES)
    words = [_without_stop(word) for word in whole.split(" ")]
    folded = [word.casefold() for word in words]
    if len(words) > _MOST_WORDS or not _NOT_A_PERSON.isdisjoint(folded):
        return None
    if not all(_is_name(word) or _INITIALS.fullmatch(word) for word in words):
        return None
    names = [word for word in words if word.casefold() not in _TITLES]
    titled = len(names) < len(words)
    if not names or (titled and len(names) == 1):
        return None
    first = names[0]
    alone = len(names) == 1 and first.casefold() in _NOT_ALONE
    if alone or first.casefold() in _NOT_FIRST:
        return None
    if len(first) > _LONGEST_FIRST_NAME or _INITIALS.fullmatch(first):
        return None
    return first.title() if whole in (whole.upper(), whole.lower()) else first


def _is_name(word: str) -> bool:
    return all(part.isalpha() for part in _WITHIN_NAMES.split(word))


def _without_stop(word: str) -> str:
    """Return "Mr" for "Mr."; other words, and initials, as they are."""
    bare = word.removesuffix(".")
    return bare if bare.casefold() in _TITLES else word
