"""Numbers that are spoken or spelt out: "oh seven seven double oh nine hundred, one two three"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy.labels import Label, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_DIGITS = {
    "oh": "0", "o": "0", "zero": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9",
}  # fmt: skip
_DIGIT = rf"(?:{'|'.join(_DIGITS)}|\d)"
_PIECE = rf"(?:(?:double|treble|triple)[ -]{_DIGIT}|{_DIGIT}[ -](?:hundred|thousand)|{_DIGIT})"
_RUN = re.compile(
    rf"(?<![\w£$.-]){_PIECE}(?:[ ,./-]{{1,3}}(?:then |and )?{_PIECE}){{3,24}}(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+|\d", re.IGNORECASE)
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_ZEROS = {"hundred": "00", "thousand": "000"}
_SHORTEST, _CONTEXT = 4, 60


def find_spoken(text: str, finders: Callable[[str], Iterable[Span]]) -> Iterator[Span]:
    """Find what the digits of a spoken number would be, were they written.

    Args:
        text: the folded text.
        finders: finds personal data in a short text with the words before the number and its
            digits.
    """
    for found in _RUN.finditer(text):
        words = _WORD.findall(found.group().lower())
        if not any(word in _DIGITS for word in words):
            continue
        digits = _in_figures(words)
        before = text[max(0, found.start() - _CONTEXT) : found.start()]
        for span in finders(before + digits):
            if span.start <= len(before) < span.end and span.end - len(before) >= _SHORTEST:
                yield Span(*found.span(), span.label)
                break
        else:
            if _is_phone(digits):
                yield Span(*found.span(), Label.PHONE)


def _is_phone(digits: str) -> bool:
    return digits.startswith("0") and 10 <= len(digits) <= 11


def _in_figures(words: list[str]) -> str:
    digits, times = "", 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        elif word in _ZEROS:
            digits += _ZEROS[word]
        else:
            digits += _DIGITS.get(word, word) * times
            times = 1
    return digits
