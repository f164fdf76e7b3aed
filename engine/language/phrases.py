"""Search patterns written as the words that people type."""

from __future__ import annotations

import re

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


def _widen(phrase: str) -> str:
    return _EITHER.sub(lambda found: _WIDENED.get(found.group(), found.group()), phrase)
