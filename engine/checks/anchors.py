"""Literal words without which a pattern cannot match; to look for them first is quick."""

from __future__ import annotations

import re

_OPTIONAL = re.compile(r"(?:\[[^\]]*\]|\\?.)[?*]|\\.|\[[^\]]*\]")
_LITERAL = re.compile(r"[a-z' ]{3,}")


def anchors_of(pattern: str) -> tuple[str, ...]:
    """Return literals of which one stands in every match of ``pattern``; none if that is unsure.

    Args:
        pattern: an expression in lower case, its alternatives at the top level separated by bars.
    """
    found = []
    for alternative in _alternatives(pattern):
        flat = _OPTIONAL.sub("\0", _without_groups(alternative))
        literals = [text for part in _LITERAL.findall(flat) for text in part.split()]
        if not literals:
            return ()
        found.append(max(literals, key=len))
    return tuple(found)


def _alternatives(pattern: str) -> list[str]:
    parts, depth = [""], 0
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _without_groups(pattern: str) -> str:
    previous = ""
    while previous != pattern:
        previous, pattern = pattern, re.sub(r"\([^()]*\)[?*]?", "\0", pattern)
    return pattern
