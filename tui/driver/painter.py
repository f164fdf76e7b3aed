"""Compares the screen that is wanted with what the terminal shows, and writes the difference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.driver.cells import BLANK, SECOND_HALF, Cells, is_disputed
from tui.driver.moves import Place, move
from tui.driver.style import PLAIN, RESET, Style, change, on_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.driver.abilities import Abilities

_ERASE_LINE = "\x1b[K"
_ALL_BLANK = f"{RESET}\x1b[H\x1b[2J"
_BRIDGE = 5
"""So many unchanged cells may be written again where that is shorter than a move over them."""

_REACH = 2
"""Cells that a terminal may overwrite behind a disputed cluster, per character in it."""

_NARROW_BELOW = "\u1100"
"""No single character below this one is wide."""

_THREE_BLANKS = [BLANK] * 3

_REPEATED = re.compile(r"(.)\1{5,}")


def _is_disputed(x: int, texts: list[str]) -> bool:
    text = texts[x]
    if len(text) == 1 and text < _NARROW_BELOW:
        return False
    return is_disputed(text, is_wide=texts[x + 1 : x + 2] == [SECOND_HALF])


def _closed(changed: list[int], texts: list[str], styles: list[Style]) -> Iterator[int]:
    """Take in the blanks between changed blanks: where words stood, all is erased at once."""
    before = None
    for x in changed:
        if before == x - 2 and texts[before : x + 1] == _THREE_BLANKS:
            same = styles[before] == styles[before + 1] == styles[x]
            yield from (x - 1,) if same else ()
        yield x
        before = x


class Painter:
    """Knows what the terminal shows, and how to come to another picture with few bytes."""

    def __init__(self, abilities: Abilities) -> None:
        """Start with a terminal of which nothing is known."""
        self._abilities = abilities
        self._shown = Cells(0, 0)
        self._is_known = False
        self._pen: Style | None = None
        self._place: Place | None = None
        self._out: list[str] = []

    def forget(self) -> None:
        """Nothing is known of the terminal any more: paint everything next time."""
        self._is_known = False
        self._pen = None
        self._place = None

    def paint(self, wanted: Cells) -> str:
        """Return what makes the terminal show ``wanted``, which is then taken as shown."""
        self._out = []
        shown = self._shown
        if not self._is_known or (shown.width, shown.height) != (wanted.width, wanted.height):
            self._shown = shown = Cells(wanted.width, wanted.height)
            self._out.append(_ALL_BLANK)
            self._pen, self._place, self._is_known = PLAIN, Place(0, 0), True
        for y in range(wanted.height):
            if shown.texts[y] != wanted.texts[y] or shown.styles[y] != wanted.styles[y]:
                self._paint_line(y, wanted)
                shown.copy_line(y, wanted)
        x, y = wanted.cursor
        self._go(min(x, wanted.width - 1), y)
        return "".join(self._out)

    def leave(self) -> str:
        """Return what makes the terminal write plainly again."""
        plain = change(self._pen, PLAIN, selective=self._abilities.is_selective)
        self._pen = PLAIN
        return plain

    # One line

    def _paint_line(self, y: int, wanted: Cells) -> None:
        texts, styles = wanted.texts[y], wanted.styles[y]
        tail = self._erasable_from(texts, styles)
        todo = self._changed(y, wanted)
        behind = [x for x in todo if x >= tail]
        is_erased = len(behind) > len(_ERASE_LINE)
        if is_erased:
            todo = [x for x in todo if x < tail]
        ahead = iter(todo)
        x = next(ahead, None)
        while x is not None:
            self._reach(x, y, texts, styles)
            end = x + 1
            following = next(ahead, None)
            if _is_disputed(x, texts):
                while following is not None and texts[following] == SECOND_HALF:
                    following = next(ahead, None)
                self._write_disputed(x, y, texts, styles)
            else:
                while following == end and self._goes_with(x, end, texts, styles):
                    end += 1
                    following = next(ahead, None)
                self._write(x, end, y, texts, styles)
            x = following
        if is_erased:
            self._go(behind[0], y)
            self._set(styles[behind[0]], is_blank=True)
            self._out.append(_ERASE_LINE)

    def _changed(self, y: int, wanted: Cells) -> list[int]:
        """Return the columns to be written; wide characters are written or left as a whole."""
        texts, styles = wanted.texts[y], wanted.styles[y]
        old_texts, old_styles = self._shown.texts[y], self._shown.styles[y]
        cells = zip(texts, old_texts, styles, old_styles, strict=True)
        changed = [
            x
            for x, (text, old_text, style, old_style) in enumerate(cells)
            if text != old_text or (style is not old_style and style != old_style)
        ]
        if len("".join(texts)) == wanted.width and SECOND_HALF not in texts:
            return list(_closed(changed, texts, styles))
        widened = set(changed)
        for x in range(wanted.width):
            if texts[x] == SECOND_HALF and x in widened:
                widened.add(x - 1)
            elif texts[x] == SECOND_HALF and x - 1 in widened:
                widened.add(x)
            if x in widened and _is_disputed(x, texts):
                widened.update(range(x, min(x + 2 + _REACH * len(texts[x]), wanted.width)))
        return sorted(widened)

    def _erasable_from(self, texts: list[str], styles: list[Style]) -> int:
        """Return the column from which on the line can be erased instead of written."""
        width, look = len(texts), styles[-1]
        if texts[-1] != BLANK or not self._can_erase(look):
            return width
        x = width
        while x and texts[x - 1] == BLANK and styles[x - 1] == look:
            x -= 1
        return x

    def _can_erase(self, look: Style) -> bool:
        """Whether erased cells look so."""
        if look == PLAIN:
            return True
        return self._abilities.erases_in_colour and look == Style(background=look.background)

    # Cells

    def _reach(self, x: int, y: int, texts: list[str], styles: list[Style]) -> None:
        """Go to a cell, over unchanged cells by writing them again where that is shorter."""
        place = self._place
        if (
            place is not None
            and place.y == y
            and place.x is not None
            and 0 < x - place.x <= _BRIDGE
        ):
            between = range(place.x, x)
            text = "".join(texts[place.x : x])
            if (
                len(text) == x - place.x
                and len(text.encode()) <= len(move(place, x, y))
                and all(self._is_set(styles[c], is_blank=texts[c] == BLANK) for c in between)
                and texts[x] != SECOND_HALF
                and SECOND_HALF not in texts[place.x : x]
            ):
                self._out.append(text)
                self._place = Place(x, y)
                return
        self._go(x, y)

    def _goes_with(self, x: int, other: int, texts: list[str], styles: list[Style]) -> bool:
        """Whether a cell can be written in one go with one before it."""
        text = texts[other]
        if text == SECOND_HALF:
            return True
        if text == BLANK and styles[other] == on_blank(styles[x]):
            return True
        return styles[other] == styles[x] and not _is_disputed(other, texts)

    def _write(self, x: int, end: int, y: int, texts: list[str], styles: list[Style]) -> None:
        """Write cells of one style that are next to each other."""
        text = "".join(texts[x:end])
        self._set(styles[x], is_blank=not text.strip(BLANK))
        if len(text) != end - x:
            self._out.append(text)
            self._now_at(end, y)
            return
        done = 0
        for run in _REPEATED.finditer(text):
            start, length = run.start(), run.end() - run.start()
            if (shorter := self._shorter(run[1], length, x + run.end())) is None:
                continue
            sequence, moves_on = shorter
            self._out += [text[done:start], sequence]
            done = run.end()
            self._place = Place(x + (done if moves_on else start), y)
            if not moves_on and done < len(text):
                self._go(x + done, y)
        if done < len(text):
            self._out.append(text[done:])
            self._now_at(end, y)

    def _shorter(self, character: str, length: int, end: int) -> tuple[str, bool] | None:
        """Return a shorter way to write a character many times, and whether it moves the cursor.

        The last column is left to plain writing: where the cursor is afterwards is not agreed.
        """
        if end >= self._shown.width:
            return None
        plain = length * len(character.encode())
        repeat = f"{character}\x1b[{length - 1}b"
        if self._abilities.repeats and len(repeat.encode()) < plain:
            return repeat, True
        erase = f"\x1b[{length}X"
        if (
            character == BLANK
            and self._abilities.erases_cells
            and self._pen is not None
            and self._can_erase(on_blank(self._pen))
            and 2 * len(erase) < plain
        ):
            return erase, False
        return None

    def _write_disputed(self, x: int, y: int, texts: list[str], styles: list[Style]) -> None:
        """Write a cluster about whose width terminals disagree.

        Its cells are blanked first, in case that it takes fewer; where the cursor is afterwards
        only the terminal knows.
        """
        width = 1
        while texts[x + width : x + width + 1] == [SECOND_HALF]:
            width += 1
        self._set(styles[x], is_blank=False)
        self._out.append(BLANK * width)
        self._now_at(x + width, y)
        self._go(x, y)
        self._out.append(texts[x])
        self._place = Place(None, y)

    def _now_at(self, x: int, y: int) -> None:
        """Note where the cursor is; behind the last column terminals differ."""
        self._place = Place(x if x < self._shown.width else None, y)

    def _go(self, x: int, y: int) -> None:
        self._out.append(move(self._place, x, y))
        self._place = Place(x, y)

    def _is_set(self, style: Style, *, is_blank: bool) -> bool:
        """Whether the terminal writes in this style already, as far as it can be seen."""
        if self._pen is None:
            return False
        return self._pen == style or (is_blank and on_blank(self._pen) == style)

    def _set(self, style: Style, *, is_blank: bool) -> None:
        if not self._is_set(style, is_blank=is_blank):
            self._out.append(change(self._pen, style, selective=self._abilities.is_selective))
            self._pen = style
