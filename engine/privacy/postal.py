"""Postcodes and postal addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy import wordlists
from engine.privacy.labels import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# The 124 postcode areas (Royal Mail, PAF Programmers' Guide) with the Crown dependencies.
_AREAS = (
    "AB|AL|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|"
    "DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|"
    "LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|"
    "SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W"
)
_INWARD = "[ABD-HJLNP-UW-Z]{2}"
_POSTCODE = re.compile(
    rf"(?<![A-Z0-9£#-])(?:(?:{_AREAS})(?:\d[A-HJKMNP-Y]|\d{{1,2}})(?P<gap>[ .\t-]{{0,3}})"
    rf"(?P<in>\d ?{_INWARD})|GIR ?0AA|BFPO ?\d{{1,4}})(?![A-Z0-9]|-\d)",
    re.IGNORECASE,
)
_OUTWARD = re.compile(
    rf"\bpost ?code(?:[\s:=-]{{1,3}}(?:(?:is|was|area|of|starts|starting|beginning|begins|with)"
    rf"\b)?){{0,4}}(?P<out>(?:{_AREAS})(?:\d[A-Z]|\d{{1,2}}))(?!\w)",
    re.IGNORECASE,
)
# "postcode m 1 1 a e": read out letter by letter.
_SPELT_OUT = re.compile(
    r"\bpost ?code(?:[\s:=-]{1,3}(?:is|was)?){1,2}\s?(?P<all>(?:[A-Z0-9][ -]){4,6}[A-Z0-9])(?!\w)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:1 ?st|2 ?nd|3 ?rd|[04-9] ?th)")

_STRONG = r"(?:street|str|road|rd|avenue|avn|ave|crescent|cres|terrace|lane|gdns|boulevard|blvd)"
_WEAK = (
    r"(?:st|close|cl|drive|dr|way|court|ct|place|pl|square|sq|park|gardens?|grove|row|walk|mews|"
    r"view|hill|rise|green|wynd|loan|brae|gate|vennel|parade|quay|wharf|esplanade|path|"
    r"cross|circus|broadway|embankment|promenade|croft|cottages?|villas?|meadows?|fields?|"
    r"heights|ter|terr|ln|yard|approach|crest|dene|end|estate|mount|vale|lea|acre|acres|"
    r"steading|steadings|toll|causeway|arcade|passage|bank|hey|ridge|drove|pend|chase|"
    r"bridge|orchard|link|oval|quadrant|spinney|copse|warren|gait|mains|"
    r"kirkgate|gallowgate|cowgate|high|ford|garth|fold)"
)
_WORD = r"[^\W\d_][\w'.-]{0,20}"
_HOUSE_NUMBER = r"\d{1,4}(?: ?[A-Ha-h](?![\w']))?(?: ?[-/&] ?\d{1,3}[A-Da-d]?)?"
_UNIT = (
    r"(?:(?:top|ground|first|second|third|basement|garden|upper|lower|1st|2nd|3rd)[ -]floor(?: "
    r"(?:flat|left|right))?|(?:flat|flt|apartment|apt|unit|room|block|suite|studio|plot|pitch|"
    r"caravan|berth|maisonette)\.? (?:\d{1,4}[A-Za-z]?(?: ?[/-] ?\d{1,3}[A-Za-z]?)?|"
    r"[A-Za-z])(?!\w)|"
    r"(?:top|ground|first|second|third|basement|1st|2nd|3rd|upper|lower)(?: floor)? (?:left|right|"
    r"middle|centre|front|back|rear)|(?:basement|garden|top|ground|upper|attic) flat|"
    r"[0-4]F[1-9]|\d{1,2}/\d{1,2})"
)
_STREET = re.compile(
    rf"(?<![\w£$€/.,-])(?P<unit>{_UNIT}[, \n]{{1,2}}){{0,2}}(?P<number>{_HOUSE_NUMBER}),? "
    rf"(?P<name>(?:{_WORD} ){{1,4}}?|(?=[KGCBE]))(?P<type>{_STRONG}|{_WEAK})\b\.?(?!\w)",
    re.IGNORECASE,
)
_BUILDING = (
    r"(?:House|Court|Tower|Towers|Point|Heights|Mansions|Buildings?|Lodge|Wharf|Mill|Mills|Hall|"
    r"Place|Apartments|Estate|Park|Centre|View|Gardens|Quays?|Works|Yard)"
)
_UNIT_ONLY = re.compile(
    rf"(?<![\w/])(?i:{_UNIT})(?P<rest>(?:,? (?:[A-Z][\w'-]{{1,20}})){{1,4}}?,? {_BUILDING})\b"
)
# Welsh puts the word for the street first.
_WELSH = re.compile(
    rf"(?<![\w£./-])(?:{_HOUSE_NUMBER},? )?(?:Heol|Ffordd|Lôn|Lon|Stryd|Maes|Clos|Rhodfa|Cwrt|Parc|"
    r"Rhes|Bryn|Tan|Ty|Tŷ|Plas|Cae|Llys)[ -](?:(?:y|yr|Y|Yr|"
    r"[A-Z][\w'-]{1,20})(?:[ -](?=[A-Z])|\b)){1,3}"
    r"(?:(?<=[yr]) [A-Z][\w'-]{1,20})?"
)
# A number, capitalised words and a town: whatever the street is called.
_BEFORE_TOWN = re.compile(
    rf"(?<![\w£$€/.,-]){_HOUSE_NUMBER},? (?P<name>[A-Z][\w'.-]{{2,20}}"
    rf"(?:[ -][\w'.-]{{1,20}}){{0,3}}?)"
    rf",? (?=(?:{wordlists.TOWN_PATTERN})(?!\w))"
)
# "at The Shieling, Back Shore, Skye": three or more capitalised parts after "at" or "address".
_PARTS = re.compile(
    r"\b(?i:(?:live|lives|living|supply|property|house|meter|account|bill|mum|mother|"
    r"customer|moved|"
    r"moving) (?:is )?(?:at|to)|address(?: is|:)?) "
    r"(?P<at>(?:[A-Z][\w'-]{1,20} ?){1,3}(?:, (?:[A-Z][\w'-]{1,20} ?){1,3}){1,3})(?!\w)"
)
_HOUSE = re.compile(
    r"(?<!\w)(?:The )?(?:[A-Z][\w'-]{1,20} ){1,3}(?:Cottage|House|Farm|Farmhouse|Lodge|Barn|Manor|"
    r"Villa|Croft|Rectory|Vicarage|Manse|Schoolhouse|Bungalow|Steading|Mill|Grange|Hall|Bothy)"
    rf"(?:,|\n| on| in)? ?(?:\d{{1,4}}[a-z]? )?(?:[A-Z][\w'-]{{1,20}} ){{1,3}}"
    rf"(?i:{_STRONG}|{_WEAK})\b"
)
_PO_BOX = re.compile(r"(?<!\w)(?:P\.? ?O\.? ?)box (?:no\.? ?)?\d{1,6}\b", re.IGNORECASE)
_AT_HOME = (
    r"(?:\b(?:addresse?s?|live|lives|lived|living|reside|resides|residing|moved|move|moving|"
    r"property|house|home|flat|premises|staying|stay|located|based|relocating|relocated|"
    r"registered|supply|deliver|delivered|sent|send|post|letters?|visit|engineer|come|"
    r"tenant|landlord|own)\b)"
)
_ABOUT_HOME = re.compile(_AT_HOME, re.IGNORECASE)
_AT_PLACE = re.compile(r"(?:\b(?:at|to|from|of|is|in|into|on|for)|[:,(-]|^|\n)\s?$", re.IGNORECASE)
_NAMED_PLACE = re.compile(
    r"\b(?i:address(?: is| was|:| -)?(?: now)?|(?:i |we )?(?:live|lives|living|reside|moved|"
    r"moving|relocated|moved house|staying)(?: in)? (?:at|to|from|into)|(?:property|house|flat|"
    r"bungalow|premises|meter) at|supply at)\s{1,2}(?P<at>"
    rf"{_HOUSE_NUMBER},? (?:the )?[A-Z][\w'-]{{1,20}}(?: (?:(?:de|la|le|du|des|der|del|di|of|"
    rf"an|na|y) ){{0,2}}[A-Z][\w'-]{{1,20}}){{0,3}})"
)
# Before a postcode a house number and capitalised words are an address, whatever the street.
_BEFORE_POSTCODE = re.compile(
    rf"(?<![\w£./-])(?:{_UNIT}[, ]{{1,2}})?{_HOUSE_NUMBER},? [A-Z][\w'.-]{{2,20}}"
    r"(?: [A-Z][\w'.-]{1,20}){0,3}(?:,? ?\n?[A-Z][\w'.-]{1,20}"
    r"(?: [\w'.-]{1,20}){0,2}){0,4}[,.]?\s{1,2}$"
)
_STREET_ONLY = re.compile(
    r"\b(?i:live|lives|lived|living|house|flat|property|home|moved|moving|bungalow|tenement)"
    r"(?: (?:here|is|now|back|house|away))? (?i:in|on|at|to|from|off) "
    rf"(?P<at>(?:the )?(?:[A-Z][\w'-]{{1,20}} ){{1,3}}(?:{_STRONG}|Close|Drive|Way|Court|Place|"
    r"Square|Gardens|Grove|Row|Mews|Wynd|Brae)\b)",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"(?P<comma>, ?\n?|\n| ?- | in |"
    r" )(?P<town>[^\W\d_][\w'.-]{1,20}(?:[ -][^\W\d_][\w'.-]{1,20}){0,3})"
)


def find_postcodes(text: str) -> Iterator[Span]:
    """Find postcodes: all with both halves, a lone first half after the word for it."""
    for found in _POSTCODE.finditer(text):
        inward = found["in"] or ""
        unsure = found.group() != found.group().upper() and " " in (found["gap"] or "")
        if unsure and _ORDINAL.fullmatch(inward):
            continue
        yield Span(found.start(), found.end(), Label.POSTCODE)
    for found in _OUTWARD.finditer(text):
        yield Span(*found.span("out"), Label.POSTCODE)
    for found in _SPELT_OUT.finditer(text):
        if _POSTCODE.fullmatch(re.sub(r"[ -]", "", found["all"])):
            yield Span(*found.span("all"), Label.POSTCODE)


def find_addresses(text: str, postcodes: list[Span]) -> Iterator[Span]:
    """Find postal addresses in a folded text.

    Args:
        text: the folded text.
        postcodes: where postcodes stand; no address reaches into one.
    """
    stops = {span.start for span in postcodes}
    for found in _PO_BOX.finditer(text):
        yield _with_town(text, found.start(), found.end(), stops)
    for pattern in (_HOUSE, _UNIT_ONLY, _WELSH):
        for found in pattern.finditer(text):
            if _is_name_of_street(found.group()):
                yield _with_town(text, found.start(), found.end(), stops)
    yield from _streets(text, stops)
    yield from _places(text, stops)
    for postcode in postcodes:
        begin = max(0, postcode.start - 110)
        before = _BEFORE_POSTCODE.search(text[begin : postcode.start])
        if before is not None:
            start = begin + before.start()
            yield Span(start, start + len(before.group().rstrip(" ,.\n")), Label.ADDRESS)


def _streets(text: str, stops: set[int]) -> Iterator[Span]:
    """Find a house number, a name and a word for a street."""
    place = 0
    while (street := _STREET.search(text, place)) is not None:
        place = street.end("number")
        if _is_street(text, street, stops):
            span = _with_town(text, street.start(), _street_end(text, street), stops)
            yield span
            place = span.end


def _places(text: str, stops: set[int]) -> Iterator[Span]:
    """Find what the words before it or the town after it make an address."""
    for found in _NAMED_PLACE.finditer(text):
        yield _with_town(text, *found.span("at"), stops)
    for found in _STREET_ONLY.finditer(text):
        if found["at"][0].isupper() and _is_name_of_street(found["at"]):
            yield _with_town(text, *found.span("at"), stops)
    for found in _BEFORE_TOWN.finditer(text):
        words = found["name"].lower().split()
        if not any(word in wordlists.NOT_IN_STREET or word in wordlists.COMMON for word in words):
            yield _with_town(text, found.start(), found.end("name"), stops)
    for found in _PARTS.finditer(text):
        if found["at"].split()[0].lower() not in wordlists.COMMON:
            start = found.start("at")
            yield Span(start, start + len(found["at"].rstrip()), Label.ADDRESS)


def _is_name_of_street(text: str) -> bool:
    return not any(word.lower() in wordlists.NOT_IN_STREET for word in text.split())


_TYPE = re.compile(rf" (?P<type>(?:{_STRONG}|{_WEAK}|north|south|east|west))\b", re.IGNORECASE)


def _street_end(text: str, found: re.Match[str]) -> int:
    """Return where a street's name ends: "Hill View Road" has three words for one."""
    end = found.end()
    more = _TYPE.match(text, end)
    while more is not None and more["type"][0].isupper() == found["type"][0].isupper():
        if not more["type"][0].isupper() and not re.fullmatch(_STRONG, more["type"]):
            break
        end = more.end()
        more = _TYPE.match(text, end)
    return end


def _is_street(text: str, found: re.Match[str], postcodes: set[int]) -> bool:
    """Whether a number, some words and a word for a street are an address."""
    words = found["name"].split()
    kind = found["type"]
    if any(word.lower().strip(".,") in wordlists.NOT_IN_STREET for word in words):
        return False
    if words and words[0].lower() == "the":
        words = words[1:]
        if not words:
            return (
                kind[0].isupper() or bool(found["unit"]) or kind.lower() in ("avenue", "crescent")
            )
    if not words:
        # "12 Kirkgate", "3 Broadway": the word is the whole name.
        whole = kind.lower() in ("kirkgate", "gallowgate", "cowgate", "broadway", "esplanade")
        return whole and kind[0].isupper()
    if any(re.search(r"[.!?]$", word) and len(word) > 4 for word in words):
        return False
    strong = re.fullmatch(_STRONG, kind, re.IGNORECASE) is not None
    capitals = all(word[0].isupper() for word in words)
    if capitals and (kind[0].isupper() or strong):
        return True
    if found["unit"]:
        return True
    after = text[found.end() : found.end() + 40]
    followed = any(found.end() < stop <= found.end() + 40 for stop in postcodes) or re.match(
        r",? ?(?:in )?(" + wordlists.TOWN_PATTERN + r")\b", after, re.IGNORECASE
    )
    before = text[max(0, found.start() - 45) : found.start()]
    at_home = _ABOUT_HOME.search(before) and _AT_PLACE.search(before)
    if strong:
        return len(words) <= 2 or bool(followed or at_home)
    return bool(followed) or bool(at_home) or (capitals and bool(_AT_PLACE.search(before)))


def _with_town(text: str, start: int, end: int, postcodes: set[int]) -> Span:
    """Return an address span with the towns and counties that follow it."""
    for _ in range(4):
        if any(end <= stop <= end + 3 for stop in postcodes):
            break
        found = _TOWN.match(text, end)
        if found is None:
            break
        reach = _town_end(text, found)
        if reach is None or any(found.start() < stop < reach for stop in postcodes):
            break
        end = reach
    return Span(start, end, Label.ADDRESS)


def _town_end(text: str, found: re.Match[str]) -> int | None:
    known = re.match(wordlists.TOWN_PATTERN + r"(?!\w)", found["town"], re.IGNORECASE)
    if known is not None:
        return found.start("town") + known.end()
    if "," not in found["comma"]:
        return None
    end = None
    for word in re.finditer(r"[^\s,]+", text[found.start("town") : found.end("town")]):
        bare = word.group().rstrip(".")
        if not bare[0].isupper() or bare.lower() in wordlists.COMMON:
            break
        end = found.start("town") + word.start() + len(bare)
        if bare != word.group():
            break
    return end
