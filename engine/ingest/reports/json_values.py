"""JSON in any wrapping: one object, an array, a line each, in the envelopes that AWS puts round it.

One broken object never takes its neighbours with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = " \t\r\n,[]\ufeff"
_OPENING = ("{", "[")
_LISTS = ("Records", "logEvents", "events")
"""What holds several: the events of a Lambda function, exports of CloudWatch Logs."""

_TEXTS = ("Message", "message", "body")
"""What holds another document as text: SNS, CloudWatch Logs, SQS."""

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Broken:
    """What is no JSON object: why, and its beginning."""

    reason: str
    text: str


def values(text: str) -> Iterator[tuple[int, object]]:
    """Yield (line, value) of every object in ``text``; ``Broken`` for what cannot be parsed."""
    decoder = json.JSONDecoder()
    place, line, counted = 0, 1, 0
    while True:
        while place < len(text) and text[place] in _BETWEEN:
            place += 1
        line, counted = line + text.count("\n", counted, place), place
        if place >= len(text):
            return
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            end = _next_object(text, place)
            reason = f"this is no JSON: {getattr(error, 'msg', 'nested too deeply')}"
            value = Broken(reason, text[place:end])
        yield line, value
        place = end


def _next_object(text: str, place: int) -> int:
    """Return where reading can go on: the next line that opens something no deeper than this."""
    start = text.rfind("\n", 0, place) + 1
    depth = place - start
    while (end := text.find("\n", place)) >= 0:
        place = end + 1
        line = text[place : text.find("\n", place) + 1 or None]
        inner = line.lstrip(" \t")
        if inner.startswith(_OPENING) and len(line) - len(inner) <= depth:
            return place
    return len(text)


def unwrapped(value: object, depth: int = 0) -> Iterator[object]:
    """Yield what is inside the envelopes round a report; a report itself as it is."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        yield value
        return
    for name in _LISTS:
        if isinstance(value.get(name), list):
            for one in value[name]:
                yield from unwrapped(one, depth + 1)
            return
    if isinstance(value.get("Sns"), dict):
        yield from unwrapped(value["Sns"], depth + 1)
        return
    inner = _inner(value)
    if inner is None:
        yield value
    else:
        yield from unwrapped(inner, depth + 1)


def _inner(value: dict[str, Any]) -> object | None:
    for name in _TEXTS:
        text = value.get(name)
        if isinstance(text, str) and text.lstrip().startswith("{"):
            try:
                found: object = json.loads(text)
            except (ValueError, RecursionError):
                return Broken(f"its {name} is no JSON", text)
            return found
    return None
