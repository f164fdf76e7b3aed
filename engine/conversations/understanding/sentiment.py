"""The mood of one message, from its words.

A support desk pays most for an unhappy customer taken for a happy one, so doubt is settled that
way: praise beside a grievance is read as sarcasm or politeness unless the text ends well, and a
bare thank-you in a request is manners, not joy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from engine.conversations.understanding.lexicon import Lexicon, lexicon
from engine.conversations.understanding.words import tokens
from engine.models.understanding import Label, Sentiment

_SENTENCE_ENDS = ".!?\n"
# Scores below this distance from 0 are neutral.
_EDGE = 0.1
# Half-way point of the scale: one word of value 2 scores 0.5.
_SOFTNESS = 12.0
# How many words on a negator still turns a mood ("not at all happy") or lacks a thing ("no sign").
_REACH = 3
_LACK_REACH = 4
_LACK = -1.8
_BOOSTED = 1.3
_DAMPED = 0.8
# What is left of praise that is turned, and the least that it then says.
_TURNED = -0.8
_TURNED_AT_LEAST = -1.2
# A single word in a question is no mood unless it is at least this bad: "any problems?", "is it
# late?", but "is this a joke?".
_BAD_EVEN_IN_QUESTIONS = -2.2
_SHOUTED = 1.5
_MARKED = 0.9
_THANKS = frozenset({"thanks", "thank"})
_ASKING = frozenset({"can", "could", "would", "will", "tell", "let", "wondering"})
_ASKED = frozenset({"you", "i", "we", "someone", "me", "know", "if"})
# What praise counts beside a grievance, and a grievance that has been overcome.
_MIXED_PRAISE = 0.25
_OVERCOME = 0.3


@dataclass(slots=True)
class _Hit:
    """One word or phrase that tells a mood, and where it stands."""

    value: float
    at: int
    is_phrase: bool
    is_thanks: bool


def label_of(score: float) -> Label:
    """Return the label of a score: neutral within 0.1 of 0."""
    if score >= _EDGE:
        return Label.POSITIVE
    return Label.NEGATIVE if score <= -_EDGE else Label.NEUTRAL


def sentiment(text: str) -> Sentiment:
    """Return the mood of a message. Pure; safe to call from several threads."""
    known = lexicon()
    spell = known.spelling.word
    words = [spell(token) for token in tokens(text)]
    hits: list[_Hit] = []
    asks = False
    start = 0
    for at, word in enumerate(words):
        if word[0] in _SENTENCE_ENDS:
            asks |= _read_sentence(words, start, at, known, hits, is_asked="?" in word)
            start = at + 1
    asks |= _read_sentence(words, start, len(words), known, hits, is_asked=False)
    score = round(_weighed(hits, words, known, text, asks=asks), 3)
    return Sentiment(score, label_of(score))


def _read_sentence(
    words: list[str], start: int, end: int, known: Lexicon, hits: list[_Hit], *, is_asked: bool
) -> bool:
    """Add the hits of one sentence; return whether it asks for something."""
    if start == end:
        return False
    asks = is_asked or words[start] in known.questions or _requests(words, start, end)
    before = len(hits)
    sentence = words[start:end]
    at = 0
    negated = lacking = -1
    wishes = False
    while at < len(sentence):
        word = sentence[at]
        if word in known.phrases and (found := known.phrases.longest(sentence, at)):
            after, values = found
            if worst := min(values):
                thanks = word in _THANKS and worst > 0
                hits.append(_Hit(worst, start + at, is_phrase=True, is_thanks=thanks))
            at = after
            continue
        wishes = wishes or word in known.wishes
        value = known.words.get(word, 0.0)
        if word in known.negators:
            negated, lacking = at + _REACH, at + _LACK_REACH
        if value:
            value = _modified(value, sentence, at, known, is_negated=at <= negated and at > 0)
            if value < 0 or (value and not wishes):
                hits.append(_Hit(value, start + at, False, word in _THANKS))
        elif word in known.wanted and at <= lacking:
            hits.append(_Hit(_LACK, start + at, is_phrase=True, is_thanks=False))
            lacking = -1
        at += 1
    _take_back(hits, words, start, end, known)
    if asks:
        hits[before:] = [
            hit for hit in hits[before:] if hit.is_phrase or hit.value < _BAD_EVEN_IN_QUESTIONS
        ]
    return asks


def _take_back(hits: list[_Hit], words: list[str], start: int, end: int, known: Lexicon) -> None:
    """Turn the praise that a last "not" takes back: "great service not", "So helpful. Not."."""
    if words[end - 1] not in known.takes_back:
        return
    last = end - 2
    if start == end - 1:
        while last >= 0 and words[last][0] in _SENTENCE_ENDS:
            last -= 1
        start = last
        while start > 0 and words[start - 1][0] not in _SENTENCE_ENDS:
            start -= 1
    elif words[last] in known.no_taking_back:
        return
    praise = [hit for hit in hits if start <= hit.at <= last and hit.value > 0]
    for hit in praise:
        hit.value = min(_TURNED_AT_LEAST, _TURNED * hit.value)
    if not praise and last >= 0 and words[last] in known.wanted:
        hits.append(_Hit(_LACK, last, is_phrase=True, is_thanks=False))


def _requests(words: list[str], start: int, end: int) -> bool:
    """Whether a sentence that opens otherwise asks all the same: "hiya can you tell me"."""
    sentence = words[start:end]
    return "please" in sentence or any(
        word in _ASKING and after in _ASKED for word, after in pairwise(sentence)
    )


def _modified(
    value: float, sentence: list[str], at: int, known: Lexicon, *, is_negated: bool
) -> float:
    before = sentence[at - 1] if at else ""
    if before in known.boosters:
        value *= _BOOSTED
    elif before in known.dampers:
        value *= _DAMPED
    if not is_negated or sentence[at] in known.negators:
        return value
    # "Not good" is bad; "not angry" is not yet good.
    return min(_TURNED_AT_LEAST, _TURNED * value) if value > 0 else 0.0


def _weighed(hits: list[_Hit], words: list[str], known: Lexicon, text: str, *, asks: bool) -> float:
    turn = max((at for at, word in enumerate(words) if word in known.turns), default=-1)
    ends_well = _ends_well(hits, words, known, turn)
    good = bad = 0.0
    for hit in hits:
        weight = _OVERCOME if hit.at < turn else 1.0
        if hit.value < 0:
            bad -= hit.value * weight
        elif not (asks and hit.is_thanks):
            good += hit.value * weight
    if good and bad:
        if ends_well:
            bad *= _OVERCOME
        else:
            good *= _MIXED_PRAISE
    if not good:
        bad += _shouted(text, bad)
    total = good - bad
    return total / math.sqrt(total * total + _SOFTNESS)


def _ends_well(hits: list[_Hit], words: list[str], known: Lexicon, turn: int) -> bool:
    """Whether the trouble comes first and its end after it: "was cold, all sorted now, thanks"."""
    troubles = [hit.at for hit in hits if hit.value < 0]
    if not troubles or not hits or hits[-1].value < 0:
        return False
    last = troubles[-1]
    if last < turn:
        return True
    return any(word in known.closings for word in words[last + 1 :])


def _shouted(text: str, bad: float) -> float:
    """Return what capitals and rows of marks add to the bad side of a text without praise."""
    if "??" in text or "!?" in text or "?!" in text or (bad and "!!" in text):
        return _MARKED
    # Capitals alone may be a stuck key.
    if (bad or "!" in text) and text.isupper() and len(text.split()) >= 3:
        return _SHOUTED
    return 0.0
