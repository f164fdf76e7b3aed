"""Numbers and amounts of money as people write them, in digits and in words."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_BY_WORD = {word: Decimal(value) for value, word in enumerate(_UNITS)} | {
    word: Decimal(10 * value) for value, word in enumerate(_TENS, start=2)
}
_BY_WORD["dozen"] = Decimal(12)

_SMALL = "|".join(sorted(_BY_WORD, key=len, reverse=True))
WORDS = (
    rf"(?:(?:(?:a|{_SMALL})[ -])?hundred(?: and (?:{_SMALL})(?:[ -](?:{_SMALL}))?)?|"
    rf"(?:{_SMALL})(?:-(?:{_SMALL}))?)"
)
"""A number in words, as a regular expression in lower case."""
DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
"""A number in digits."""
NUMBER = rf"(?:{DIGITS}|\b{WORDS}\b)"
"""A number in either."""

_AMOUNT = re.compile(
    rf"(?<![\w.])[-+]?(?:(?P<sign>[£$€]) ?(?P<major>{DIGITS})(?: ?(?P<scale>k|m|bn|thousand|"
    rf"million)\b)?"
    rf"|(?P<value>{DIGITS}|\b{WORDS}) ?(?P<unit>p|pence|pounds?|quid|gbp|usd|dollars?|euros?|"
    rf"cents?|bucks?|grand)\b)"
)
_NUMBER = re.compile(rf"(?<![\w.,]){DIGITS}(?![\w])|\b{WORDS}\b")
_PENCE = {"p", "pence", "cent", "cents"}
_SCALES = {"k": 1000, "thousand": 1000, "m": 10**6, "million": 10**6, "bn": 10**9}

AMOUNT = _AMOUNT
"""An amount of money in a lower-case text."""


def value_of(text: str) -> Decimal:
    """Return the value of a number as ``NUMBER`` finds it; 0 for what cannot be read."""
    if text[:1].isdigit():
        try:
            return Decimal(text.replace(",", "").rstrip(".")).normalize()
        except InvalidOperation:
            return Decimal(0)
    total = Decimal(0)
    for word in re.findall("[a-z]+", text):
        if word == "hundred":
            total = (total or Decimal(1)) * 100
        else:
            total += _BY_WORD.get(word, Decimal(0))
    return total


def amount_of(found: re.Match[str]) -> Decimal:
    """Return the pounds of a match of ``AMOUNT``."""
    if found["sign"]:
        return value_of(found["major"]) * _SCALES.get(found["scale"] or "", 1)
    value = value_of(found["value"])
    if found["unit"] == "grand":
        return value * 1000
    return value / 100 if found["unit"] in _PENCE else value


def amounts_in(text: str) -> list[Decimal]:
    """Return the amounts of money that ``text`` states, in pounds."""
    return [amount_of(found) for found in _AMOUNT.finditer(text.lower())]


def numbers_in(text: str) -> list[Decimal]:
    """Return the numbers that ``text`` states."""
    return [value_of(found.group()) for found in _NUMBER.finditer(text.lower())]
