"""Reads what Textual writes to a terminal: pictures of the screen into cells, the rest as it is.

Relied upon: Textual places the cursor (CUP), sets the style (SGR, OSC 8) and writes text. Whatever
else may come is looked after all the same: modes, questions, the clipboard, the title and the bell
are handed on in order, and a sequence that is not known here is handed on too and makes the screen
uncertain, so that all of it is painted again.
"""

from __future__ import annotations

import re

from tui.driver.cells import Cells
from tui.driver.repertoire import UTF_8, Repertoire
from tui.driver.style import PLAIN, restyled

_TOKEN = re.compile(
    r"\x1b\[(?P<style>[0-9;:]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<place>[0-9;]*)[Hf]"
    r"|(?P<feed>\r|\n)"
    r"|\x1b\]8;(?P<link>[^;\x07\x1b]*;[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b\[\?2026(?P<sync>[hl])"
    r"|\x1b\[(?P<count>[0-9]*)(?P<edit>[ABCDGdJK])"
    # Pictures inside the text (kitty, sixel): they have no cells, and no slow line has room.
    r"|(?P<picture>\x1b[P_^X].*?(?:\x1b\\|\Z))"
    r"|(?P<control>\x1b\[[?<>=][0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)"
    r"|(?P<unknown>\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~])"
    # What is left are control characters and torn sequences: no terminal shows them.
    r"|(?P<nothing>.)",
    re.DOTALL,
)
_ENTER, _LEAVE = "\x1b[?1049h", "\x1b[?1049l"


class FrameReader:
    """Keeps what the screen is to show by now.

    Attributes:
        cells: the screen.
        controls: what is to be handed on to the terminal as it is, oldest first.
        is_on_screen: whether the alternate screen is on; outside of it all is handed on.
        has_picture: whether a frame has ever come. It is kept while the program is suspended.
        is_atomic: whether the terminal takes synchronised updates: Textual marks its frames so.
        is_uncertain: whether something was handed on that may have changed the screen.
        unknown: the sequences that were.
    """

    def __init__(self, width: int, height: int, repertoire: Repertoire | None = None) -> None:
        """Start with a blank screen; without a ``repertoire`` the terminal shows everything."""
        self.cells = Cells(width, height)
        self._repertoire = repertoire or Repertoire(UTF_8)
        self.controls: list[str] = []
        self.is_on_screen = False
        self.has_picture = False
        self.is_atomic = False
        self.is_uncertain = False
        self.unknown: list[str] = []
        self._style = PLAIN

    def resize(self, width: int, height: int) -> None:
        """Take another size; what fits is kept until Textual has painted all of it anew."""
        old, self.cells = self.cells, Cells(width, height)
        self.cells.take_over(old)

    def feed(self, data: str) -> None:
        """Read what Textual writes. Sequences are whole within one write."""
        for token in _TOKEN.finditer(data):
            kind = token.lastgroup
            if not self.is_on_screen and kind not in ("sync", "picture"):
                self._hand_on(token[0])
            elif kind == "style":
                self._style = restyled(self._style, token["style"])
            elif kind == "text":
                x, y = self.cells.cursor
                text = self._repertoire.shown(token[0])
                self.cells.cursor = self.cells.put(x, y, text, self._style), y
                self.has_picture = True
            elif kind == "place":
                line, _, column = token["place"].partition(";")
                self._go(int(column or 1) - 1, int(line or 1) - 1)
            elif kind == "feed":
                self._go(0, self.cells.cursor[1] + (token[0] == "\n"))
            else:
                self._other(kind, token)

    def _other(self, kind: str | None, token: re.Match[str]) -> None:
        if kind == "link":
            link = token["link"]
            self._style = self._style._replace(link="" if link == ";" else link)
        elif kind == "sync":
            self.is_atomic = True
        elif kind == "edit":
            self._edit(token["edit"], token["count"])
        elif kind == "control":
            self._hand_on(token[0])
        elif kind == "unknown":
            self.unknown.append(token[0])
            self.is_uncertain = True
            self._hand_on(token[0])

    def _hand_on(self, sequence: str) -> None:
        self.controls.append(sequence)
        if sequence in (_ENTER, _LEAVE):
            self.is_on_screen = sequence == _ENTER
            self.is_uncertain = True
            self._style = PLAIN

    def _go(self, x: int, y: int) -> None:
        self.cells.cursor = max(0, x), max(0, min(y, self.cells.height - 1))

    def _edit(self, letter: str, count: str) -> None:
        """Do a relative move or an erasure."""
        x, y = self.cells.cursor
        number = int(count or 1)
        moves = {
            "A": (x, y - number),
            "B": (x, y + number),
            "C": (x + number, y),
            "D": (x - number, y),
            "G": (number - 1, y),
            "d": (x, number - 1),
        }
        if letter in moves:
            self._go(*moves[letter])
            return
        how, width = count or "0", self.cells.width
        self.cells.erase(0 if how in "12" else x, y, x + 1 if how == "1" else width, self._style)
        if letter == "J":
            above = range(y) if how in "12" else ()
            below = range(y + 1, self.cells.height) if how in "02" else ()
            for line in (*above, *below):
                self.cells.erase(0, line, width, self._style)
