"""Find the phrases of a word list in a message's words, the longest first.

A phrase is written as its words: ``(a|b)`` is either, ``(a|)`` is perhaps, ``*`` is any one word,
``#`` is any number. Phrases are found by their first two words, so that a list of thousands costs
little on messages that hold none of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

V = TypeVar("V")

ANY = "*"
_PART = re.compile(r"\(([^()]*)\)|([^\s()|]+)|(\S)")

_Slot = tuple[tuple[str, ...], ...]
_Rest = tuple[_Slot, ...]


class PhraseError(ValueError):
    """A phrase that is not written as phrases are; the message says what is wrong."""


class PhraseBook(Generic[V]):
    """Phrases and what each stands for. Immutable once built, so that threads may share it."""

    def __init__(self, phrases: Iterable[tuple[str, V]]) -> None:
        """Take the phrases; of two equal ones the later stands.

        Raises:
            PhraseError: a phrase cannot be read.
        """
        self._begun: dict[str, dict[str | None, list[tuple[_Rest, V]]]] = {}
        for written, value in phrases:
            for head, rest in _opened(_parsed(written)):
                second = head[1] if len(head) > 1 else None
                self._begun.setdefault(head[0], {}).setdefault(second, []).append((rest, value))

    def __contains__(self, word: str) -> bool:
        """Whether a phrase begins with this word."""
        return word in self._begun

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[V]] | None:
        """Return the longest match that starts at ``at``.

        Returns:
            The place after its last word, and the values of all phrases that end there; None where
            no phrase starts.
        """
        begun = self._begun.get(words[at])
        if begun is None:
            return None
        best, values = at, list[V]()
        following = words[at + 1] if at + 1 < len(words) else None
        for second in (None, following, ANY):
            if (second is not None and following is None) or second not in begun:
                continue
            start = at + 1 if second is None else at + 2
            for rest, value in begun[second]:
                end = _matched(rest, 0, words, start)
                if end is None or end < best:
                    continue
                if end > best:
                    best, values = end, []
                values.append(value)
            if following is None:
                break
        return (best, values) if values else None


def _matched(rest: _Rest, slot: int, words: Sequence[str], at: int) -> int | None:
    """Return the furthest place that the rest of a phrase reaches, or None."""
    if slot == len(rest):
        return at
    best = None
    for choice in rest[slot]:
        end = at + len(choice)
        if end > len(words):
            continue
        for offset, word in enumerate(choice):
            if word not in (ANY, words[at + offset]):
                break
        else:
            reached = _matched(rest, slot + 1, words, end)
            if reached is not None and (best is None or reached > best):
                best = reached
    return best


def _parsed(written: str) -> _Rest:
    slots: list[_Slot] = []
    for found in _PART.finditer(written):
        choices, word, stray = found.groups()
        if stray:
            raise PhraseError(f'"{written}" has a stray "{stray}"')
        if word:
            slots.append(((word,),))
        else:
            slots.append(tuple(tuple(choice.split()) for choice in choices.split("|")))
    if not slots:
        raise PhraseError("an empty phrase")
    return tuple(slots)


def _opened(slots: _Rest, head: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], _Rest]]:
    """Yield every way to fill the first two words, with the slots that are left."""
    if len(head) >= 2 or not slots:
        if not head or head[0] == ANY:
            raise PhraseError("a phrase must begin with a word")
        left = (((head[2:],),) if len(head) > 2 else ()) + slots
        yield head[:2], left
        return
    for choice in slots[0]:
        yield from _opened(slots[1:], head + choice)
