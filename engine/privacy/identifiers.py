"""Numbers that mean something only by the words beside them, or by a form of their own.

Accounts with us and with banks, sort codes, IBANs, meters by name, National Insurance numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy.labels import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may stand between the word for a number and the number.
_LINK = (
    r"(?:'s(?!\w))?(?:[\s:=#.,()\[\]\"'/-]{1,4}(?:(?:numbers?|no|nos|num|nr|id|ids|ref|refs|"
    r"reference|code|is|"
    r"was|are|it's|its|it|ends?|as|for|of|on|the|my|our|his|her|their|this|that|your|new|old|gas|"
    r"electric|electricity|elec|meter|account|acc|a/c|acct|bank|energy|customer|should|would|be|"
    r"here|with|you|follows|below|says|reads|shows|box|front|bill|quoted|quote|quoting|given|"
    r"digits?|dual|fuel|online|which|full|ending|changed|to|starts|starting|beginning|and|"
    r"mine|still|now|one|also|"
    r"both|being|under|core|full|serial)\b)?){0,9}"
)
# Each group is read in one way only (atomic), or a line of numbers would be tried in all of them.
_IDENTIFIER = (
    r"(?<![\w'])(?P<id>(?:[A-Z]{1,4}[ -]?)?(?>\d[\dA-Z]*"
    r"(?:(?:-|/(?=\d{3})|[ .](?=\d{2}|\d \d))[A-Z]*\d[\dA-Z]*|(?<= \d) \d(?!\w)){0,12}))(?![\w£])"
    r"(?![,.]\d)"
)
_NUMBER_WORD = r"(?:numbers?|no|nos|num|nr|id|ids|ref|refs|reference|code|#)"
_ACCOUNT_WORD = (
    r"(?:accounts?|a/c|a\.c\.|acc|accs|acct|accnt|accont|acount|acct\.|customer|cust|client|"
    r"crn|roll|membership)"
)
_ACCOUNT = re.compile(rf"(?<![\w/]){_ACCOUNT_WORD}\b(?P<link>{_LINK}){_IDENTIFIER}", re.IGNORECASE)
_NUMBER_WORDS = re.compile(rf"\b{_NUMBER_WORD}\b|[#:=]", re.IGNORECASE)
_IS_ACCOUNT = re.compile(
    rf"(?<![\w£./-]){_IDENTIFIER} ?[,(-]? ?(?:is |was |as |= ?|that's |thats )?(?:(?:my|the|"
    rf"our|her|his|your) )?"
    rf"(?:(?:energy|bank|gas|electricity|online) )?{_ACCOUNT_WORD} "
    rf"?(?:{_NUMBER_WORD}|number)\b",
    re.IGNORECASE,
)
_IS_METER_ID = re.compile(
    rf"(?<![\w£./-]){_IDENTIFIER} ?[,(-]? ?(?:(?:is|was|as) )?(?:(?:my|the|our) )?"
    r"(?:mpan|mprn|(?:gas |electric(?:ity)? )?meter (?:serial|number|point)|serial number)\b",
    re.IGNORECASE,
)
# An account with a letter in front, as several suppliers print them on bills.
_LETTERED_ACCOUNT = re.compile(
    r"(?<![\w-])A-(?=[0-9A-F]*\d)(?:[0-9A-F]{8}|\d{5,10})(?![\w-])", re.IGNORECASE
)
_AGENT = re.compile(r"(?<![\w-])A-\d{3}(?![\w-])", re.IGNORECASE)
_IBAN = re.compile(
    r"(?<!\w)(?P<id>GB\d{2} ?-?[A-Z]{4}(?:[ -]?\d){14}"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)(?!\w)",
    re.IGNORECASE,
)
# 13 digits or 21 under its own name or fewer by a slip; MPRNs have 6 to 10 digits.
_METER_POINT = re.compile(
    r"\b(?:mpans?|mprns?|mprm|mpr|mpan/mprn|meter point(?: (?:reference|ref|admin\w*))?|supply "
    rf"(?:number|no)|m number|s[ -]number|gas supply|supply point){_LINK}{_IDENTIFIER}",
    re.IGNORECASE,
)
_METER = re.compile(
    r"\b(?:serial|msn|meter'?s? ?(?:(?:gas|electric\w*) )?(?:serial|number|no|id|ref|s/n)|"
    rf"meter(?= ?(?:is|:|#|called|[A-Z]\d))|s/n){_LINK}"
    r"(?P<id>(?:[A-Z]\d{1,2}[A-Z]{1,3}|[A-Z]{1,4}|\d{2}[A-Z]{1,2})?[ -]?\d[\dA-Z]*"
    r"(?:[ -](?=\d{2})[\dA-Z]+){0,5}(?: (?-i:[B-HJ-Z])(?![\w']))?)(?!\w)",
    re.IGNORECASE,
)
# The form of most British meter serials since the 1990s: maker's letter, year, type, running
# number.
_METER_FORM = re.compile(
    r"(?<![\w-])(?:[A-Z]\d{2}[A-Z]{1,2} ?-?\d{5,7}(?: ?\d{1,3})?|E6[A-Z] ?\d{5} ?\d{2,4}"
    r"|G4[A-Z] ?\d{5} ?\d{2} ?\d{2}|\d{2}[A-Z]\d{7})(?![\w-])"
)
_SORT_CODE = re.compile(
    r"\b(?:sort[ -]?codes?|sort|s/c|s/code|sortcode)(?:'s)?(?:[\s:=#.,()-]{1,3}(?:(?:is|was|"
    r"number|no|of|for|my|"
    r"the|account|and|bank|code|changed|to|now|new)\b)?){0,5}"
    r"(?P<id>\d{2}[ .\-/]{0,3}\d{2}[ .\-/]{0,3}\d{2})(?!\d)",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?<![\w£./-])(\d{2})( ?- ?)(\d{2})\2(\d{2})(?![\w/]|-\d)")
_WITH_ACCOUNT = re.compile(
    r"(?<![\w£./-])(?P<sort>\d{2}([ -]?)\d{2}\2\d{2})(?P<between>[\s,/;:&-]{1,4}"
    r"(?:(?:and|account|a/c|acc|acct|ac|number|no|num|is)\b[\s.:#]{0,3}){0,4})"
    r"(?P<account>\d{8}|\d{4} \d{4})(?!\w)",
    re.IGNORECASE,
)
# Eight digits in a text with a sort code are the account that goes with it.
_BANK_ACCOUNT = re.compile(r"(?<![\w£.,-])(?<!\d )(?:\d{8}|\d{4}[ -]\d{4})(?![\w.-]|[ -]\d)")
_NEXT = re.compile(
    r"(?:,|;| and| or| &|/|\n| \+){1,2}\s?(?:also )?(?P<id>[A-Z]{0,2}-?\d[\d -]{3,20}\d)(?!\w)",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"\b(?:bank|sort|account|a/c|acc|refund|direct debit|dd|pay|paid|barclays|hsbc|natwest|"
    r"lloyds|santander|monzo|starling|halifax|tsb|nationwide|rbs)\b",
    re.IGNORECASE,
)
# Two letters (no D, F, I, Q, U, V; second also no O; some pairs never given), six digits, A to D
# (HMRC, National Insurance Manual NIM39110). QQ is HMRC's own example and stands for a real one.
_NINO = re.compile(
    r"(?<![\w£])(?P<prefix>[A-Z] ?[A-Z])[ .\-]{0,2}\d{2}[ .\-]{0,2}\d{2}[ .\-]{0,2}\d{2}[ .\-]{0,2}"
    r"(?P<suffix>[A-D](?![\w]))?(?!\d)",
    re.IGNORECASE,
)
_NINO_PREFIX = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ")
_ABOUT_NINO = re.compile(
    r"\b(?:ni|nino|n\.i\.?|national insurance|nat ins|insurance (?:number|no))\b", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}")


def find_identifiers(text: str, shielded: str) -> Iterator[Span]:
    """Find what only its context or its form gives away, the surest first.

    Args:
        text: the folded text.
        shielded: the same with prices, dates and the like blotted out.
    """
    yield from _ninos(text)
    for found in _IBAN.finditer(text):
        if _is_iban(found["id"]):
            yield Span(*found.span("id"), Label.ACCOUNT)
    yield from _banking(text)
    yield from _meters(shielded)
    yield from _accounts(shielded)
    for found in _AGENT.finditer(text):
        yield Span(*found.span(), Label.NAME)


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _ninos(text: str) -> Iterator[Span]:
    for found in _NINO.finditer(text):
        named = _ABOUT_NINO.search(text, max(0, found.start() - 45), found.start())
        usual = _NINO_PREFIX.fullmatch(found["prefix"].upper().replace(" ", ""))
        if named or (usual and found["suffix"] and " " not in found["prefix"]):
            yield Span(found.start(), found.end(), Label.NINO)


def _is_iban(text: str) -> bool:
    from stdnum import iban

    bare = text.replace(" ", "").replace("-", "").upper()
    return iban.is_valid(bare) or (bare.startswith("GB") and len(bare) == 22)


def _banking(text: str) -> Iterator[Span]:
    for found in _SORT_CODE.finditer(text):
        yield Span(*found.span("id"), Label.SORTCODE)
    if _SORT_CODE.search(text) or _DASHED.search(text):
        for found in _BANK_ACCOUNT.finditer(text):
            yield Span(*found.span(), Label.ACCOUNT)
    for found in _WITH_ACCOUNT.finditer(text):
        about = _BANK.search(text, max(0, found.start() - 60), found.end())
        if about or "-" in found["sort"]:
            yield Span(*found.span("sort"), Label.SORTCODE)
            yield Span(*found.span("account"), Label.ACCOUNT)
    for found in _DASHED.finditer(text):
        day, month = int(found[1]), int(found[3])
        may_be_date = 1 <= day <= 31 and 1 <= month <= 12
        if not may_be_date or _BANK.search(text, max(0, found.start() - 40), found.start()):
            yield Span(*found.span(), Label.SORTCODE)


def _meters(shielded: str) -> Iterator[Span]:
    for found in _METER_POINT.finditer(shielded):
        if 6 <= _digits(found["id"]) <= 21:
            yield Span(*found.span("id"), Label.METER)
            for span in _next(shielded, found):
                yield Span(span.start, span.end, Label.METER)
    for pattern in (_METER, _IS_METER_ID):
        for found in pattern.finditer(shielded):
            identifier = found["id"]
            reading = "read" in found.group()[: -len(identifier)].lower()
            enough = _digits(identifier) >= (7 if reading else 6) or (
                _digits(identifier) >= 5 and not identifier.isdigit() and not reading
            )
            if enough and not _DATE.fullmatch(identifier):
                yield Span(*found.span("id"), Label.METER)
    for found in _METER_FORM.finditer(shielded):
        yield Span(*found.span(), Label.METER)


def _accounts(shielded: str) -> Iterator[Span]:
    for found in _ACCOUNT.finditer(shielded):
        identifier = found["id"]
        named = _NUMBER_WORDS.search(found["link"]) or found.group().lower().startswith("cust")
        if _digits(identifier) >= (4 if named else 6) and not _is_year(identifier, found["link"]):
            yield Span(*found.span("id"), Label.ACCOUNT)
            yield from _next(shielded, found)
    for found in _IS_ACCOUNT.finditer(shielded):
        if _digits(found["id"]) >= 4:
            yield Span(*found.span("id"), Label.ACCOUNT)
    for found in _LETTERED_ACCOUNT.finditer(shielded):
        yield Span(*found.span(), Label.ACCOUNT)


def _next(text: str, found: re.Match[str]) -> Iterator[Span]:
    """The second of two numbers ("60012345 and 60012346"): as many digits as the first."""
    more = _NEXT.match(text, found.end("id"))
    if more is not None and _digits(more["id"]) == _digits(found["id"]) >= 6:
        yield Span(*more.span("id"), Label.ACCOUNT)


def _is_year(identifier: str, link: str) -> bool:
    """Whether four digits are a year or a date rather than a short customer number."""
    if _DATE.fullmatch(identifier):
        return True
    year = len(identifier) == 4 and identifier[:2] in ("19", "20")
    return year and not _NUMBER_WORDS.search(link)
