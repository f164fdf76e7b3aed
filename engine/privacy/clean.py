"""Make text from files, customers and models safe to show: data, never a terminal command."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls (which start every escape sequence) except tab and line feed; the bidirectional
# controls that reorder what stands beside them (Unicode TR 9); zero-width and invisible characters
# that hide text; the interlinear and tag characters; lone surrogates; non-characters.
_UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
_UNSAFE_CHARACTERS = re.compile(f"[{_UNSAFE}]")
# A whole escape sequence goes, not only its first byte: "\x1b[31m" must not leave "[31m" behind.
# CSI, then the string sequences (OSC, DCS, SOS, PM, APC) up to their end, then two-byte escapes.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_SPACES = re.compile(r"\s+")
_ANYTHING_TO_DO = re.compile(f"[{_UNSAFE}\t\n]")


def clean_text(text: str) -> str:
    r"""Return ``text`` without escape sequences, control, bidirectional and invisible characters.

    Line ends become ``\n``; tabs and line feeds stay. Idempotent.
    """
    if not _UNSAFE_CHARACTERS.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    previous = None
    while previous != text:
        # What removal joins together may form a new sequence.
        previous = text
        text = _UNSAFE_CHARACTERS.sub("", _ESCAPE_SEQUENCE.sub("", text))
    return text


def clean_line(text: str) -> str:
    """Return ``text`` cleaned and on one line: every run of white space becomes one blank."""
    if _ANYTHING_TO_DO.search(text):
        text = clean_text(text)
    return _SPACES.sub(" ", text).strip()


def folded(text: str) -> str:
    """Return ``text`` as searches compare it: lower case, without accents."""
    if not text.isascii():
        text = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", text)
            if not unicodedata.combining(letter)
        )
    return text.casefold()
