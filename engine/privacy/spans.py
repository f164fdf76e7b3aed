"""Where personal data stands in a text, as labelled stretches that do not overlap."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.privacy.dates import find_births, shielded
from engine.privacy.emails import find_emails
from engine.privacy.folding import Folded, fold
from engine.privacy.homes import find_homes
from engine.privacy.identifiers import find_identifiers
from engine.privacy.known import find_known, with_parts
from engine.privacy.labels import Label, Span
from engine.privacy.names import find_names
from engine.privacy.numbers import find_numbers
from engine.privacy.postal import find_addresses, find_postcodes
from engine.privacy.spoken import find_spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Label", "Span", "find_spans"]


def find_spans(text: str, known: Iterable[tuple[Label, str]] = ()) -> list[Span]:
    """Return where personal data stands in ``text``, in order and without overlap.

    Args:
        text: what somebody wrote; any characters.
        known: values from the customer's record; found with the parts of names, however written.

    Returns:
        Spans with offsets into ``text`` as it was given.
    """
    values = _values(tuple(known))
    plain = fold(text)
    if next(find_known(plain.text, values), None) is None:
        return list(_patterns_in(text) if len(text) <= _SHORT else _patterns_in.__wrapped__(text))
    sheet = _Sheet(plain.text)
    sheet.extend(find_known(plain.text, [v for v in values if v[0] is not Label.NAME]))
    _find_patterns(plain.text, sheet)
    sheet.extend(find_known(plain.text, [v for v in values if v[0] is Label.NAME]))
    return _finished(plain, sheet)


_SHORT = 500
"""Characters of a text that is worth remembering; longer ones seldom come twice."""


@lru_cache(maxsize=256)
def _values(known: tuple[tuple[Label, str], ...]) -> list[tuple[Label, str]]:
    """Return the known values with their parts; the same for every text of a customer."""
    return with_parts(known)


@lru_cache(maxsize=4_096)
def _patterns_in(text: str) -> tuple[Span, ...]:
    """Return what the patterns find; records say the same things over and over."""
    plain = fold(text)
    sheet = _Sheet(plain.text)
    _find_patterns(plain.text, sheet)
    return tuple(_finished(plain, sheet))


def _finished(plain: Folded, sheet: _Sheet) -> list[Span]:
    for span in find_names(plain.text):
        sheet.add_rest(span)
    spans = _joined(plain.text, sorted(sheet.spans))
    return [Span(*plain.original(s.start, s.end), s.label) for s in spans]


_BETWEEN_LINES = re.compile(r"[,\s]{1,3}")


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join the parts of one address: flat, street and town found one by one."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.label is span.label is Label.ADDRESS
            and _BETWEEN_LINES.fullmatch(text, last.end, span.start)
        ):
            joined[-1] = Span(last.start, span.end, span.label)
        else:
            joined.append(span)
    return joined


def _find_patterns(text: str, sheet: _Sheet) -> None:
    sheet.add_all(find_emails(text))
    sheet.add_all(find_spoken(text, _in_figures))
    sheet.add_all(find_births(text))
    if any(map(str.isdigit, text)):
        quiet = shielded(text)
        sheet.add_all(find_identifiers(text, quiet))
        sheet.add_all(find_numbers(quiet))
    postcodes = list(find_postcodes(text))
    sheet.add_all(postcodes)
    sheet.add_all(find_addresses(text, postcodes))
    for span in find_homes(text, postcodes):
        sheet.add_rest(span)


def _in_figures(text: str) -> Iterator[Span]:
    """What a spoken number is, once it stands in figures."""
    yield from find_births(text)
    yield from find_identifiers(text, text)
    yield from find_numbers(text)


class _Sheet:
    """Spans that are settled, and the characters they cover."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        self._covered = bytearray(len(text))

    def add(self, span: Span) -> None:
        """Add a span unless part of it is taken."""
        if not any(self._covered[span.start : span.end]):
            self._settle(span)

    def add_all(self, spans: Iterable[Span]) -> None:
        """Add each span unless part of it is taken."""
        for span in spans:
            self.add(span)

    def extend(self, spans: Iterable[Span]) -> None:
        """Add spans that must not survive: what is taken in part is made wider."""
        for span in spans:
            start, end, label = span.start, span.end, span.label
            if all(self._covered[start:end]):
                continue
            touched = [s for s in self.spans if s.start < end and start < s.end]
            for other in touched:
                self.spans.remove(other)
                start, end, label = min(start, other.start), max(end, other.end), other.label
            self._settle(Span(start, end, label))

    def add_rest(self, span: Span) -> None:
        """Add the words of a span that are not taken yet."""
        for start, end in self._free(span):
            stretch = self.text[start:end]
            begin = start + len(stretch) - len(stretch.lstrip(" .,'-\t\n()\""))
            finish = begin + len(self.text[begin:end].rstrip(" .,'-\t\n()\""))
            if any(map(str.isalpha, self.text[begin:finish])):
                self._settle(Span(begin, finish, span.label))

    def _free(self, span: Span) -> Iterator[tuple[int, int]]:
        start = span.start
        while start < span.end:
            if self._covered[start]:
                start += 1
                continue
            taken = self._covered.find(1, start, span.end)
            end = span.end if taken < 0 else taken
            yield start, end
            start = end

    def _settle(self, span: Span) -> None:
        self.spans.append(span)
        self._covered[span.start : span.end] = b"\1" * (span.end - span.start)
