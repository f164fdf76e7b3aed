"""Tell apart what a customer said and what is written to be obeyed by a program.

A text of the record that gives orders is not shown to the model: a model can only obey what it
reads. Nothing else is lost by it, since the agent sees the text as it stands. Where unsure the text
is withheld: a case explained without one remark is better than one explained by a stranger.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from engine.privacy.clean import clean_line

LONGEST_TEXT = 300
"""Characters of one free text that are shown; what matters stands at its beginning."""

WITHHELD = "(not shown: it gives orders)"
"""What the model reads in the place of such a text."""

_WHOM = r"(?:them|him|her|the customers?|customers?|everybody|everyone|all|anybody|anyone)"
_WHAT = (
    r"(?:that|only|instead|nothing|just|this|these|the (?:word|phrase|text|name|message|following)|"
    r"everything)"
)
_VERBS = (
    r"(?:tell|ask|say|write|print|output|repeat|reply|promise|offer|give|send|show|reveal|add|"
    r"respond|answer|pretend|act|obey|follow|decode|translate|contact|approve|set|mark|summari[sz]e|"
    r"remember|stop|keep|skip|list|name|ignore|disregard|forget|bypass|override)"
)
_ORDER = (
    rf"(?:^|[.!?:;,\"'(]\s*|\b(?:please|now|and|then|also|must|instead)\s+){_VERBS}\b\s*"
    rf"(?:{_WHOM}|{_WHAT}|(?:up|for|to|out)\s+{_WHOM}|priority|risk)\b"
)
"""An order about a third person: records say what somebody asked, not "ask them"."""

_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4_096)
def gives_orders(text: str) -> bool:
    """Whether a text of the record reads as if a program were to obey it.

    Args:
        text: a free text of the record, cleaned.
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text).translate(_ALIKE)).strip()
    return bool(_orders().search(plain)) or not _is_latin(plain)


def as_data(text: str) -> str:
    """Return a free text of the record as the model may read it: itself, or that it is withheld."""
    return WITHHELD if gives_orders(clean_line(text)[:LONGEST_TEXT]) else text


@cache
def _orders() -> re.Pattern[str]:
    lines = files(__package__).joinpath("orders.txt").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("# ")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in (_ORDER, *patterns)), re.IGNORECASE)


# Brackets and letters that look like those of our delimiter.
_ALIKE = str.maketrans("‹›〈〉⟨⟩«»❮❯еог", "<><><><><>eor")


def _is_latin(text: str) -> bool:
    """Whether most letters are of the script that our checks can read."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters if ord(letter) > 127)
    latin += sum(letter.isascii() for letter in letters)
    return latin * 2 >= len(letters)
