"""Fit text into cells: whatever it holds, it takes the width it is given and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from engine.clock import LONDON
from engine.privacy.clean import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from engine.checks.findings import Finding

LONGEST_QUOTE = 40
"""Characters of a message that a remark on it repeats."""

LONGEST_SHOWN = 20_000
"""Characters of one text that are laid out; the rest is named, not drawn."""


def fit(text: str, width: int) -> str:
    """Return ``text`` on one line in exactly ``width`` cells, cut with an ellipsis or padded."""
    if width <= 0:
        return ""
    return crop(clean_line(text[: LONGEST_SHOWN + 1]), width)


def crop(line: str, width: int) -> str:
    """Return a clean ``line`` in exactly ``width`` cells, cut with an ellipsis or padded."""
    if cell_len(line) > width:
        line = set_cell_size(line, width - 1).rstrip() + "…"
    return set_cell_size(line, width)


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells, broken at blanks where possible."""
    width = max(width, 1)
    cut = text[:LONGEST_SHOWN]
    lines: list[str] = []
    for paragraph in clean_text(cut).expandtabs(4).split("\n"):
        lines += _wrapped(paragraph, width)
    if len(text) > LONGEST_SHOWN:
        lines.append(fit(f"… and {len(text) - LONGEST_SHOWN} more characters", width).rstrip())
    return lines


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    first, *rest = (piece for word in paragraph.split(" ") for piece in _pieces(word, width))
    line, used = first, cell_len(first)
    for piece in rest:
        size = cell_len(piece)
        if used + 1 + size > width:
            yield line
            line, used = piece, size
        else:
            line, used = f"{line} {piece}", used + 1 + size
    yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    """Cut a word that is wider than a line."""
    while cell_len(word) > width:
        head = set_cell_size(word, width).rstrip() or word[:1]
        yield head
        word = word[len(head) :]
    yield word


def remark_on(text: str, finding: Finding, count: int = 1) -> str:
    """Return a finding of a check as one line: the words concerned, and what is wrong with them."""
    words = clean_line(text[finding.start : finding.end])
    more = f" (and {count - 1} more)" if count > 1 else ""
    if not words:
        # Something is not there that should be: there are no words to repeat.
        return f"{finding.explanation[:1].upper()}{finding.explanation[1:]}{more}"
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:LONGEST_QUOTE].rstrip()} …"
    return f"“{words}”: {finding.explanation}{more}"


def day(moment: datetime | date | None) -> str:
    """Return the London day of a moment, short: 20 Nov 2026."""
    if moment is None:
        return "undated"
    local = moment.astimezone(LONDON) if hasattr(moment, "astimezone") else moment
    return f"{local.day} {local:%b %Y}"
