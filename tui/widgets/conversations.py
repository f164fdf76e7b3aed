"""The conversations as a list: when, who, about what, in which mood, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from engine.clock import LONDON
from engine.models.understanding import Label, ResolutionStatus
from tui.text import fit
from tui.widgets.long_list import LongList
from tui.widgets.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.service import ConversationLine
    from engine.pipeline import Workbench
    from engine.store.conversation_list import ConversationEdge
    from engine.store.conversation_query import ConversationQuery
    from tui.widgets.lines import Part

MOODS = {Label.POSITIVE: ("+", "good"), Label.NEUTRAL: ("·", "dim"), Label.NEGATIVE: ("-", "bad")}
"""A symbol and a tone for each mood; the tone is never all there is."""

STATUS_TONES = {
    ResolutionStatus.OPEN: "important",
    ResolutionStatus.ESCALATED: "critical",
    ResolutionStatus.RESOLVED: "dim",
}
SATISFIED_FROM = 4
WHEN_WIDTH = 12
WHO_WIDTH = 12
STATUS_WIDTH = 10
VIA_WIDTH = 9
WIDE = 72
"""Columns from which there is room for where it was held."""


class ConversationRows:
    """The conversations of a query in order, read by window."""

    def __init__(self, workbench: Workbench, query: ConversationQuery) -> None:
        """Count them; the list keeps this length until it is opened anew."""
        self.query = query
        self._workbench = workbench
        self._windows: Windows[ConversationEdge, ConversationLine] = Windows(
            self, workbench.count_conversations(query)
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._windows)

    def __getitem__(self, place: int) -> ConversationLine | None:
        """Return the line at a place; None where the list is shorter by now."""
        return self._windows[place]

    def find(self, key: int) -> int | None:
        """Return the place of a conversation, or None when the list does not hold it."""
        return self._workbench.find_conversation(self.query, key)

    def reload(self) -> None:
        """Read the lines anew as they are looked at; the length stays."""
        self._windows.forget()

    def at(self, offset: int, limit: int) -> list[tuple[ConversationEdge, ConversationLine]]:
        """Return lines from a place on."""
        return self._workbench.conversation_window(
            self.query, offset=offset, limit=limit, total=len(self)
        )

    def beside(
        self, edge: ConversationEdge, limit: int, *, before: bool
    ) -> list[tuple[ConversationEdge, ConversationLine]]:
        """Return the lines that follow a known one, or those before it."""
        return self._workbench.conversation_window_beside(
            self.query, edge, limit=limit, before=before
        )


class ConversationList(LongList):
    """The list pane.

    Attributes:
        answered: the conversations that were answered from this screen, by their key, and the
            notification that did it.
    """

    class Moved(LongList.Moved):
        """The cursor stands on another conversation."""

    class Opened(LongList.Opened):
        """The conversation under the cursor was clicked again."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="conversations")
        self.rows: ConversationRows | None = None
        self.answered: dict[int, str] = {}
        self._empty: Sequence[str] = ()

    @property
    def count(self) -> int:
        """How many lines the list has."""
        return len(self.rows) if self.rows else 0

    @property
    def selected(self) -> ConversationLine | None:
        """The line under the cursor."""
        return self.rows[self.cursor] if self.rows and self.count else None

    def show(self, rows: ConversationRows, key: int | None, empty: Sequence[str]) -> None:
        """Show a list; the cursor stays with its conversation where it is in it.

        Args:
            rows: the list.
            key: the conversation that the cursor stands on.
            empty: what is said where there is none, a line each.
        """
        self.rows, self._empty = rows, empty
        place = None if key is None or not len(rows) else rows.find(key)
        self.open_at(0 if place is None else place)

    def parts(self, y: int, width: int) -> Sequence[Part]:
        """Draw the heading, a line, or what there is to say about an empty list."""
        if y == 0:
            last, who = fit("LAST", WHEN_WIDTH), fit("WHO", WHO_WIDTH)
            about = fit("ABOUT", self._about_width(width))
            via = f"{fit('WHERE', VIA_WIDTH)} " if width >= WIDE else ""
            return ((f" {last} {who} {about} {via}{fit('MOOD STANDS', 15)} SAT", "title"),)
        if not self.count:
            return ((f"  {self._empty[y - 2]}", "dim"),) if 0 <= y - 2 < len(self._empty) else ()
        place = self.top + y - 1
        return self._row(place, width) if place < self.count else ()

    def _row(self, place: int, width: int) -> Sequence[Part]:
        assert self.rows is not None  # noqa: S101 - only drawn when there are rows
        line, here = self.rows[place], place == self.cursor
        if line is None:
            return (("  … the list has changed; r opens it anew", "dim"),)
        mood, tone = mood_of(line.label)
        stands, stands_tone = stands_of(line)
        if line.is_answered or line.key in self.answered:
            stands, stands_tone = "✓ answered", "accent"
        when = f"{line.last_at.astimezone(LONDON):%d %b %H:%M}"
        about = ", ".join(line.topics) or "–"
        via = f"{fit(line.channel or line.source, VIA_WIDTH)} " if width >= WIDE else ""
        return (
            ("▌" if here else " ", "accent"),
            (f"{when} ", "" if here else "dim"),
            (fit(line.participant or "(nobody named)", WHO_WIDTH), "cursor" if here else ""),
            (" ", ""),
            (fit(about, self._about_width(width)), "" if here else "dim"),
            (f" {via}", "dim"),
            (f" {mood}   ", tone),
            (fit(stands, STATUS_WIDTH), stands_tone),
            (f" {satisfaction_of(line):>3}", _satisfaction_tone(line)),
        )

    @staticmethod
    def _about_width(width: int) -> int:
        via = VIA_WIDTH + 1 if width >= WIDE else 0
        return max(width - 2 - WHEN_WIDTH - 1 - WHO_WIDTH - 1 - 1 - via - 5 - STATUS_WIDTH - 4, 4)


def mood_of(label: Label | None) -> Part:
    """Return a mood as a symbol and its tone."""
    return MOODS[label] if label else (" ", "dim")


def stands_of(line: ConversationLine) -> Part:
    """Return how a conversation stands in a word, and its tone."""
    if line.status is None:
        return ("not known", "dim")
    if line.unanswered and line.status is not ResolutionStatus.RESOLVED:
        return ("unanswered", "important")
    return (str(line.status), STATUS_TONES[line.status])


def satisfaction_of(line: ConversationLine) -> str:
    """Return the satisfaction of a conversation, 1 to 5; inferred with a mark, stated without."""
    if line.satisfaction is None:
        return "–"
    return f"~{line.satisfaction}" if line.is_inferred else str(line.satisfaction)


def _satisfaction_tone(line: ConversationLine) -> str:
    if line.satisfaction is None or line.satisfaction >= SATISFIED_FROM:
        return "dim"
    return "bad"


def padded(left: Sequence[Part], right: Part, width: int) -> list[Part]:
    """Return a line with something at its right, where there is room for it."""
    gap = width - sum(cell_len(text) for text, _tone in left) - cell_len(right[0])
    return [*left, (" " * gap, ""), right] if gap > 0 else list(left)
