"""Addresses without a word for a street: house names, and what stands after "I live at"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy import wordlists
from engine.privacy.labels import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d{1,4}[a-h]?(?:[-/]\d{1,3})?"
_UNIT = r"(?:flat|flt|apartment|apt|unit|room|suite|plot|pitch|block)\.? \d{0,4}[a-z]?"
_LETTERS = re.compile(r"[^\W\d_][\w'-]{0,24}")
# After these words comes a place where somebody lives or takes energy.
_AT_HOME = re.compile(
    r"\b(?:address(?:es)?(?: (?:is|was|now|changed to|should be))*[ :-]{1,3}"
    r"|(?:live|lives|lived|living|stay|staying|reside|based|i'?m|i am|we'?re|we are|moved|moving|"
    r"move|relocated|meters?(?: is| are)?|supply|property|house|home|flat|bungalow|tenancy|"
    r"premises|residence|delivered|posted|sent|send it|went|gone|goes|going|visit)"
    r" (?:back |out |over |here )?(?:at|to|from|into|of|for) "
    r"|(?:home|house|property|place|residence|flat) (?:is|was)(?: now)?(?: at)? "
    r"|(?:left|vacated|vacating|leaving|renting|rent|own|bought|buying|sold|selling) )"
    r"(?:now |just |the address )?",
    re.IGNORECASE,
)
_VERB_ONLY = re.compile(
    r"\b(?:left|vacated|vacating|leaving|renting|rent|own|bought|buying|sold|selling|going|went|gone|"
    r"goes|visit)(?: of| to| for| at)? $",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:house|home|cottage|property|bungalow|farm|place|croft|building)"
    r"(?:(?:'s|s)? name(?: is|:)?|(?: is|'s)? (?:called|named|known as))[ :]{1,2}[\"']?",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"(?:{_UNIT},? )?{_NUMBER},? (?:the )?(?=[^\W\d_])", re.IGNORECASE)
_THEN = re.compile(r"[ \t]?(?:to|and)[ \t](?=\d)", re.IGNORECASE)
_PLACE_NAMES = (
    "cottage|cottages|farm|farmhouse|manse|steading|steadings|bungalow|croft|barn|rectory|"
    "vicarage|bothy|lodge|grange|schoolhouse|gatehouse|shieling|smiddy|toll house|mains"
)
_BUILDINGS = frozenset(
    [*_PLACE_NAMES.split("|"), *"house hall mill manor villa court tower towers mansions".split()]
)
_NAMED = re.compile(
    r"(?<![\w'-])(?:The )?(?:[A-Z][\w'-]{1,20} (?:(?:of|o'|at) )?){0,4}?"
    rf"(?i:{_PLACE_NAMES})(?= of [A-Z]|\b)(?: of [A-Z][\w'-]{{1,20}}(?: (?i:farm|house))?)?"
)
# These make a farm or a lodge somebody's business and nobody's home.
_NO_HOME = frozenset("wind solar premier travel holiday energy fish hydro content server".split())
_MORE_PARTS = re.compile(r"(?:,[ \t]?\n?|\n)(?=[^\W\d_])")
# What follows a number in talk about energy, homes and contracts.
_JOINER = re.compile(
    r" (?:(?:of|upon|on|by|under|le|y|yr|na|nan|an|o'|in) )?(?P<next>[^\W\d_][\w'-]{0,24})",
    re.IGNORECASE,
)
_ORDINARY = wordlists.NOT_IN_STREET | frozenset(
    """storage heaters plan plans fixed fixes digit digits zone zones tier bars lights year-old
    star stars bedroomed beds semi detached terrace storey terraced floors occupants tenants
    properties flats houses homes addresses supplies accounts friends kwh-a different mile miles
    metre metres foot feet ft acre acres gb mb mbps volts amps pm-ish weeks weekday weekdays
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec st nd rd th pounds tariff rate-tariff""".split()
)
# Everyday words that are just as much part of an address.
_STREET_WORDS = frozenset(
    """the of on house church street road avenue lane close school hospital flat old new high big
    upper lower home park station point line end""".split()
)
_BEFORE_POSTCODE = re.compile(
    r"(?:^|(?<=[\s:(,]))(?P<at>(?:[^\W\d_][\w'.-]{1,20}(?: [\w'.-]{1,20}){0,3}(?:,[ ]?\n?|\n)){1,3}"
    r"[^\W\d_][\w'.-]{1,20}(?: [\w'.-]{1,20}){0,2}|\d{1,4}[a-h]?,? [^\W\d_][\w'.-]{2,20}"
    r"(?: [\w'.-]{1,20}){0,3}(?:(?:,[ ]?\n?|\n)[^\W\d_][\w'.-]{1,20}(?: [\w'.-]{1,20}){0,2}){0,3})"
    r"[,.]?\s{1,2}$",
    re.IGNORECASE,
)
_PART = re.compile(r"[^,\n]+")
_IN_UNIT = re.compile(rf"(?<![\w/]){_UNIT}, (?=[A-Z][a-z])", re.IGNORECASE)


def find_homes(text: str, postcodes: list[Span]) -> Iterator[Span]:
    """Find addresses by what introduces them, by a house's name or by the postcode after them.

    Args:
        text: the folded text.
        postcodes: where postcodes stand; no address reaches into one.
    """
    yield from _introduced(text)
    for found in _CALLED.finditer(text):
        end = _words(text, found.end(), most=3)
        if end is not None:
            yield Span(found.end(), _parts(text, end), Label.ADDRESS)
    for found in _NAMED.finditer(text):
        if _is_house_name(text, found):
            yield Span(found.start(), _parts(text, found.end()), Label.ADDRESS)
    for found in _IN_UNIT.finditer(text):
        end = _words(text, found.end(), most=3)
        if end is not None:
            yield Span(found.start(), _parts(text, end), Label.ADDRESS)
    for postcode in postcodes:
        span = _before_postcode(text, postcode)
        if span is not None:
            yield span


def _before_postcode(text: str, postcode: Span) -> Span | None:
    """Return the parts of an address straight before its postcode."""
    begin = max(0, postcode.start - 90)
    before = _BEFORE_POSTCODE.search(text[begin : postcode.start])
    if before is None:
        return None
    at = begin + before.start("at")
    parts = [(at + part.start(), part.group()) for part in _PART.finditer(before["at"])]
    while parts and _has_everyday_words(parts[0][1]):
        parts.pop(0)
    enough = len(parts) > 1 or any(character.isdigit() for _, part in parts for character in part)
    if not enough or any(_has_everyday_words(part) for _, part in parts):
        return None
    return Span(parts[0][0], begin + before.end("at"), Label.ADDRESS)


def _introduced(text: str) -> Iterator[Span]:
    for found in _AT_HOME.finditer(text):
        place: int | None = found.end()
        while place is not None:
            end = _after_number(text, place) or _house_after(text, place)
            if end is None:
                break
            end = _parts(text, end)
            yield Span(place, end, Label.ADDRESS)
            # "moved from 31 Penrhyn to 4 Ty Gwyn"
            then = _THEN.match(text, end)
            place = then.end() if then else None


def _after_number(text: str, place: int) -> int | None:
    """Return where "31 penrhyn" ends: a house number and words that are no everyday words."""
    head = _HEAD.match(text, place)
    if head is None:
        return None
    # "left 2 voicemails": after a verb alone the street has a capital letter.
    if _VERB_ONLY.search(text, max(0, place - 12), place) and not text[head.end()].isupper():
        return None
    return _words(text, head.end(), most=3)


def _house_after(text: str, place: int) -> int | None:
    """Return where "the old manse" or "Bryn Awel" ends, if a place is named there."""
    words: list[str] = []
    at = place
    while len(words) < 5 and (word := _LETTERS.match(text, at)) is not None:
        words.append(word.group())
        at = word.end()
        if words[-1].lower() in _BUILDINGS and len(words) > 1:
            if words[0].lower() in ("a", "an") or _NO_HOME.intersection(words):
                return None
            named = [w for w in words[:-1] if not _is_ordinary(w) and w.lower() != "the"]
            return at if named or _goes_on(text, at) else None
        if text[at : at + 1] != " ":
            break
        at += 1
    # Without a word for a building both the name and what follows it need capital letters.
    comma = _MORE_PARTS.match(text, at)
    if not words or comma is None or not _goes_on(text, at):
        return None
    capitals = all(word[0].isupper() for word in words) and text[comma.end()].isupper()
    own = words[2 if words[:2] == ["The", "Old"] else words[0] == "The" :]
    return at if capitals and own and not any(map(_is_ordinary, own)) else None


def _is_house_name(text: str, found: re.Match[str]) -> bool:
    words = found.group().split()
    if not found.group()[0].isupper() or any(word.lower() in _NO_HOME for word in words):
        return False
    own = [word for word in words[:-1] if word != "The" and not _is_ordinary(word)]
    if len(own) < sum(word != "The" for word in words[:-1]) - 1:
        return False
    last = words[-1][0].isupper()
    goes_on = _goes_on(text, found.end())
    if own:
        return last or goes_on
    return last and goes_on and words[0] == "The"


def _goes_on(text: str, place: int) -> bool:
    """Whether a comma or a line break and another part of an address follow."""
    return _parts(text, place) > place


def _words(text: str, place: int, *, most: int) -> int | None:
    """Return the end of up to so many words that are no everyday words; None for none."""
    end = None
    for _ in range(most):
        word = _LETTERS.match(text, place)
        if word is None or _is_ordinary(word.group()):
            break
        end = word.end()
        # "Braes of Enzie", "Newton on Ouse"
        joiner = _JOINER.match(text, end)
        if joiner is None or _is_ordinary(joiner["next"]):
            break
        place = joiner.start("next")
    return end


def _parts(text: str, end: int) -> int:
    """Return where an address ends with the village and the town that follow."""
    for _ in range(3):
        comma = _MORE_PARTS.match(text, end)
        further = _words(text, comma.end(), most=3) if comma else None
        if further is None:
            break
        end = further
    return end


def _has_everyday_words(text: str) -> bool:
    words = [word.lower() for word in _LETTERS.findall(text)]
    return any(_is_ordinary(word) and word not in _STREET_WORDS for word in words)


def _is_ordinary(word: str) -> bool:
    bare = word.lower().strip(".,'").removesuffix("'s")
    return bare in _ORDINARY or bare in wordlists.COMMON
