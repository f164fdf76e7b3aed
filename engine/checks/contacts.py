"""Phone numbers, links, e-mail addresses and references must be known ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.findings import Category
from engine.checks.known_contacts import (
    EMAIL,
    LINK,
    PHONE,
    PUBLIC_CONTACTS,
    contact_key,
    spoken_numbers,
)

if TYPE_CHECKING:
    from engine.checks.evidence import Evidence
    from engine.checks.reader import Reader

_REFERENCE = re.compile(r"\b[a-z]{1,4}[-/]?\d{2,}(?:[-/][a-z0-9]+)*\b|#\s?\d+\b")
_NAMED_REFERENCE = re.compile(
    r"\b(?:account|customer|reference|ref|case|ticket|complaint|order|meter|serial)"
    r"(?:\s(?:number|no|id|reference|ref|code))?\.?:?\s(?:is\s)?#?(?P<id>[a-z]{0,4}-?\d[\d "
    r"-]{2,}\d|\d{3,})\b"
)
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}\b")
_DIGIT = re.compile(r"\d")
_LIKE_LINK = re.compile(r"\.[a-z]{2,}|://|www\.")


def check_contacts(reader: Reader, evidence: Evidence) -> None:
    """Trace every phone number, link, address and reference, or report it."""
    low = reader.low
    if "@" in low:
        for found in reader.free(EMAIL):
            _look_up(reader, evidence, found, "email", "this e-mail address")
    if _LIKE_LINK.search(low):
        for found in reader.free(LINK):
            _look_up(reader, evidence, found, "link", "this link")
    if _DIGIT.search(low):
        _check_numbers(reader, evidence)


def _check_numbers(reader: Reader, evidence: Evidence) -> None:
    for found in reader.free(_POSTCODE):
        reader.miss(
            Category.FACT, "address", *found.span(), "this postcode is not in the customer's record"
        )
    for found in reader.free(PHONE):
        _look_up(reader, evidence, found, "phone", "this number")
    for found in spoken_numbers(reader.low):
        if reader.is_free(*found.span()):
            reader.hold(*found.span(), found.group(), PUBLIC_CONTACTS[found.group()])
    for pattern in (_NAMED_REFERENCE, _REFERENCE):
        for found in reader.free(pattern):
            _look_up_reference(reader, evidence, found)


def _look_up(
    reader: Reader, evidence: Evidence, found: re.Match[str], kind: str, what: str
) -> None:
    start, end = found.span()
    end -= len(found.group()) - len(found.group().rstrip(".,;:!?) "))
    key = contact_key(found.group())
    source = evidence.contacts.get(key)
    if source is None and kind == "link":
        # A page of a known site; "gov.uk" stands for all of the government's.
        source = next(
            (
                evidence.contacts[site]
                for site in (key.partition("/")[0], key.rpartition(".gov.uk")[1].strip("."))
                if site in evidence.contacts
            ),
            None,
        )
    if source is None:
        reader.miss(
            Category.FACT, kind, start, end, f"{what} is neither ours nor in the customer's record"
        )
    else:
        reader.hold(start, end, key, source)


def _look_up_reference(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    text = found.groupdict().get("id") or found.group()
    known = text.strip("# ").upper()
    source = evidence.references.get(known)
    if source is None and _within(evidence, known):
        return
    if source:
        reader.hold(*found.span(), known, source)
    else:
        reader.miss(Category.FACT, "number", *found.span(), "this reference is not in the record")


def _within(evidence: Evidence, known: str) -> bool:
    """Whether it is no reference but a word with a number (CO2, A4)."""
    return known in {"A4", "A5", "CO2", "Q1", "Q2", "Q3", "Q4"} and bool(evidence)
