"""Cut a message into words as the word lists spell them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER = "#"
"""What every number becomes."""

EMOJI = "\u2600-\u27bf\u2b50\U0001f300-\U0001faff"
_TOKEN = re.compile(
    rf"[{EMOJI}]"
    # An emoticon stands alone: "12:00" and "ref:D" hold none.
    r"|(?<![\w:;])[:;=]'?-?[()\[\]|/dp](?!\w)"
    r"|£?\d[\d.,:/%]*(?:[a-z]+(?!\w))?"
    r"|[^\W_]+(?:['-][^\W_]+)*"
    r"|[.!?\n]+",
)
_NOT_WORDS = re.compile(r"<[a-z]+_\d+>|\bhttps?://\S+|\bwww\.\S+|(?<!\w)@\w+")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_LONG_DRAWN = re.compile(r"([a-z])\1{2,}")
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve couple few several".split()
)


def tokens(text: str) -> list[str]:
    """Return words, emoji, emoticons and sentence ends of ``text``, in order, in lower case.

    Links, handles and masks such as ``<NAME_1>`` are left out; so are commas and dashes.
    """
    low = text.lower()
    if "@" in low or "<" in low or "http" in low or "www." in low:
        low = _NOT_WORDS.sub(" ", low)
    if not low.isascii():
        low = low.translate(_APOSTROPHES)
    return _TOKEN.findall(low)


class Spelling:
    """Brings words to the one spelling that the lists use."""

    def __init__(self, known: Mapping[str, str], kept: frozenset[str] = frozenset()) -> None:
        """Take the lists' own respellings, and the words that are never changed."""
        self._known = known
        self._kept = kept
        # Words repeat: nearly all are answered from memory, which stays bounded.
        self.word = lru_cache(maxsize=50_000)(self._word)

    def _word(self, token: str) -> str:
        if token in self._known:
            return self._known[token]
        if token in self._kept:
            return token
        word = token.removesuffix("'s").replace("'", "")
        if word in _NUMBER_WORDS:
            return NUMBER
        if token[:1].isdigit() or token.startswith("£"):
            return self._known.get(word, NUMBER)
        word = self._known.get(word, word)
        if word in self._kept or not (long_drawn := _LONG_DRAWN.search(word)):
            return word
        # "sooo" is "so" and "greeeat" is "great"; "gooood" needs its two letters.
        single = _LONG_DRAWN.sub(r"\1", word)
        double = _LONG_DRAWN.sub(long_drawn[1] * 2, word)
        return double if double in self._kept else self._known.get(single, single)
