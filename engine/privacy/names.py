"""Names of people: after the words that introduce one, and common given names with a surname."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy.folding import plain_word
from engine.privacy.labels import Label, Span
from engine.privacy.name_lists import GIVEN, GIVEN_OR_SURNAME, SURNAMES
from engine.privacy.name_words import FIRMS, PARTICLES, RELATION, STAFF, TITLE
from engine.privacy.wordlists import (
    BOTH_NAME_AND_WORD,
    COMMON,
    GIVEN_AND_WORD,
    NO_NAMES,
    TOWN_PATTERN,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){0,29}"
_WORD = re.compile(_W)
_GAP = r"(?:[ \t]{1,2}|\n)"
# After these a name follows, whatever its case.
_SURE = re.compile(
    r"\b(?:my names(?! (?:on|in|not|are|and|is)\b)|"
    rf"(?:my|his|her|their|our) {RELATION}'?s? names?(?! (?:is|was|on|in|not)\b),?"
    r"|(?:my|his|her|their|our|the|customer'?s?|full|first|last|maiden|sur|whose|agent'?s?|"
    r"middle|account|married|previous|preferred|legal) ?names? ?(?:is|was|are|'s|:|=|-)"
    r"|(?:sur|fore|full ?|first ?|last ?)?names?(?: of (?:the )?(?:customer|caller|"
    r"account holder))? ?[:=]|(?:account holder|bill ?payer|cardholder|customer|cust|caller|"
    r"agent|occupier|tenant|payee|adviser|engineer|contact) ?(?:name)? ?[:=]"
    r"|names? (?:is|was)|named|i am called|i'm called|known as|by the name of|in the name of|"
    r"name on (?:the )?(?:account|bill|card) (?:is|was|reads|says|should be)|"
    r"(?:name|it|account|bill|surname) (?:changed )?from (?=\w+ to \w+)|goes by|call me(?! back)|"
    rf"(?<!\w)(?:mr|mrs|ms|miss|mx|dr|prof|cllr) ?(?:and|&|/) ?{TITLE}\b\.?|{TITLE}\b\.?)"
    r"[ \t]{0,3}(?:(?:now|still|just|actually) )?[\"'(]?",
    re.IGNORECASE,
)
# After these a name may follow: it has a capital letter (or is a given name) and is no other word.
_MAYBE = re.compile(
    r"\b(?:this is|it's|its|it is|i am|i'm|im|that was|he's|she's|here is"
    r"|(?:speak|spoke|spoken|speaking|talk|talked|talking|chat|chatted|chatting|dealt|dealing) "
    r"(?:to|with)|spoke|ask(?:ed)? for|asking for|attn:?|f\.?a\.?o\.?:?|c/o|care of|attention of"
    r"|dear|hi|hiya|hello|hey|morning|afternoon|evening|thanks|thank you|cheers|regards|wishes"
    r"|sincerely|faithfully|love from|love|ta|best|yours|signed|from|rgds|respectfully|truly"
    r"|on behalf of|behalf of|by|called|registered to|belongs to|owned by|addressed to"
    r"|transfer(?:red)? to|passed to|put through to|via|with|and|tell|told|let|that|"
    r"for|to|late|under|remove|add|nominate|ex|name (?:to|into|as)|name|cust|(?:sur|fore)name"
    rf"|(?:{RELATION})(?:'s name)?(?: is)?|(?:{STAFF})(?: (?:is|was))?(?: (?:called|named))?)"
    r"[ \t]{0,2}[:,-]?(?:[ \t]{1,3}|\n{1,2}[ \t]{0,3})(?:(?:again|so much|very much) ?,?\s{0,2})?"
    r"[\"'(]?",
    re.IGNORECASE,
)
# Here the preposition belongs to talking with somebody, so that one capital letter is enough.
_TALK = re.compile(
    r"(?:ask(?:ed|ing)? for|(?:speak|spoke|spoken|speaking|talk|talked|talking|chatted|dealt) "
    r"(?:to|with)|on behalf of|behalf of|attention of|put through to|nominate|"
    r"name (?:to|into|as))\W*$",
    re.IGNORECASE,
)
# A preposition stands before places and products far more often than before people.
_PREPOSITIONS = frozenset("by with and to for via from under name".split())
# These introduce a name only if the list of given names agrees, or two capitalised words follow.
_WEAK = frozenset(
    """that it's its it is by with and tell told let for to via from best love call called
    customer tenant caller engineer manager supervisor boss i am i'm im he's she's spoke
    thanks""".split()
)
_AFTER_NAME = re.compile(
    r"[ \t]?,?[ \t]?(?:speaking\b|here\b(?! (?:is|are|was))|'s (?:account|bill|name|meter|address|"
    r"house|flat|number|details|tariff)\b|from (?:your|the|billing|customer|complaints)\b|"
    r"\((?:account holder|customer|agent|my|daughter|son|wife|husband|carer|the)\b|"
    r"(?:rang|phoned|called|emailed|wrote|said|says|told|promised|advised|explained|confirmed|"
    r"answered|helped|hung|assured|informed|asked|wants|disputes|reports|"
    r"requests|states|confirms|passed away|died|lives|has moved)\b)",
    re.IGNORECASE,
)
# After "it's" and the like: somebody speaks for themselves.
_CONFIRMED = re.compile(
    r"[ \t]?,?[ \t]?(?:here\b(?! (?:is|are))|speaking\b|again\b|from (?:number|no|flat|"
    r"house|the flat)\b"
    r"|calling\b|ringing\b|,? (?:account|a/c|acc|customer|postcode|dob|of \d)\b)",
    re.IGNORECASE,
)
_LOWER_ENDS = re.compile(
    r"\s*(?:$|[,.;:!?)/\n-]|(?:and|but|i|i'm|im|i've|from|my|dob|account|acc|a/c|postcode|"
    r"of|calling|"
    r"ringing|here|speaking|email|phone|tel|mob|can|could|please|pls|\d+)\b)",
    re.IGNORECASE,
)
_RARE_TITLE = re.compile(r"\b(?:miss|sir|dame|dr|rev|prof)\b\.?[ \t]*$")
# Endings that in Britain only surnames have: Polish, Ukrainian, Romanian, Greek, Baltic, Armenian.
_SURNAME_END = re.compile(
    r"[^\W\d_]{3,}(?:[ow]sk[ia]|[iy]ck[ia]|wicz|czyk|enko|escu|opoulos|auskas|aitis|ute|iene|"
    r"yan|shvili|sson|singh|uddin|ullah)"
)
# "this is abdi calling", "its jaz from number 40": who speaks, even in small letters.
_SPEAKER = re.compile(
    rf"\b(?:this is|it's|its|i'm|im|i am) (?P<name>{_W})(?= (?:speaking|calling (?:on|from|about|"
    r"for)|ringing (?:on|from|about|for)|from (?:number|no|flat|house|the flat|apartment) ?\w))",
    re.IGNORECASE,
)
# "my mum hodan." and no verb: what ends a clause after a relation.
_RELATIVE = re.compile(
    rf"\b(?:my|his|her|our) (?:{RELATION}) (?P<name>[^\W\d_]{{3,20}})(?=\s*(?:$|[.,;!?)\n]))",
    re.IGNORECASE,
)
_VERB_LIKE = re.compile(
    r".*(?:ed|ing|s|ly|ful|ent|ous|n't)|told|left|drove|heard|knew|thought|forgot|lost|sold|fell|"
    r"slept|ate|rang|went|came|did|has|had|won|quit|cried|either|neither|though|tho|anyway|agree|"
    r"home|ill|unwell|poorly|dead|drunk|alone|asleep|abroad|upstairs|inside|outside|online|"
    r"maybe|actually|upset|cross|livid|furious|keen|bought|kept|meant|saw|sat|stood|took|paid"
)
_PARTICLED = re.compile(
    r"(?<!\w)[^\W\d_a-z][\w'-]{1,20} (?:ap|ab|ferch|bin|binti|ibn|van|von|de|da|dos|del|al|"
    r"el|ul|ur) "
    r"(?:(?:der|den|la|los) )?[^\W\d_a-z][\w'-]{1,20}"
)
_MAC = re.compile(r"(?<!\w)(?:Mc|Mac|O'|Fitz)[A-Z][a-z]{2,15}(?!\w)")
_INITIALS = re.compile(r"(?:[A-Z](?:\. ?| )){1,3}(?=[A-Z](?:[^\W\d_]|'[A-Z]))")
_HAS_TITLE = re.compile(rf"{TITLE}\.? ", re.IGNORECASE)
_IS_TOWN = re.compile(rf"{TOWN_PATTERN}(?!\w)")
_CAPITALISED = re.compile(r"(?<![\w@'.#/-])[^\W\d_a-z](?:[^\W\d_]|['-](?=[^\W\d_])){1,29}(?![\w@])")
_RUN_OF_CAPITALS = re.compile(
    r"(?<![\w@'.#/-])(?:[^\W\d_a-z][^\W\d_'-]{1,20} ){1,3}[^\W\d_a-z](?:[^\W\d_]|['-](?=[^\W\d_]))"
    r"{1,20}(?![\w@])"
)
_LOWER_PAIR = re.compile(rf"(?<![\w@'#/-])({_W}) ({_W})(?![\w@])")


def _bare(word: str) -> str:
    return plain_word(word).removesuffix("'s")


def find_names(text: str) -> Iterator[Span]:
    """Find names of people in a folded text, those that are introduced first."""
    text = FIRMS.sub(lambda found: "\0" * len(found.group()), text)
    for found in _SURE.finditer(text):
        # "I miss my old tariff", "in dr": these titles are other words as well.
        rare = _RARE_TITLE.search(found.group()) is not None
        span = _name_at(text, found.end(), sure=not rare)
        if span is not None:
            yield span
    for found in _MAYBE.finditer(text):
        span = None if _HAS_TITLE.match(text, found.end()) else _introduced(text, found)
        if span is not None:
            yield span
    yield from _in_small_letters(text)
    yield from _listed(text)
    yield from _shaped(text)


def _in_small_letters(text: str) -> Iterator[Span]:
    """Find names that nobody lists, where only a name can stand."""
    for pattern in (_SPEAKER, _RELATIVE):
        for found in pattern.finditer(text):
            bare = _bare(found["name"])
            if bare not in COMMON and bare not in NO_NAMES and not _VERB_LIKE.fullmatch(bare):
                yield Span(*found.span("name"), Label.NAME)


def _introduced(text: str, found: re.Match[str]) -> Span | None:
    """Return the name after words that may introduce one."""
    place = found.end()
    last = found.group().strip(" ,:-\n\"'(\t").split()[-1].lower()
    weak = last in _WEAK and "\n" not in found.group() and "," not in found.group()
    weak = weak and _TALK.search(found.group()) is None
    span = _name_at(text, place, weak=weak, pairs=last not in _PREPOSITIONS)
    if span is None and last in _WEAK:
        span = _name_at(text, place)
        if span is not None and not _CONFIRMED.match(text, span.end):
            return None
    return span


def _shaped(text: str) -> Iterator[Span]:
    """Find names by their form: "Dafydd ap Llywelyn", "McTavish"."""
    for found in _PARTICLED.finditer(text):
        if not any(_bare(word) in COMMON for word in found.group().split()):
            yield Span(found.start(), found.end(), Label.NAME)
    for found in _MAC.finditer(text):
        before = re.search(rf"({_W}) $", text[max(0, found.start() - 32) : found.start()])
        start = found.start()
        if before is not None and before[1][0].isupper() and _bare(before[1]) not in COMMON:
            start -= len(before.group())
        yield Span(start, found.end(), Label.NAME)


def _name_at(
    text: str, place: int, *, sure: bool = False, weak: bool = False, pairs: bool = False
) -> Span | None:
    """Return the name that starts at a place, if one does."""
    start = place
    initials = _INITIALS.match(text, place)
    if initials is not None:
        place = initials.end()
    shouting = _is_shouting(text)
    words: list[re.Match[str]] = []
    while len(words) < 5:
        word = _WORD.match(text, place)
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
    if sure and lower and unlisted and not _LOWER_ENDS.match(text, words[-1].end()):
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
        if shouting or _IS_TOWN.match(words[0].group()):
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
    return listed or _SURNAME_END.fullmatch(word) is not None


def _listed(text: str) -> Iterator[Span]:
    """Find given names of the list: with what follows, alone where they mean nothing else."""
    shouting = _is_shouting(text)
    for found in _CAPITALISED.finditer(text):
        word = _bare(found.group().removesuffix("'s"))
        first = word.split("-")[0]
        if word in GIVEN or (first in GIVEN and "-" in word):
            span = _name_at(text, found.start())
            yield span or Span(*found.span(), Label.NAME)
        elif not shouting and (word in BOTH_NAME_AND_WORD or _AFTER_NAME.match(text, found.end())):
            span = _after_or_pair(text, found, word)
            if span is not None:
                yield span
    if not shouting:
        yield from _with_surname(text)
    for found in _LOWER_PAIR.finditer(text):
        if _bare(found[1]) in GIVEN and _bare(found[2]) in SURNAMES:
            yield Span(found.start(), found.end(), Label.NAME)


def _with_surname(text: str) -> Iterator[Span]:
    """Find two to four capitalised words of which one is a common surname: "Nguyen Thi Lan"."""
    for found in _RUN_OF_CAPITALS.finditer(text):
        words = [_bare(word.removesuffix("'s")) for word in found.group().split()]
        ordinary = any(word in COMMON or word in NO_NAMES for word in words)
        plain = [word for word in words if word in SURNAMES and word not in BOTH_NAME_AND_WORD]
        if plain and not ordinary and not _IS_TOWN.search(found.group()):
            yield Span(*found.span(), Label.NAME)


def _after_or_pair(text: str, found: re.Match[str], word: str) -> Span | None:
    """A capitalised word that may be a name: a surname follows, or what people do."""
    following = re.compile(rf" (?:[A-Z]\.? )?({_W})").match(text, found.end())
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
    if _AFTER_NAME.match(text, found.end()) and word not in COMMON:
        if sentence_start and word in BOTH_NAME_AND_WORD:
            return None
        return Span(*found.span(), Label.NAME)
    return None


def _is_surname_shaped(word: str) -> bool:
    ordinary = _bare(word) in COMMON or _bare(word) in NO_NAMES or _IS_TOWN.match(word)
    return word[0].isupper() and not word.isupper() and not ordinary


def _is_shouting(text: str) -> bool:
    """Whether capital letters say nothing, because all are."""
    return len(text) > 3 and text.isupper()
