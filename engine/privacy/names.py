"""Names of people: after the words that introduce one, and common given names with a surname."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy.folding import plain_word
from engine.privacy.labels import Label, Span
from engine.privacy.name_lists import GIVEN, GIVEN_OR_SURNAME, SURNAMES
from engine.privacy.name_patterns import (
    AFTER_NAME,
    CAPITALISED,
    CONFIRMED,
    HAS_TITLE,
    INITIALS,
    IS_TOWN,
    LOWER_ENDS,
    LOWER_PAIR,
    MAC,
    MAYBE,
    NAME_WORD,
    PARTICLED,
    PREPOSITIONS,
    RARE_TITLE,
    RELATIVE,
    RUN_OF_CAPITALS,
    SPEAKER,
    SURE,
    SURNAME_END,
    TALK,
    VERB_LIKE,
    WEAK,
    WORD,
)
from engine.privacy.name_words import FIRMS, PARTICLES
from engine.privacy.wordlists import (
    BOTH_NAME_AND_WORD,
    COMMON,
    GIVEN_AND_WORD,
    NO_NAMES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def _bare(word: str) -> str:
    return plain_word(word).removesuffix("'s")


def find_names(text: str) -> Iterator[Span]:
    """Find names of people in a folded text, those that are introduced first."""
    text = FIRMS.sub(lambda found: "\0" * len(found.group()), text)
    for found in SURE.finditer(text):
        # "I miss my old tariff", "in dr": these titles are other words as well.
        rare = RARE_TITLE.search(found.group()) is not None
        span = _name_at(text, found.end(), sure=not rare)
        if span is not None:
            yield span
    for found in MAYBE.finditer(text):
        span = None if HAS_TITLE.match(text, found.end()) else _introduced(text, found)
        if span is not None:
            yield span
    yield from _in_small_letters(text)
    yield from _listed(text)
    yield from _shaped(text)


def _in_small_letters(text: str) -> Iterator[Span]:
    """Find names that nobody lists, where only a name can stand."""
    for pattern in (SPEAKER, RELATIVE):
        for found in pattern.finditer(text):
            bare = _bare(found["name"])
            if bare not in COMMON and bare not in NO_NAMES and not VERB_LIKE.fullmatch(bare):
                yield Span(*found.span("name"), Label.NAME)


def _introduced(text: str, found: re.Match[str]) -> Span | None:
    """Return the name after words that may introduce one."""
    place = found.end()
    last = found.group().strip(" ,:-\n\"'(\t").split()[-1].lower()
    weak = last in WEAK and "\n" not in found.group() and "," not in found.group()
    weak = weak and TALK.search(found.group()) is None
    span = _name_at(text, place, weak=weak, pairs=last not in PREPOSITIONS)
    if span is None and last in WEAK:
        span = _name_at(text, place)
        if span is not None and not CONFIRMED.match(text, span.end):
            return None
    return span


def _shaped(text: str) -> Iterator[Span]:
    """Find names by their form: "Dafydd ap Llywelyn", "McTavish"."""
    for found in PARTICLED.finditer(text):
        if not any(_bare(word) in COMMON for word in found.group().split()):
            yield Span(found.start(), found.end(), Label.NAME)
    for found in MAC.finditer(text):
        before = re.search(rf"({NAME_WORD}) $", text[max(0, found.start() - 32) : found.start()])
        start = found.start()
        if before is not None and before[1][0].isupper() and _bare(before[1]) not in COMMON:
            start -= len(before.group())
        yield Span(start, found.end(), Label.NAME)


def _name_at(
    text: str, place: int, *, sure: bool = False, weak: bool = False, pairs: bool = False
) -> Span | None:
    """Return the name that starts at a place, if one does."""
    start = place
    initials = INITIALS.match(text, place)
    if initials is not None:
        place = initials.end()
    shouting = _is_shouting(text)
    words: list[re.Match[str]] = []
    while len(words) < 5:
        word = WORD.match(text, place)
        if word is None or not _may_be_name(word.group(), words, sure=sure, shouting=shouting):
            break
        words.append(word)
        gap = re.compile(r"[ \t]{1,2}(?:[A-Z]\.? (?=[A-Z]))?").match(text, word.end())
        if gap is None:
            break
        place = gap.end()
    while words and _bare(words[-1].group()) in PARTICLES:
        words.pop()
    if not words:
        return None
    lower = not words[0].group()[0].isupper() or shouting
    unlisted = _bare(words[0].group()) not in GIVEN_OR_SURNAME
    # "my name is spelt wrong": an unknown word in small letters is a name if nothing follows.
    if sure and lower and unlisted and not LOWER_ENDS.match(text, words[-1].end()):
        return None
    if not sure and not _believable(words, weak=weak, shouting=shouting, pairs=pairs):
        return None
    return Span(start, words[-1].end(), Label.NAME)


def _may_be_name(word: str, before: list[re.Match[str]], *, sure: bool, shouting: bool) -> bool:
    bare = _bare(word.removesuffix("'s"))
    if bare in PARTICLES and len(before) < 4 and (before or bare not in ("do", "o", "ni", "la")):
        return True
    if bare in COMMON and bare not in BOTH_NAME_AND_WORD:
        return False
    capital = word[0].isupper() and not shouting
    if all(_bare(earlier.group()) in PARTICLES for earlier in before):
        before = []
    if before and before[0].group()[0].isupper() and not shouting:
        return capital
    if not before:
        return capital or (sure and bare not in COMMON) or bare in GIVEN
    # Without capital letters a name has two words, and the second one is no everyday word.
    return (
        len(before) < 2
        and len(bare) > 1
        and bare not in COMMON
        and (bare in SURNAMES or bare in GIVEN or sure or _bare(before[0].group()) in GIVEN)
    )


def _believable(words: list[re.Match[str]], *, weak: bool, shouting: bool, pairs: bool) -> bool:
    first = _bare(words[0].group())
    if first in GIVEN:
        return True
    if first in COMMON and first in BOTH_NAME_AND_WORD and len(words) < 2:
        return False
    if weak or shouting:
        # "from Leeds", "I'm British": two capitals alone are a place or a product just as often.
        last = _bare(words[-1].group())
        if len(words) == 1:
            return _is_surname(first)
        if shouting or IS_TOWN.match(words[0].group()):
            return False
        unlike = any(_bare(word.group()) in NO_NAMES for word in words)
        return (
            last in SURNAMES
            or _is_surname(last)
            or first in GIVEN_AND_WORD
            or (pairs and not unlike)
        )
    return len(words[0].group()) > 1


def _is_surname(word: str) -> bool:
    listed = word in SURNAMES and word not in BOTH_NAME_AND_WORD
    return listed or SURNAME_END.fullmatch(word) is not None


def _listed(text: str) -> Iterator[Span]:
    """Find given names of the list: with what follows, alone where they mean nothing else."""
    shouting = _is_shouting(text)
    for found in CAPITALISED.finditer(text):
        word = _bare(found.group().removesuffix("'s"))
        first = word.split("-")[0]
        if word in GIVEN or (first in GIVEN and "-" in word):
            span = _name_at(text, found.start())
            yield span or Span(*found.span(), Label.NAME)
        elif not shouting and (word in BOTH_NAME_AND_WORD or AFTER_NAME.match(text, found.end())):
            span = _after_or_pair(text, found, word)
            if span is not None:
                yield span
    if not shouting:
        yield from _with_surname(text)
    for found in LOWER_PAIR.finditer(text):
        if _bare(found[1]) in GIVEN and _bare(found[2]) in SURNAMES:
            yield Span(found.start(), found.end(), Label.NAME)


def _with_surname(text: str) -> Iterator[Span]:
    """Find two to four capitalised words of which one is a common surname: "Nguyen Thi Lan"."""
    for found in RUN_OF_CAPITALS.finditer(text):
        words = [_bare(word.removesuffix("'s")) for word in found.group().split()]
        ordinary = any(word in COMMON or word in NO_NAMES for word in words)
        plain = [word for word in words if word in SURNAMES and word not in BOTH_NAME_AND_WORD]
        if plain and not ordinary and not IS_TOWN.search(found.group()):
            yield Span(*found.span(), Label.NAME)


def _after_or_pair(text: str, found: re.Match[str], word: str) -> Span | None:
    """A capitalised word that may be a name: a surname follows, or what people do."""
    following = re.compile(rf" (?:[A-Z]\.? )?({NAME_WORD})").match(text, found.end())
    if (
        following is not None
        and word in BOTH_NAME_AND_WORD
        and following[1][0].isupper()
        and _bare(following[1]) in SURNAMES
    ):
        return Span(found.start(), following.end(), Label.NAME)
    if following is not None and word in GIVEN_AND_WORD and _is_surname_shaped(following[1]):
        return Span(found.start(), following.end(), Label.NAME)
    sentence_start = re.search(
        r"(?:^|[.!?\n]\s*)$", text[max(0, found.start() - 3) : found.start()]
    )
    if found.group().isupper():
        return None
    if AFTER_NAME.match(text, found.end()) and word not in COMMON:
        if sentence_start and word in BOTH_NAME_AND_WORD:
            return None
        return Span(*found.span(), Label.NAME)
    return None


def _is_surname_shaped(word: str) -> bool:
    ordinary = _bare(word) in COMMON or _bare(word) in NO_NAMES or IS_TOWN.match(word)
    return word[0].isupper() and not word.isupper() and not ordinary


def _is_shouting(text: str) -> bool:
    """Whether capital letters say nothing, because all are."""
    return len(text) > 3 and text.isupper()
