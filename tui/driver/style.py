"""How a cell looks, and the shortest colour change from one look to another.

The codes are those of ECMA-48 (SGR), with the colours of xterm. A style is kept as the codes that
set it, so that nothing is lost between what Textual asked for and what the terminal is told.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

RESET = "\x1b[m"

_OFF = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "21": "24",
    "51": "54",
    "52": "54",
    "53": "55",
}
"""What sets an attribute, and what takes it away again."""

_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Lines, frames and reverse video: what a blank shows besides its background."""

_ARGUMENTS = {"5": 1, "2": 3}
"""How many numbers follow 38 and 48: an index into the palette, or red, green and blue."""


class Style(NamedTuple):
    """How a cell looks.

    Attributes:
        foreground: the codes of its colour, such as ``31`` or ``38;5;208``; empty for the default.
        background: likewise.
        attributes: the codes of bold, underline and so on, in order.
        link: parameters and address of a hyperlink (OSC 8); empty for none.
    """

    foreground: str = ""
    background: str = ""
    attributes: tuple[str, ...] = ()
    link: str = ""


PLAIN = Style()


@lru_cache(maxsize=4096)
def restyled(style: Style, codes: str) -> Style:
    """Return what becomes of ``style`` by the parameters of a colour sequence (``1;38;5;208``)."""
    foreground, background, attributes = style.foreground, style.background, set(style.attributes)
    numbers = iter((codes or "0").replace(":", ";").split(";"))
    for number in numbers:
        code = number.lstrip("0") or "0"
        if code == "0":
            foreground, background, attributes = "", "", set()
        elif code in _OFF:
            attributes.add(code)
        elif code in ("38", "48"):
            kind = next(numbers, "")
            rest = [next(numbers, "0") for _ in range(_ARGUMENTS.get(kind, 0))]
            colour = ";".join((code, kind, *rest))
            foreground, background = (colour, background) if code == "38" else (foreground, colour)
        elif code == "39":
            foreground = ""
        elif code == "49":
            background = ""
        elif code.isdecimal() and int(code) // 10 in (3, 9):
            foreground = code
        elif code.isdecimal() and int(code) // 10 in (4, 10):
            background = code
        else:
            attributes -= {on for on, off in _OFF.items() if off == code}
    return Style(foreground, background, tuple(sorted(attributes, key=int)), style.link)


@lru_cache(maxsize=4096)
def on_blank(style: Style) -> Style:
    """Return what can be seen of ``style`` where nothing is written: mostly its background."""
    if style.link or not _SEEN_ON_BLANKS.isdisjoint(style.attributes):
        return style
    return Style(background=style.background)


@lru_cache(maxsize=4096)
def change(old: Style | None, new: Style, *, selective: bool) -> str:
    """Return the shortest sequence that makes a terminal write in ``new`` after ``old``.

    Args:
        old: how it writes now; None when that is not known.
        new: how it is to write.
        selective: whether the terminal can take single attributes away (``24``, ``39`` …).
    """
    if old == new:
        return ""
    link = "" if (old.link if old else "") == new.link else f"\x1b]8;{new.link or ';'}\x1b\\"
    whole = [code for code in (*new.attributes, new.foreground, new.background) if code]
    afresh = f"\x1b[0;{';'.join(whole)}m" if whole else RESET
    if old is None:
        return link + afresh
    gone = set(old.attributes) - set(new.attributes)
    colours = [(old.foreground, new.foreground, "39"), (old.background, new.background, "49")]
    takes_away = bool(gone) or any(before and not after for before, after, _ in colours)
    if takes_away and not selective:
        return link + afresh
    off = {_OFF[code] for code in gone}
    # 22 takes both bold and dim away, 24 both kinds of underline: what shall stay is set again.
    again = [c for c in new.attributes if c not in old.attributes or _OFF[c] in off]
    steps = [*sorted(off), *again]
    steps += [after or default for before, after, default in colours if before != after]
    delta = f"\x1b[{';'.join(steps)}m" if steps else ""
    return link + min(delta, afresh, key=len)
