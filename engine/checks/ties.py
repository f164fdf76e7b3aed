"""What a date in a text is said to be the date of, by the words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.evidence import Role
from engine.language.phrases import any_of

if TYPE_CHECKING:
    import re

# What the words before a date say it is the date of. The last one before the date counts.
_TIES: tuple[tuple[frozenset[Role], re.Pattern[str]], ...] = (
    (
        frozenset({Role.SINCE}),
        any_of(
            r"(customer|with us|been with \w+|loyal)( \w+){0,3} since",
            r"(joined|became a customer|signed up)( \w+){0,3}",
        ),
    ),
    (
        frozenset({Role.LOGIN}),
        any_of(r"log(ged)? ?in( for)?", r"logged on", r"last (used|visited|log-in)", r"signed in"),
    ),
    (
        frozenset({Role.CONTACT, Role.NOTE}),
        any_of(
            r"(complaint|issue|problem|query|question|request|it) (has been|is|was)( still)? "
            r"(open|unresolved|pending|waiting)( for)?",
            r"you (first |last )?(reported|complained|raised|asked|told|called|phoned|rang|"
            r"emailed|contacted|wrote|"
            r"got in touch|spoke|requested|mentioned|gave)",
            r"your (complaint|call|question|query|feedback|report|request)",
            r"(could not|couldn't|cannot|can't|were not able to|unable to|trouble|problems?) "
            r"log(ging)? in( to \w+( \w+)?)?( on)?",
            r"log-?in (trouble|problem|issue|difficult)\w*",
        ),
    ),
    (
        frozenset({Role.MESSAGE}),
        any_of(r"we (last )?(wrote|emailed|texted|messaged|sent|reminded|notified)"),
    ),
)


def tied_to(before: str) -> frozenset[Role]:
    """Return what a date or duration is said to be of, by the words before it; empty: unsaid."""
    last, roles = -1, frozenset[Role]()
    for tied, pattern in _TIES:
        for hit in pattern.finditer(before):
            if hit.end() >= last:
                last, roles = hit.end(), tied
    return roles
