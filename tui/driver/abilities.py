"""What a terminal can do beyond the plain: asked of the terminal descriptions of the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BORROWED = ("xterm", "xterm-color", "xterm-16color", "xterm-256color", "xterm-direct")
"""Names under which many other terminals go, some of which cannot repeat characters."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a terminal can do. The defaults are what every terminal with a cursor can.

    Attributes:
        erases_in_colour: erased cells get the background that is written in (terminfo ``bce``).
        erases_cells: it can erase a number of cells in front of the cursor (ECH).
        repeats: it can repeat the last character (REP).
        is_selective: it can take single attributes and colours away.
    """

    erases_in_colour: bool = False
    erases_cells: bool = False
    repeats: bool = False
    is_selective: bool = False


def abilities_of(term: str, environ: Mapping[str, str]) -> Abilities | None:
    """Return what the terminal of this process can do; None if its cursor cannot even be placed.

    An unknown name gets the plain abilities: what this program then sends is a part of what
    Textual itself sends to every terminal. The description is read once in a process.

    Args:
        term: its name (``TERM``).
        environ: where a real xterm says that it is one.
    """
    import curses

    try:
        curses.setupterm(term or "unknown", 1)
    except curses.error:
        return Abilities()

    def has(name: str, sequence: bytes) -> bool:
        return (curses.tigetstr(name) or b"").split(b"$<")[0] == sequence

    if not curses.tigetstr("cup"):
        return None
    is_itself = term not in _BORROWED or "XTERM_VERSION" in environ
    return Abilities(
        erases_in_colour=curses.tigetflag("bce") == 1,
        erases_cells=has("ech", b"\x1b[%p1%dX"),
        repeats=has("rep", b"%p1%c\x1b[%p2%{1}%-%db") and is_itself,
        is_selective=has("rmul", b"\x1b[24m") and has("op", b"\x1b[39;49m"),
    )
