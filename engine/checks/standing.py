"""Claims about where things stand ("your complaint is resolved") must agree with the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.claims import CLAIMS
from engine.checks.findings import Category

if TYPE_CHECKING:
    import re

    from engine.checks.evidence import Evidence
    from engine.checks.reader import Reader


def check_standing(reader: Reader, evidence: Evidence) -> None:
    """Trace every claim about a state, or report it."""
    for claim in CLAIMS:
        for found in claim.phrases.finditer(reader.text, reader.low):
            if _is_supposed(reader, found):
                continue
            source = claim.source(evidence, found)
            if source:
                reader.hold(*found.span(), " ".join(found.group().split()), source)
            else:
                reader.miss(Category.FACT, "status", *found.span(), claim.otherwise)


_SUPPOSING = frozenset({"if", "whether", "unless", "once", "until", "should"})
_SHORT = 3
_OPENS = ("if", "whether", "should", "unless", "in case", "once", "when", "until", "before",
          "is", "are", "was", "does", "did", "has", "would", "could", "how")  # fmt: skip


def _is_supposed(reader: Reader, found: re.Match[str]) -> bool:
    """Whether the clause only supposes it or asks ("if your payment was missed", "is your …?")."""
    if not _SUPPOSING.isdisjoint(found.group().lower().split()):
        return True
    before = reader.clause_before(found.start())
    for mark in (", ", ": ", " and ", " but "):
        before = before.rpartition(mark)[2]
    words = before.split()
    if not words:
        return False
    return not _SUPPOSING.isdisjoint(words) or (words[0] in _OPENS and len(words) <= _SHORT)
