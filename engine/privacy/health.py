"""Health and vulnerability in free text, reduced to a phrase that tells nothing of what it is.

Health is special category data (UK GDPR, article 9); it never leaves for a model and never stands
in an SMS (uk-rules, rule 12). Where it is unsure the answer is yes: a phrase too many costs a
little sense, a missed one tells a stranger about somebody's illness.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.privacy.folding import fold
from engine.privacy.health_everyday import EVERYDAY
from engine.privacy.health_phrases import ALWAYS, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

NEUTRAL_PHRASE = "(mentions a circumstance that may need extra care)"

# These speak of a person only beside one: a boiler may be sick and a meter may die as well.
_PERSON = (
    r"(?:i|i'?m|i'?ve|i am|we|we'?re|he|he'?s|she|she'?s|they|they'?re|who|"
    r"my (?:\w+ )?(?:husband|wife|"
    r"mum|mam|mom|dad|mother|father|son|daughter|partner|brother|sister|nan|gran\w*|kids?|"
    r"child(?:ren)?|"
    r"boy|girl|lad|neighbour|friend|uncle|aunt\w*|parents?|flatmate|twins?)|husband|wife|"
    r"mum|dad|mother|"
    r"father|son|daughter|partner|child|kids|children|customer|caller|him|her|tenant)"
)
_OF_PERSONS = (
    r"(?:very |really |so |quite |too |often |always |seriously |chronically |still |off |"
    r"been |being |"
    r"was |is |are |am |feel(?:s|ing)? |got |get(?:s|ting)? |has |have |had |a |bit |"
    r"suddenly |just |"
    r"constantly |not |recently |sadly )*"
    r"(?:ill|sick(?! (?:of|and tired))|ailing|weak|dying|died|in pain|not well|breathless|wheezy|"
    r"in a bad way|low at the moment|suffer(?:s|ed|ing)? (?:from|with)|"
    r"(?:a )?(?:fall|lung|heart|kidney|liver|bowel|back|hip|knee|joint|breathing|sight|eyesight|"
    r"hearing|mobility|nerve|skin|bladder) (?:problems?|trouble|condition|disease|"
    r"replacement|pain|op|"
    r"operation|issues?)|(?:a )?bad (?:back|chest|heart|hip|knees?|lungs?|legs?|nerves)|"
    r"recover\w*|collapsed|fell|sections?ed|struggl\w+ to (?:walk|breathe|see|hear|move)|"
    r"(?:can'?t|cannot|unable to) (?:walk|see|hear|breathe|read|get out of bed|leave the house|"
    r"use (?:the )?stairs)|forget\w* things|shaking|crying)"
)
# "Healthy balance", "sick of waiting", a bill that suffers: these are not about anybody's health.
_HARMLESS = re.compile(
    r"(?<!\w)(?:sick (?:and tired )?of|health and safety|health check (?:on|of) (?:the|"
    r"my) (?:boiler|meter)|"
    r"healthy|blind spot|boiler (?:has |is )?(?:died|dying|sick|ill)|dead(?:line)?|deaf ears|"
    r"(?:boiler|battery|meter|display|phone|screen|app|monitor|unit|ihd) (?:has |have |"
    r"just |is )*"
    r"(?:died|dying|dead|ill|sick|unwell|poorly|had a fit|shaking)|fits (?:in|into|the|my|"
    r"our|well|with)|"
    r"operations? (?:team|manager|centre)|hospital road|(?:price|cost|carbon|tariff) depression|"
    r"system (?:failure|infection)|death of (?:the|my) (?:boiler|meter)|drug ?store|"
    r"stroke of luck|a stroke of|bill shock|heart of|by heart|immune to (?:the )?price\w*|"
    r"passed (?:away )?the test|prescribed (?:period|form|limits?|rate)|baby ?(?:steps|sitter)|"
    r"controlling the (?:heating|boiler)|abuse of (?:the )?(?:system|power)|"
    r"(?:app|account|notifications?|alerts?|feature|login|log in|password|card|service|button|"
    r"function|cookies|email|supply)(?:'s|s)? (?:has |have |had |is |was |were |are |been "
    r"|being |got )*"
    r"disabled|disabled (?:the |my |all )?(?:app|account|notifications?|alerts?|feature|"
    r"login|cookies|"
    r"javascript)|(?:can'?t|cannot|unable to|couldn'?t) (?:see|read|hear|reach|find|get) "
    r"(?:why|how|what|"
    r"where|when|if|anything|anyone|any|a|my|the|your|this|it|you|on|any change|the point) ?"
    r"(?:account|bill|bills|statement|meter|reading|readings|usage|tariff|app|website|"
    r"agent|human|person|"
    r"button|option|email|letter|at|online|line|line|new|other|number|screen|display|"
    r"alarm|payment|"
    r"team|customer)?(?: (?:on|in|online|at) (?:the|my|your)? ?(?:app|phone|website|"
    r"screen|line|portal|"
    r"online|post|email|office))?(?: online)?|no change|breathe life|fell behind|baby blue|"
    r"(?:contract|tariff|house|boiler|meter|bill|letter|debt|quote|property|hub|account) "
    r"(?:is |was )?"
    r"(?:only |about |over )*\w+ (?:years?|weeks?|months?|days?) old|died a death|"
    r"(?:meter|boiler|account|tariff|app|display) (?:\w+ )?(?:needs|needing) a transplant|"
    r"heart attack (?:of|when)|memory leak|dying to|brok(?:e|en) english muffin|"
    r"baby monitors?|arm bracket|nurse call|(?:doctor|dentist|vet)'?s surgery|"
    r"(?:bill|usage|price|balance|total|payment)(?: is| was|'s)? (?:now )?(?:over|past|"
    r"nearly|almost) \d+|nurse a|pip(?:ed|e|es|ing)|doctored|expecting (?:a|my|our) "
    r"(?:call|refund|bill|"
    r"visit|reply|letter)|"
    r"executor dashboard|operating theatre of)(?!\w)",
    re.IGNORECASE,
)


def _compiled(*phrases: str) -> re.Pattern[str]:
    spaced = (phrase.replace(" ?", r"[\s-]{0,2}").replace(" ", r"[\s-]{1,3}") for phrase in phrases)
    joined = "|".join(spaced)
    return re.compile(rf"(?<![\w])(?:{joined})(?!\w)", re.IGNORECASE)


_SENSITIVE = _compiled(*ALWAYS, *PARTS, *EVERYDAY)
_ABOUT_PERSON = re.compile(rf"(?<!\w){_PERSON} (?:\w+ ){{0,2}}?{_OF_PERSONS}(?!\w)", re.IGNORECASE)
# A clause ends with its sentence, and where a new one is joined on.
_CLAUSE_END = re.compile(
    r"(?:[.!?;\n]+(?=\s|$)|\s[-–]\s|,?\s(?=but\b|so\b|because\b|however\b|although\b)|"
    r",?\s(?=and (?:i|i'm|my|we|our|the|your|you|can|could|please|now|it|this|that)\b))\s*",
    re.IGNORECASE,
)


def mentions_health(text: str) -> bool:
    """Return whether ``text`` speaks of somebody's health or of what makes them vulnerable.

    Illness, disability, medication and equipment, pregnancy and infants, mental health,
    bereavement, age and frailty, care, addiction, abuse.
    """
    return next(_mentions(text), None) is not None


@lru_cache(maxsize=1_024)
def reduce_health(text: str) -> str:
    """Return ``text`` without the clauses that speak of health or vulnerability.

    The first of them becomes ``NEUTRAL_PHRASE``, the others go. Texts without any come back as
    they are. Where taking clauses out leaves something sensitive, the whole text is replaced.
    """
    mentions = sorted(_mentions(text))
    if not mentions:
        return text
    ends = [(found.start(), found.end()) for found in _CLAUSE_END.finditer(text)]
    pieces: list[str] = []
    said = NEUTRAL_PHRASE in text
    place = at = 0
    for end, after in [*ends, (len(text), len(text))]:
        while at < len(mentions) and mentions[at][1] <= place:
            at += 1
        if at == len(mentions) or mentions[at][0] >= end:
            pieces.append(text[place:after])
        elif not said:
            said = True
            pieces.append(NEUTRAL_PHRASE + text[end:after])
        place = after
    reduced = "".join(pieces).strip()
    return NEUTRAL_PHRASE if mentions_health(reduced) else reduced


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of what speaks of health."""
    plain = fold(text)
    line = plain.text.replace(NEUTRAL_PHRASE, ";" * len(NEUTRAL_PHRASE))
    line = _HARMLESS.sub(lambda found: ";" * len(found.group()), line)
    for pattern in (_SENSITIVE, _ABOUT_PERSON):
        for found in pattern.finditer(line):
            yield plain.original(*found.span())
