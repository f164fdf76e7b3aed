"""The words that tell a mood: a general English list, with what support desks read laid over it.

The general list is that of vaderSentiment (MIT; C. J. Hutto and E. Gilbert, 2014), words rated by
people from -4 to 4. Ours is ``sentiment.toml`` beside this file, and wins where both know a word.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from engine.conversations.understanding.phrases import PhraseBook
from engine.conversations.understanding.words import Spelling

_GENERAL_PRAISE = 0.15
_WORD = re.compile(r"[^\s()|*#]+")
_OWN = Path(__file__).with_name("sentiment.toml")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases with their values, and the classes of words that turn others.

    Attributes:
        words: value of each word, -4 to 4; words that say nothing are not in it.
        phrases: phrases with their values; 0 where a phrase says nothing.
        spelling: brings a word to the spelling of the lists.
        negators: words that turn what follows.
        wanted: what customers pay for and wait for; bad only when it is not there.
        questions: openings of a question or request.
        closings: words after which a trouble is over.
        turns: words after which only the rest counts.
        wishes: words after which praise is a wish and no fact.
        takes_back: words that, at the end of praise, take it back.
        no_taking_back: words before those that make them an answer.
        boosters: words that make the next one stronger.
        dampers: words that make the next one weaker.
    """

    words: dict[str, float]
    phrases: PhraseBook[float]
    spelling: Spelling
    negators: frozenset[str]
    wanted: frozenset[str]
    questions: frozenset[str]
    closings: frozenset[str]
    turns: frozenset[str]
    wishes: frozenset[str]
    takes_back: frozenset[str]
    no_taking_back: frozenset[str]
    boosters: frozenset[str]
    dampers: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    own = tomllib.loads(_OWN.read_text(encoding="utf-8"))
    words = _general_words()
    for group in own["words"]:
        words |= dict.fromkeys(group["list"].split(), float(group["value"]))
    for value, signs in own["emoji"].items():
        words |= dict.fromkeys(signs, float(value))
    spelling = Spelling(own["spellings"], frozenset(words))
    classes = {name: frozenset(listed.split()) for name, listed in own["classes"].items()}
    return Lexicon(
        words={word: value for word, value in words.items() if value},
        phrases=PhraseBook(
            (_WORD.sub(lambda found: spelling.word(found[0]), line), float(group["value"]))
            for group in own["phrases"]
            for line in group["list"].splitlines()
            if line.strip()
        ),
        spelling=spelling,
        **classes,
    )


def _general_words() -> dict[str, float]:
    # Read as data: the package's own module builds its lists anew on each use and has no types.
    lines = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8").splitlines()
    rated = (line.split("\t")[:2] for line in lines if line.strip())
    # Praise that nobody of our field has looked at counts little: "laughed at me" is no joy.
    return {word.replace("'", ""): _trusted(float(value)) for word, value in rated}


def _trusted(value: float) -> float:
    return value * _GENERAL_PRAISE if value > 0 else value
