"""The outbox as a list: what waits or came to nothing, and the message under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.models.vocabulary import OutboxState
from engine.store.outbox_list import Shelf
from tui.text import fit, wrap
from tui.widgets.lines import LineWidget
from tui.widgets.long_list import LongList
from tui.widgets.worklist import VIA, VIA_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from engine.pipeline import Workbench
    from engine.store.outbox_list import OutboxLine
    from tui.widgets.lines import Part

MARKS = {
    Shelf.FAILED: ("■ failed", "critical"),
    Shelf.UNKNOWN: ("■ unknown", "critical"),
    Shelf.RETURNED: ("▲ returned", "important"),
    Shelf.HELD: ("· held", ""),
    Shelf.QUEUED: ("· queued", ""),
}
_DONE = {
    OutboxState.SENT: "✓ sent",
    OutboxState.CANCELLED: "– taken back",
    OutboxState.FAILED: "– put away",
}
STATE_WIDTH = 12
WHO_WIDTH = 18
WHEN_WIDTH = 12
WIDE = 100
"""Columns from which there is room for both moments: since when, and when next."""

BLOCK = 64


class OutboxRows:
    """The messages of a shelf in order; their lines are read by window and kept."""

    def __init__(self, workbench: Workbench, shelf: Shelf, *, everyone: bool) -> None:
        """Open the list as it is now; nothing moves in it until it is opened anew."""
        self._workbench = workbench
        self._ids = workbench.open_outbox(shelf, everyone=everyone)
        self._lines: dict[str, OutboxLine] = {}

    def __len__(self) -> int:
        """Return how many messages the list holds."""
        return len(self._ids)

    def __getitem__(self, place: int) -> OutboxLine:
        """Return the line at a place; with it, its neighbours are read."""
        found = self._lines.get(self._ids[place])
        if found is None:
            start = place // BLOCK * BLOCK
            self._lines |= self._workbench.outbox_lines(self._ids[start : start + BLOCK])
            found = self._lines[self._ids[place]]
        return found

    def place_of(self, notification_id: str) -> int | None:
        """Return the place of a message, or None where the list does not hold it."""
        return self._ids.index(notification_id) if notification_id in self._ids else None

    def reload(self) -> None:
        """Read the lines anew as they are looked at; their order stays."""
        self._lines = {}


class OutboxList(LongList):
    """The lines."""

    class Moved(LongList.Moved):
        """The cursor stands on another message."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="outbox")
        self.rows: OutboxRows | None = None
        self._empty = ""

    @property
    def count(self) -> int:
        """How many messages the list has."""
        return len(self.rows or ())

    @property
    def selected(self) -> OutboxLine | None:
        """The line under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: OutboxRows, notification_id: str | None, empty: str) -> None:
        """Show a list; the cursor stays with its message, ``empty`` is said where there is none."""
        place = rows.place_of(notification_id) if notification_id else None
        self.rows, self._empty = rows, empty
        self.open_at(place)

    def reload(self) -> None:
        """Show the lines as they are now, in their places."""
        if self.rows is not None:
            self.rows.reload()
            self.refresh()
            self.post_message(self.Moved())

    def parts(self, y: int, width: int) -> Sequence[Part]:
        """Draw the heading, a line, or what there is to say about an empty list."""
        if y == 0:
            heads = f"{fit('SINCE', WHEN_WIDTH)} {fit('NEXT', WHEN_WIDTH)}"
            when = heads if width >= WIDE else fit("WHEN", WHEN_WIDTH)
            state, who = fit("STATE", STATE_WIDTH), fit("WHO", WHO_WIDTH)
            return ((f" {state} {who} {fit('VIA', VIA_WIDTH)} {when} WHY", "title"),)
        place = self.top + y - 1
        if not self.rows:
            return ((f"  {self._empty}" if y == 2 else "", "dim"),)
        return self._row(place, width) if place < len(self.rows) else ()

    def _row(self, place: int, width: int) -> Sequence[Part]:
        assert self.rows is not None  # noqa: S101 - only drawn when there are rows
        line, here = self.rows[place], place == self.cursor
        mark, tone = mark_of(line)
        since, until = moment(line.since), moment(line.next_at)
        if width >= WIDE:
            when = f"{fit(since, WHEN_WIDTH)} {fit(until, WHEN_WIDTH)}"
        else:
            when = fit(until or since, WHEN_WIDTH)
        plain = "dim" if line.shelf is None else ""
        who = f"{line.customer_id} {line.name or '(no name)'}"
        return (
            ("▌" if here else " ", "accent"),
            (fit(mark, STATE_WIDTH), tone),
            (" ", ""),
            (fit(who, WHO_WIDTH), "cursor" if here else plain),
            (" ", ""),
            (fit(VIA[line.channel], VIA_WIDTH), plain),
            (f" {when} ", plain or "dim"),
            (
                fit(line.why, max(width - STATE_WIDTH - WHO_WIDTH - VIA_WIDTH - len(when) - 5, 4)),
                plain,
            ),
        )


class OutboxDetail(LineWidget):
    """The message under the cursor: whose, why it stands where it does, and its first lines."""

    def __init__(self) -> None:
        """Start without a message."""
        super().__init__(id="outbox-detail")
        self._line: OutboxLine | None = None
        self._shown: list[Part] = []

    def show(self, line: OutboxLine | None) -> None:
        """Show another message; repaint only lines that differ."""
        self._line = line
        before = self._shown
        self._lay_out()
        for y in range(self.size.height):
            if before[y : y + 1] != self._shown[y : y + 1]:
                self.refresh_line(y)

    def _lay_out(self) -> None:
        line, width = self._line, self.size.width
        if line is None or not width:
            self._shown = []
            return
        head = (
            f"── #{line.customer_id} {line.name or '(no name)'} · {line.channel} · by {line.agent} "
        )
        why = wrap(line.why, width)[:2]
        if line.next_at is not None:
            verb = "Held until" if line.shelf is Shelf.HELD else "Goes at"
            why.append(f"{verb} {moment(line.next_at)}.")
        text = wrap(line.message, width)
        room = max(self.size.height - 1 - len(why), 0)
        self._shown = [
            (fit(head, len(head)) + "─" * max(width - len(head), 0), "dim"),
            *((one, "important" if line.shelf else "dim") for one in why),
            *((one, "") for one in text[:room]),
        ]

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - laid out for the width
        """Draw a line that was laid out."""
        return (self._shown[y],) if y < len(self._shown) else ()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self._lay_out()
        self.refresh()


def mark_of(line: OutboxLine) -> Part:
    """Return the state of a message as a symbol and a word, and its tone."""
    return MARKS[line.shelf] if line.shelf else (_DONE.get(line.state, str(line.state)), "dim")


def moment(at: datetime | None) -> str:
    """Return a moment in London, short: 20 Nov 09:00; nothing for none."""
    return f"{at.astimezone(LONDON):%d %b %H:%M}" if at else ""
