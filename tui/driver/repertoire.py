"""What characters a terminal can show, and what stands for the others: the one table of it.

Each stand-in takes the same number of cells as what it stands for, so that no column moves.
"""

from __future__ import annotations

import codecs
import locale
import sys
import unicodedata
from typing import TYPE_CHECKING

from tui.driver.cells import clusters

if TYPE_CHECKING:
    from collections.abc import Mapping

UTF_8, ASCII = "utf-8", "ascii"
UNSHOWABLE = "?"

_COERCED = "C.UTF-8"
"""What Python writes into LC_CTYPE when the locale is C or unknown (PEP 538)."""

STAND_INS = {
    **dict.fromkeys("─━╌┄—–‒―‑‐−", "-"),
    **dict.fromkeys("│┃", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    **dict.fromkeys("▸▌→›", ">"),
    **dict.fromkeys("←‹", "<"),
    **dict.fromkeys("▾↓✓", "v"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚ʼ′´", "'"),
    **dict.fromkeys("•★", "*"),
    **dict.fromkeys("·☆", "."),
    "■": "#",
    "▲": "!",
    "✎": "%",
    "…": "~",
    "↑": "^",
    "×": "x",
    "\u00a0": " ",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
}
"""What is written for what a terminal cannot show. Letters with marks lose them, by Unicode."""


def encoding_of(environ: Mapping[str, str], *, is_utf8_mode: bool | None = None) -> str:
    """Return the encoding of the terminal: that of the locale, as far as this program knows it.

    The variables are read, not the C library: on a host where the locale is not installed they
    still say what the terminal shows. C counts only where somebody has chosen it; a login without
    any locale is taken for UTF-8, as terminals are.

    Args:
        environ: the environment of the process.
        is_utf8_mode: whether Python runs in its UTF-8 mode, in which ``LC_CTYPE`` may be its own.

    Returns:
        ``utf-8``, a code of single bytes such as ``iso8859-1``, or ``ascii`` for all others.
    """
    coerced = bool(sys.flags.utf8_mode) if is_utf8_mode is None else is_utf8_mode
    ctype = environ.get("LC_CTYPE", "")
    if coerced and ctype == _COERCED:
        ctype = ""
    name = environ.get("LC_ALL") or ctype or environ.get("LANG") or _COERCED
    if name in ("C", "POSIX"):
        return ASCII
    _, _, codeset = (name if "." in name else locale.normalize(name)).partition(".")
    try:
        encoding = codecs.lookup(codeset.partition("@")[0]).name
        if encoding == UTF_8:
            return UTF_8
        is_single_byte = len(bytes(range(256)).decode(encoding, "replace")) == 256
        return encoding if is_single_byte and "Az~".encode(encoding) == b"Az~" else ASCII
    except (LookupError, UnicodeError):
        return ASCII


class Repertoire:
    """The characters of one terminal.

    Attributes:
        encoding: how they are written.
    """

    def __init__(self, encoding: str) -> None:
        """Know what can be written in ``encoding``."""
        self.encoding = encoding
        self._known: dict[tuple[str, int], str] = {}

    @property
    def input_encoding(self) -> str:
        """How to read what is typed: other letters may come where only ASCII can be shown."""
        return UTF_8 if self.encoding == ASCII else self.encoding

    @property
    def is_complete(self) -> bool:
        """Whether all characters can be shown."""
        return self.encoding == UTF_8

    def shown(self, text: str) -> str:
        """Return ``text`` as the terminal can show it, in as many cells."""
        if self.is_complete or text.isascii():
            return text
        return "\n".join(
            "".join(self._shown(*cluster) for cluster in clusters(line))
            for line in text.split("\n")
        )

    def is_faithful(self, text: str) -> bool:
        """Whether ``text`` is shown as it is."""
        return self.shown(text) == text

    def _shown(self, cluster: str, width: int) -> str:
        known = self._known.get((cluster, width))
        if known is None:
            if len(self._known) > 4096:
                self._known.clear()
            known = self._known[cluster, width] = self._stand_in(cluster, width)
        return known

    def _stand_in(self, cluster: str, width: int) -> str:
        if cluster in ("\n", "\t"):
            return cluster
        for text in (cluster, STAND_INS.get(cluster, ""), _without_marks(cluster)):
            if len(text) == width and self._can_write(text):
                return text
        return UNSHOWABLE * width

    def _can_write(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except UnicodeError:
            return False
        return True


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))
