"""Stems of words, so that "bills", "billing" and "billed" are one, and words that say nothing."""

from __future__ import annotations

import re

from engine.privacy.clean import folded

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ENDINGS = re.compile(
    r"(?:ings?|edly|ed|ies|ied|es|s|ly|ments?|ations?|ers?|ors?|e|y|'s|')$",
)
_SHORTEST = 3

SMALL_WORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "down",
        "for",
        "from",
        "get",
        "got",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "like",
        "made",
        "make",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "my",
        "no",
        "not",
        "now",
        "of",
        "off",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "please",
        "put",
        "said",
        "same",
        "she",
        "should",
        "since",
        "so",
        "some",
        "still",
        "such",
        "take",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "us",
        "use",
        "very",
        "want",
        "was",
        "way",
        "we",
        "well",
        "went",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "why",
        "will",
        "with",
        "would",
        "yet",
        "you",
        "your",
        "yours",
        "something",
        "anything",
        "everything",
        "someone",
        "anyone",
        "ago",
    ]
)
"""Words that carry no fact of their own."""

_SAME = {
    "electricit": "electric", "car": "vehicl", "ev": "vehicl", "phon": "call", "telephon": "call",
    "email": "mail", "e-mail": "mail", "inquir": "ask", "enquir": "ask", "quer": "ask",
    "question": "ask", "request": "ask", "tariff": "plan", "pric": "price", "disput": "complain",
    "complaint": "complain", "unhapp": "complain", "text": "sms", "messag": "notif",
    "notific": "notif", "login": "log", "appoint": "appoint", "instal": "instal",
}  # fmt: skip
"""Stems of one meaning in these files."""


def stem(word: str) -> str:
    """Return the stem of a lower-case word; words of the same family share it."""
    bare = word
    for _ in range(2):
        cut = _ENDINGS.sub("", bare)
        if len(cut) < _SHORTEST:
            break
        bare = cut
    return _SAME.get(bare, bare)


def stems(text: str) -> list[str]:
    """Return the stems of the words of ``text`` that carry a fact."""
    words = _WORD.findall(folded(text))
    return [stem(word) for word in words if word not in SMALL_WORDS]
