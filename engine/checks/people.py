"""Names of people, places and companies must be those of the record or our own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.capitals import COMMON_CAPITALS, COMPANIES, GENERIC_GREETED, NOT_A_NAME
from engine.checks.findings import Category
from engine.checks.stems import stem
from engine.privacy.clean import folded

if TYPE_CHECKING:
    from engine.checks.evidence import Evidence
    from engine.checks.reader import Reader

_NAME = r"[^\W\d_a-z][^\W\d_]*(?:['-][^\W\d_]+)*"
_GREETING = re.compile(
    rf"(?:^|(?<=[\n.!?:]))\s*(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening)|Hiya)\s+"
    rf"(?P<whole>(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam)\.?\s+)?[^\W\d_]+(?:['-][^\W\d_]+)*"
    rf"(?:\s{_NAME}){{0,3}})",
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+(?P<whole>{_NAME}(?:\s{_NAME})?)")
_SIGNED = re.compile(
    r"(?:[Rr]egards|[Ss]incerely|[Ff]aithfully|[Bb]est wishes|[Tt]hanks|[Tt]hank you|[Cc]heers|"
    rf"[Aa]ll the best),?[ ]*\n+\s*(?P<whole>{_NAME}(?:[ ]{_NAME}){{0,3}})"
)
_INTRODUCED = re.compile(
    rf"\b(?:[Mm]y name is|[Tt]his is|[Ii]t's|I'm|I am|[Ss]poke (?:to|with)|[Aa]sk for|[Cc]olleague|"
    rf"[Aa]dvis[eo]r|[Mm]anager|[Ee]ngineer|[Ss]pecialist|"
    rf"[Aa]gent)\s+(?P<whole>{_NAME}(?:\s{_NAME})?)"
)
_ACTS = re.compile(
    rf"(?:^|(?<=[\n.!?] )|(?<=\n))(?P<whole>{_NAME})\s+(?:will|is going to|has|can|from)\s+"
    r"(?:call|phone|ring|visit|contact|email|text|be|look|come|help|our|the|your|billing|"
    r"customer)\b"
)
# In the middle of a sentence; the first word of a sentence or line has its capital anyway.
_CAPITAL = re.compile(rf"(?<=[\w,;)'\"] ){_NAME}(?:\s+(?:(?:of|and|the|upon|on)\s+)?{_NAME})*")
_WORD = re.compile(_NAME)


def check_people(reader: Reader, evidence: Evidence) -> None:
    """Trace every name, or report it."""
    text = reader.text
    for word, company in COMPANIES:
        if word not in reader.low:
            continue
        for found in company.finditer(text):
            parts = folded(found.group()).split()
            if reader.is_free(*found.span()) and not all(part in evidence.names for part in parts):
                why = f"{found.group()} is another company; the record does not name it"
                reader.miss(Category.FACT, "name", *found.span(), why)
    for pattern in (_GREETING, _TITLED, _SIGNED, _INTRODUCED, _ACTS):
        for found in pattern.finditer(text):
            _names(reader, evidence, *found.span("whole"), greeted=pattern is _GREETING)
    for found in _CAPITAL.finditer(text):
        _names(reader, evidence, *found.span(), greeted=False)


def _names(reader: Reader, evidence: Evidence, start: int, end: int, *, greeted: bool) -> None:
    whole = reader.text[start:end]
    unknown: list[tuple[int, int]] = []
    known: list[tuple[int, int, str, str]] = []
    seen = False
    generic = GENERIC_GREETED if greeted else frozenset[str]()
    pattern = _WORD if not greeted else re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
    for found in pattern.finditer(whole):
        at, to = start + found.start(), start + found.end()
        if not reader.is_free(at, to):
            continue
        word = _bare(found.group())
        if word in NOT_A_NAME or word in generic:
            continue
        if greeted and found.group()[0].islower() and seen:
            break
        source = evidence.names.get(word) or _by_parts(evidence, word)
        if source:
            known.append((at, to, found.group(), source))
        elif (greeted and not seen) or not _is_common(reader, evidence, word, found.group()):
            # Whoever is greeted is named: "Dear Will", "Hi April" are no words of the calendar.
            unknown.append((at, to))
        seen = True
    for at, to, value, source in known:
        reader.hold(at, to, value, source)
    if unknown:
        at, to = unknown[0][0], unknown[-1][1]
        reader.miss(
            Category.FACT,
            "name",
            at,
            to,
            f"the record does not hold the name {reader.text[at:to]}",
        )


def _bare(word: str) -> str:
    return folded(word).removesuffix("'s").rstrip("'")


def _by_parts(evidence: Evidence, word: str) -> str | None:
    """A double name whose parts are all known ("McIntosh-Wood")."""
    parts = re.split("['-]", word)
    sources = [evidence.names.get(part) for part in parts]
    return sources[0] if len(parts) > 1 and all(sources) else None


def _is_common(reader: Reader, evidence: Evidence, word: str, shown: str) -> bool:
    if word in COMMON_CAPITALS or (len(shown) > 1 and shown.isupper()) or len(word) == 1:
        return True
    # A word of the record (a plan, a status), or one that also stands in small letters here.
    return (
        stem(word) in evidence.stems
        or re.search(rf"\b{re.escape(word)}\b", reader.text) is not None
    )
