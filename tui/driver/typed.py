"""Reads what a terminal sends: keys, pastes, mouse; nothing else of it can act as a key.

Textual's parser hands a sequence that it does not know on as the letters it is made of, and here
letters are commands: a late answer of the terminal would open, sort and skip. It gives up on a byte
that is no UTF-8, and collects a paste letter by letter. So whole sequences are cut out here, and
the parser gets those only that can be keys or the mouse.

Relied upon: ``XTermParser.feed`` of Textual 8.2 takes one whole sequence at a time.
"""

from __future__ import annotations

import codecs
import re
import time
from typing import TYPE_CHECKING

from textual import constants, events
from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.message import Message

LONGEST_PASTE = 200_000
"""Characters of one paste that are kept: far more than any message, little enough to be quick."""

BURST = 64
"""Characters that come at once from this number on were pasted, in a terminal that does not say so:
nobody types as many while a line stands still."""

_VARIED = 8
"""So many different characters a paste has at least; a held key has one or two."""

_BURST_GOES_ON = 0.2
"""Seconds within which what follows a burst belongs to it."""

_SEQUENCE_SECONDS = 1.0
"""How long the rest of a sequence may take on a slow line."""

_PASTE_SECONDS = 5.0
"""After so much silence a paste has ended, whether the terminal says so or not."""

_LONGEST_SEQUENCE = 32
_LONGEST_BEGUN = 4_096
"""Characters of a sequence without an end that are kept; none that is a key is as long."""

_PASTE_END = "\x1b[201~"

_OPENERS = frozenset(f"\x1b{kind}" for kind in "]P_^X")
"""What begins a string is what Alt with that key sends, too: what comes behind it tells which."""

_TOKEN = re.compile(
    r"(?P<text>[^\x1b]+)"
    r"|(?P<paste>\x1b\[200~)"
    # A new size without our asking (48;…t) could ask for a screen of any size; modes that are not
    # asked for neither.
    r"|(?P<dropped>\x1b\[[0-?]*t|\x1b\[\?2048;[0-9]*\$y)"
    # F1 to F5 of the Linux console, the old mouse report, all other sequences, keypads.
    r"|(?P<sequence>\x1b\[\[[A-E]|\x1b\[M.{3}|\x1b\[(?![\[M])[0-?]*[ -/]*[@-~]|\x1bO[ -~])"
    r"|(?P<answer>\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|(?P<torn>\x1b\[[0-?]*[ -/]*(?=[^ -~])|\x1b[\]P_^X][^\x07\x1b]*(?=\x1b[^\\])|\x1bO(?=[^ -~]))"
    r"|(?P<alt>\x1b[^\x1b\[O\]P_^X])"
    r"|(?P<escape>\x1b(?=\x1b))"
    r"|(?P<begun>\x1b.*)",
    re.DOTALL,
)
_NO_KEYS = re.compile("[\x80-\x9f\ufffd\ufeff]")
"""Halves of broken characters, and control characters of eight bits."""
_NOT_TYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Typed:
    """Turns bytes from a terminal into Textual's messages."""

    def __init__(self, encoding: str, ticks: Callable[[], float] = time.monotonic) -> None:
        """Read bytes in ``encoding``; ``ticks`` are seconds that never go back."""
        self._decode = codecs.getincrementaldecoder(encoding)(errors="replace").decode
        self._ticks = ticks
        self._parser = XTermParser()
        self._left = ""
        self._pasted: list[str] | None = None
        """The pieces of the paste that is coming in."""
        self._room = 0
        self._last = ticks()
        self._burst_until = 0.0

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield what ``data`` means, as far as it is whole."""
        now = self._last = self._ticks()
        left, self._left = self._left, ""
        piece = self._decode(data)
        if left in _OPENERS and piece[:1].isalpha():
            # Alt with a key, then typing: no answer to what terminals are asked starts in a letter.
            yield from self._read("alt", left)
            left = ""
        text = left + piece
        if self._pasted is None and self._is_pasted(text, now):
            self._burst_until = now + _BURST_GOES_ON
            yield _paste([text])
            return
        place = 0
        while place < len(text):
            if self._pasted is None:
                token = _TOKEN.match(text, place)
                assert token is not None  # noqa: S101 - the pattern takes any character
                yield from self._read(token.lastgroup or "", token[0])
                place = token.end()
                continue
            end = text.find(_PASTE_END, place)
            if end < 0:
                # The end may be torn between two reads.
                torn = text.find("\x1b", max(place, len(text) - len(_PASTE_END)))
                stop = len(text) if torn < 0 else torn
                self._collect(text[place:stop])
                self._left = text[stop:]
                return
            self._collect(text[place:end])
            yield self._end_paste()
            place = end + len(_PASTE_END)

    def tick(self) -> Iterator[Message]:
        """Yield what silence means: a beginning was a key alone, a paste or a string has ended."""
        silence = self._ticks() - self._last
        if self._pasted is not None:
            if silence >= _PASTE_SECONDS:
                self._left = ""
                yield self._end_paste()
        elif self._left == "\x1b" or self._left in _OPENERS:
            if silence >= constants.ESCAPE_DELAY:
                left, self._left = self._left, ""
                yield from self._read("alt" if left in _OPENERS else "escape", left)
        elif silence >= _SEQUENCE_SECONDS:
            self._left = ""

    def _read(self, kind: str, token: str) -> Iterator[Message]:
        """Yield what one token means; answers and what is torn mean nothing."""
        if kind == "text":
            for character in _NO_KEYS.sub("", token):
                yield from self._parsed(character)
        elif kind == "sequence":
            yield from self._parsed(token)
        elif kind == "alt":
            # Told in the one form in which the parser needs no pause behind it.
            yield from self._parsed(token) or self._parsed(f"\x1b[{ord(token[1])};3u")
        elif kind == "escape":
            yield events.Key("escape", token)
        elif kind == "paste":
            self._pasted, self._room = [], LONGEST_PASTE
        elif kind == "begun":
            # Of a string without an end only its kind is remembered, and that it is no key.
            self._left = token if len(token) <= _LONGEST_BEGUN else token[:3]

    def _parsed(self, token: str) -> list[Message]:
        """Return what Textual's parser makes of a whole token, which may be nothing."""
        found: list[Message] = []
        if len(token) <= _LONGEST_SEQUENCE:
            try:
                found = list(self._parser.feed(token))
            except (ValueError, OverflowError):
                found = []  # a key of a number that no character has
        if not found:
            # It waits for the rest of what it does not know; a new one does not.
            self._parser = XTermParser()
        return found

    # Pastes

    def _is_pasted(self, text: str, now: float) -> bool:
        """Whether a text without marks was pasted, or belongs to such a paste."""
        if _NOT_TYPED.search(text):
            return False
        return now < self._burst_until or (len(text) >= BURST and len(set(text)) >= _VARIED)

    def _collect(self, piece: str) -> None:
        if self._pasted is not None and self._room:
            self._pasted.append(piece[: self._room])
            self._room -= len(self._pasted[-1])

    def _end_paste(self) -> events.Paste:
        pieces, self._pasted = self._pasted or [], None
        return _paste(pieces)


def _paste(pieces: list[str]) -> events.Paste:
    """Return a paste; terminals send a carriage return for the end of a line."""
    text = "".join(pieces)[:LONGEST_PASTE]
    return events.Paste(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
