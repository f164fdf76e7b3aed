"""Only plain words leave: what no list of ours knows is left out, not looked for.

Masking and the reduction of health find what they have been taught. A name in small letters, an
illness in words of its own, an order in a strange language are not among the plain words of our
trade, and so never leave, found or not. What is left out stands as "…"; the agent sees all of it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from engine.analysts.model.orders import WITHHELD
from engine.privacy.health import NEUTRAL_PHRASE
from engine.privacy.wordlists import COMMON

_WORD = re.compile(r"<[A-Z]+_\d+>|[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er")
_GAPS = re.compile(r"…(?:[\s,;]*…)+")

NEVER = frozenset({"pregnant", "elderly", "disabled"})
"""Common words of our trade that tell of a person's circumstances."""

_OF_THE_FILES = frozenset(
    """account active app billing both bounced bracket chat churn clicked complaint contact
    contacted critical days dissatisfied dormant email engagement escalated failed feedback high
    important income issue low medium missed months negative neutral none notification offer opened
    opted overcharge dispute pending phone positive premium push query record reminder resolved
    retention risk routine satisfaction scenario service sms solar ev state support suspended tariff
    tenure praised engineer fitted unopened unresolved urgency unsubscribe undated usage""".split()
)


def plain(text: str, also: frozenset[str] = frozenset()) -> str:
    """Return a masked text with every word that is not plain left out; tokens and numbers stay.

    Args:
        text: the text.
        also: further words of our own lists that may leave, in lower case.
    """
    known = _plain_words() | also if also else _plain_words()

    def shown(found: re.Match[str]) -> str:
        word = found.group()
        return word if word[0] == "<" or _is_plain(word.casefold(), known) else "…"

    return _GAPS.sub("…", _WORD.sub(shown, text))


def _is_plain(word: str, known: frozenset[str]) -> bool:
    word = word.replace("’", "'").removesuffix("'s")
    if word in known:
        return True
    return any(word.removesuffix(ending) in known for ending in _ENDINGS if word.endswith(ending))


@cache
def _plain_words() -> frozenset[str]:
    """Return the words of our own texts, of the files' vocabularies, and the common ones."""
    texts = files("engine.analysts").joinpath("texts.toml").read_text(encoding="utf-8")
    said = f"{texts} {NEUTRAL_PHRASE} {WITHHELD}".casefold()
    ours = re.findall(r"[a-z]+(?:'[a-z]+)?", said)
    return (COMMON | _OF_THE_FILES | frozenset(ours)) - NEVER
