"""Words on the command line that name a segment, a priority, a channel or a customer."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from engine.commands.errors import UsageError
from engine.models.customer_numbers import customer_number
from engine.models.vocabulary import Channel, Priority, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable

_Word = TypeVar("_Word", bound=StrEnum)


def _folded(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("_", " ").casefold().split())


def _find(text: str, what: str, named: dict[str, _Word]) -> _Word:
    found = {_folded(name): value for name, value in named.items()}.get(_folded(text))
    if found is None:
        raise UsageError(f"there is no {what} {text!r}; known: {_listed(named)}")
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def segment_or_all(text: str) -> Segment | None:
    """Return the segment that ``text`` names, or None for ``all``."""
    if text.casefold() == "all":
        return None
    return _find(text, "segment", {str(segment): segment for segment in Segment})


def priority(text: str) -> Priority:
    """Return the priority that ``text`` names, as stored (high) or as shown (Critical)."""
    words = {str(p): p for p in Priority} | {p.label: p for p in Priority}
    return _find(text, "priority", words)


def channel(text: str) -> Channel:
    """Return the channel that ``text`` names."""
    return _find(text, "channel", {str(c): c for c in Channel} | {"Push": Channel.APP_PUSH})


def customer_id(text: str) -> int:
    """Return the customer id that ``text`` is."""
    number = customer_number(text.removeprefix("#"))
    if number is None:
        raise UsageError(f"{text!r} is no customer id; ids are whole numbers")
    return number


def text_or_stdin(text: str) -> str:
    """Return ``text``, or all of standard input where it is ``-`` (nothing if it is closed)."""
    if text != "-":
        return text
    return sys.stdin.read() if sys.stdin is not None else ""


def count(text: str) -> int:
    """Return the whole number of 0 or more that ``text`` is, for argparse."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
