"""Search patterns written as the words that people type."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from engine.language.anchors import anchors_of, may_match

if TYPE_CHECKING:
    from collections.abc import Iterator

_APOSTROPHES = "['\u2018\u2019\u02bc\u0060\u00b4]"
_HYPHENS = "[-\u2010\u2011\u2012\u2013]"
_EITHER = re.compile(r"\\.|[ '-]")
_WIDENED = {" ": r"\s+", "'": f"{_APOSTROPHES}?", "-": rf"(?:\s*{_HYPHENS}\s*|\s+)?"}


def any_of(*phrases: str) -> re.Pattern[str]:
    r"""Compile regular expressions in which blanks, apostrophes and hyphens are forgiving.

    Matches are of whole words and in any case. A blank stands for any white space, a line break
    included; an apostrophe may be straight, curly or forgotten; a hyphen may be a blank or
    nothing: ``opt-out`` finds "opt out" and "optout". A backslash before one of the three keeps
    it as it is; none of the three may stand in a character class.
    """
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_widen, phrases))})(?!\w)", re.IGNORECASE)


class Phrases:
    """The phrases of ``any_of``, for texts that seldom hold one.

    A phrase without whose words a text comes is not looked for in it, and a pattern is compiled
    only for the first text that may hold it.
    """

    def __init__(self, *phrases: str) -> None:
        self._phrases = phrases
        self._compiled: dict[int, re.Pattern[str]] = {}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All phrases as one pattern."""
        return any_of(*self._phrases)

    @cached_property
    def _anchors(self) -> tuple[tuple[frozenset[str], ...], ...]:
        return tuple(anchors_of(phrase) for phrase in self._phrases)

    def may_stand_in(self, low: str) -> bool:
        """Whether a text, given in lower case, holds the words that one of the phrases needs."""
        return any(may_match(anchors, low) for anchors in self._anchors)

    def finditer(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """Yield the matches in ``text`` that ``pattern`` has; ``low`` is the text in lower case."""
        possible = [
            self._one(number)
            for number, anchors in enumerate(self._anchors)
            if may_match(anchors, low)
        ]
        ahead = [(match, one) for one in possible if (match := one.search(text))]
        while ahead:
            first = min(ahead, key=_start)[0]
            yield first
            at = first.end()
            ahead = [
                (again, one)
                for match, one in ahead
                if (again := match if match.start() >= at else one.search(text, at))
            ]

    def _one(self, number: int) -> re.Pattern[str]:
        known = self._compiled.get(number)
        if known is None:
            known = self._compiled[number] = any_of(self._phrases[number])
        return known


def _start(ahead: tuple[re.Match[str], re.Pattern[str]]) -> int:
    return ahead[0].start()


def _widen(phrase: str) -> str:
    return _EITHER.sub(lambda found: _WIDENED.get(found.group(), found.group()), phrase)
