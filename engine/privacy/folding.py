"""One plain spelling of a text to search in, with the way back to the offsets of the original.

Full-width digits, curly apostrophes, dashes, no-break blanks and separately typed accents become
their ordinary forms; control and invisible characters go, as they serve to split a number in two.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from engine.privacy.clean import clean_text, folded

_PLAIN = re.compile(r"[\n\t\x20-\x7e]*")
_LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"
_ALIKE = str.maketrans(
    dict.fromkeys("‘’‛ʼ`´′", "'")
    | dict.fromkeys("‐‑‒–—―−﹣", "-")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys(_LINE_ENDS, "\n")
)
# A sequence that colours a terminal may stand inside a number; its visible tail goes with it.
_COLOUR = re.compile(r"(?:\x1b\[|\x9b)[0-9;?]{0,32}[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where it stood.

    Attributes:
        text: the text to search in.
        starts: offset in the original of each character; None when nothing moved.
        ends: offset after each character.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of a non-empty stretch of the folded text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Return ``text`` in its plain spelling; letters keep case and accents."""
    if _PLAIN.fullmatch(text):
        return Folded(text)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    hidden = {i for found in _COLOUR.finditer(text) for i in range(*found.span())}
    for place, character in enumerate(text):
        if place in hidden:
            continue
        if characters and unicodedata.combining(character):
            joined = unicodedata.normalize("NFC", characters[-1] + character)
            characters[-1] = joined if len(joined) == 1 else characters[-1]
            ends[-1] = place + 1
            continue
        for part in _folded_character(character):
            characters.append(part)
            starts.append(place)
            ends.append(place + 1)
    return Folded("".join(characters), starts, ends)


def _folded_character(character: str) -> str:
    if " " <= character <= "~" or character in "\n\t":
        return character
    plain = character.translate(_ALIKE)
    if plain != character:
        return plain
    return clean_text(unicodedata.normalize("NFKC", character)).translate(_ALIKE)


def letters_and_digits(text: str) -> tuple[str, list[int]]:
    """Return only the letters and digits of a folded text, lower case and without accents.

    Returns:
        The characters in a row, and for each its offset in ``text``.
    """
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isalnum():
            for part in _bare(character):
                characters.append(part)
                places.append(place)
    return "".join(characters), places


def plain_word(word: str) -> str:
    """Return a word in lower case, without accents and strokes."""
    return folded(word.translate(_STROKES))


def _bare(character: str) -> str:
    if character.isascii():
        return character.lower()
    # These letters have no decomposition, yet people leave their strokes out.
    return folded(character.translate(_STROKES))


_STROKES = str.maketrans("łŁøØđĐ", "lLoOdD")
