"""Literal words without which a pattern cannot match; to look for them first is quick."""

from __future__ import annotations

import re

_QUANTIFIER = re.compile(r"[?*+]\??|\{(\d*)[^}]*\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_HEADER = re.compile(r"\?(?P<looks>[=!]|<[=!])|\?:|\?P<\w+>")
_LONG = 4
_ENOUGH = 3


def anchors_of(pattern: str) -> tuple[frozenset[str], ...]:
    """Return sets of literals: in every match of ``pattern`` stands one of each set, rarest first.

    Args:
        pattern: a regular expression in lower case.
    """
    alternatives, _ = _alternatives(pattern, 0)
    if len(alternatives) == 1:
        return tuple(sorted(alternatives[0], key=_worth, reverse=True)[:_ENOUGH])
    either = _either(alternatives)
    return (either,) if either else ()


def may_match(anchors: tuple[frozenset[str], ...], low: str) -> bool:
    """Whether a text in lower case holds what ``anchors_of`` found a match to need."""
    for choices in anchors:
        for word in choices:
            if word in low:
                break
        else:
            return False
    return True


def _either(alternatives: list[list[frozenset[str]]]) -> frozenset[str]:
    if not all(alternatives):
        return frozenset()
    return frozenset[str]().union(*(max(parts, key=_worth) for parts in alternatives))


def _alternatives(pattern: str, at: int) -> tuple[list[list[frozenset[str]]], int]:
    """Read up to the closing bracket; return what each alternative needs, and the place."""
    every = []
    while True:
        needs, at = _sequence(pattern, at)
        every.append(needs)
        if at >= len(pattern) or pattern[at] == ")":
            return every, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[list[frozenset[str]], int]:
    """Read one alternative; return what it needs and the place of its end."""
    needs: list[frozenset[str]] = []
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        part, character = frozenset[str](), pattern[at]
        if character == "(":
            header = _HEADER.match(pattern, at + 1)
            inner, at = _alternatives(pattern, header.end() if header else at + 1)
            part = frozenset() if header and header["looks"] else _either(inner)
            character = ""
        elif character == "[" and (found := _CLASS.match(pattern, at)):
            at, character = found.end() - 1, ""
        elif character == "\\":
            at, character = at + 1, ""
        at += 1
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            at = quantifier.end()
            if quantifier.group()[0] in "?*" or quantifier[1] in ("", "0"):
                part, character = frozenset(), ""
        if character.isalnum():
            run += character
            if quantifier is None:
                continue
        needs += [each for each in (frozenset({run} if run else ()), part) if each]
        run = ""
    if run:
        needs.append(frozenset({run}))
    return needs, at


def _worth(anchors: frozenset[str]) -> tuple[int, int]:
    """Long words are rare, and few words are soon looked for."""
    return min(_LONG, *map(len, anchors)), -len(anchors)
