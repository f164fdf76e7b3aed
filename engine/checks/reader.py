"""One text while it is being checked: its plain form, what is already read, what was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.findings import Category, Checked, Finding, Traced

if TYPE_CHECKING:
    from collections.abc import Iterator

# One character for one, so that offsets stay those of the text.
_PLAIN = str.maketrans("\u2018\u2019\u02bc\u0060\u00b4\u00a0\u202f\u2010\u2011", "'''''  --")
_CLAUSE_END = re.compile(r"[.!?;\n](?=\s|$)|\n")


def plain(text: str) -> str:
    """Return ``text`` with straight apostrophes and common blanks; offsets stay the same."""
    return text.translate(_PLAIN)


def _lowered(text: str) -> str:
    low = text.lower()
    # A few letters grow when lowered (the Turkish capital I with a dot).
    return low if len(low) == len(text) else "".join(c.lower()[0] for c in text)


class Reader:
    """Collects findings and the trace of one text; what one check has read the next one skips.

    Attributes:
        text: the text with straight apostrophes, of the same length as the original.
        low: the same in lower case.
    """

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self.low = _lowered(self.text)
        self._read = bytearray(len(text))
        self._findings: list[Finding] = []
        self._trace: list[Traced] = []

    def free(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield matches in the lower-case text that no earlier check has read."""
        for found in pattern.finditer(self.low):
            if self.is_free(found.start(), found.end()):
                yield found

    def is_free(self, start: int, end: int) -> bool:
        """Whether no check has read any of ``text[start:end]``."""
        return not any(self._read[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark as read: harmless, or dealt with."""
        self._read[start:end] = b"\1" * (end - start)

    def miss(self, category: Category, kind: str, start: int, end: int, explanation: str) -> None:
        """Add a finding, and mark its words as read when they state a fact."""
        if category is Category.FACT:
            self.take(start, end)
        self._findings.append(Finding(category, kind, start, end, explanation))

    def hold(self, start: int, end: int, value: str, source: str) -> None:
        """Add to the trace, and mark as read."""
        self.take(start, end)
        self._trace.append(Traced(start, end, value, source))

    def missed(self, start: int, end: int) -> bool:
        """Whether a finding lies within ``text[start:end]``."""
        return any(f.start < end and start < f.end for f in self._findings)

    def clause_before(self, start: int) -> str:
        """Return the words of the same sentence before ``start``, lower case, 80 at the most."""
        before = self.low[max(0, start - 80) : start]
        ends = [found.end() for found in _CLAUSE_END.finditer(before)]
        return before[ends[-1] :] if ends else before

    def words_after(self, end: int) -> str:
        """Return up to 40 characters after ``end`` in the same sentence, lower case."""
        after = self.low[end : end + 40]
        found = _CLAUSE_END.search(after)
        return after[: found.start()] if found else after

    def sentence_around(self, start: int, end: int) -> str:
        """Return the sentence that holds ``text[start:end]``, lower case."""
        return self.clause_before(start) + self.low[start:end] + self.words_after(end)

    def result(self) -> Checked:
        """Return what was found, in the order of the text; the same words and kind only once."""
        findings = sorted(set(self._findings), key=lambda f: (f.start, f.end, f.category, f.kind))
        trace = sorted(set(self._trace), key=lambda t: (t.start, t.end, t.value))
        return Checked(tuple(findings), tuple(trace))
