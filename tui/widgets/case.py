"""The case: who the customer is, why they are next, and panels that open and close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from engine.clock import LONDON
from tui.text import crop, day, fit, wrap
from tui.widgets.lines import LineWidget
from tui.widgets.next_action import with_action
from tui.widgets.worklist import TONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from engine.models.case import Analysis, Profile
    from engine.models.work import Lease
    from tui.widgets.lines import Part
    from tui.widgets.panels import Panel


STICKY = 2
"""Lines at the top that never scroll away: who it is, and how pressing."""

REASON_LINES = 4
"""Lines for the reason of the contact; the panels say the rest."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line laid out: its parts, and the panel whose title it is, if it is one."""

    parts: tuple[Part, ...]
    panel: int | None = None


class Case(LineWidget, can_focus=True):
    """The upper part of the right pane. Which panels are open outlasts a move down the list."""

    class Clicked(Message):
        """The title of a panel was clicked."""

    def __init__(self) -> None:
        """Start empty, with all panels closed."""
        super().__init__(id="case")
        self._profile: Profile | None = None
        self._analysis: Analysis | None = None
        self._writing = ""
        self._panels: tuple[Panel, ...] = ()
        self._next_action: tuple[tuple[str, str], ...] = ()
        self._open: set[str] = set()
        self._marked = 0
        self._lines: list[_Line] = []
        self._shown: list[_Line] = []
        self._top = 0

    def show(self, profile: Profile | None, analysis: Analysis | None) -> None:
        """Show another customer, or nobody; repaint only lines that differ."""
        same = bool(
            profile
            and self._profile
            and profile.customer.customer_id == self._profile.customer.customer_id
        )
        self._profile, self._analysis = profile, analysis
        if not same:
            self._top = 0
            self._next_action = ()
        self._fill_panels()
        self._lay_out()

    def show_lease(self, lease: Lease | None, agent: str) -> None:
        """Show who else is writing to the customer, and until when, as ``agent`` reads it."""
        writing = ""
        if lease is not None:
            who = "your other window" if lease.agent == agent else lease.agent
            writing = f"✎ {who} until {lease.expires_at.astimezone(LONDON):%H:%M}"
        if writing != self._writing:
            self._writing = writing
            self._lay_out()

    def show_next_action(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Show what to do next about an open conversation, in the panel that says so."""
        if lines != self._next_action:
            self._next_action = lines
            self._fill_panels()
            self._lay_out()

    def _fill_panels(self) -> None:
        profile, analysis = self._profile, self._analysis
        panels = _panels_of(profile, analysis) if profile and analysis else ()
        self._panels = with_action(panels, self._next_action)

    # Panels

    def toggle(self) -> None:
        """Open or close the marked panel."""
        if self._panels:
            self._open ^= {self._panels[self._marked].title}
            self._lay_out()
            self._reveal()

    def toggle_all(self) -> None:
        """Close all panels when all are open, else open all."""
        titles = {panel.title for panel in self._panels}
        self._open = set() if titles <= self._open else titles
        self._lay_out()
        self._reveal()

    def mark(self, places: int) -> None:
        """Move the mark among the panels; at the last one, scroll on through what is open."""
        if not self._panels:
            return
        before = self._marked
        self._marked = max(0, min(self._marked + places, len(self._panels) - 1))
        if before == self._marked:
            self.scroll(places)
            return
        self._lay_out()
        self._reveal()

    def scroll(self, lines: int) -> None:
        """Scroll the pane."""
        self._show_from(self._top + lines)

    def scroll_page(self, pages: int) -> None:
        """Scroll by whole panes, keeping a line of the one before."""
        self.scroll(pages * max(self._room - 1, 1))

    @property
    def _room(self) -> int:
        """Lines that scroll."""
        return max(self.size.height - STICKY, 1)

    def _reveal(self) -> None:
        """Bring the marked panel into view, as much of it as fits."""
        titles = [y for y, line in enumerate(self._lines) if line.panel is not None]
        start = titles[self._marked]
        after = titles[self._marked + 1] if self._marked + 1 < len(titles) else len(self._lines)
        top = self._top
        if after > top + STICKY + self._room:
            top = after - STICKY - self._room
        self._show_from(min(top, start - STICKY))

    def _show_from(self, top: int) -> None:
        self._top = top
        self._repaint()

    def _repaint(self) -> None:
        """Work out what stands on each row, and repaint the rows on which that is new."""
        self._top = max(0, min(self._top, len(self._lines) - STICKY - self._room))
        scrolled = self._lines[STICKY + self._top :]
        before, self._shown = self._shown, [*self._lines[:STICKY], *scrolled][: self.size.height]
        for y in range(self.size.height):
            if before[y : y + 1] != self._shown[y : y + 1]:
                self.refresh_line(y)

    # Laying out

    def _lay_out(self) -> None:
        self._lines = [*self._head(), *self._body()] if self._profile else []
        self._repaint()

    def _head(self) -> list[_Line]:
        profile, analysis = self._profile, self._analysis
        if profile is None or analysis is None:
            return []
        customer, score, activity = profile.customer, profile.score, profile.activity
        width = self.size.width
        who = f"#{customer.customer_id} {customer.name or '(no name)'}"
        known = (
            customer.location,
            str(customer.age) if customer.age is not None else None,
            activity.subscription_type,
            _years(activity.account_tenure_years),
        )
        rest = "".join(f" · {part}" for part in known if part)
        decided: tuple[Part, ...] = (
            (score.priority.label, TONES[score.priority]),
            (f" · {score.urgency.label} · risk {score.risk_score}/10", ""),
            ("" if score.recommended else " · no contact recommended", "dim"),
        )
        right = self._writing or f"analyst: {analysis.analyst}"
        gap = width - sum(cell_len(text) for text, _tone in (*decided, (right, "")))
        if self._writing and gap <= 0:
            # Who is writing matters more than how soon they are to be written to.
            decided = decided[:1]
            gap = width - cell_len(decided[0][0]) - cell_len(right)
        if gap > 0:
            decided += ((" " * gap + right, "important" if self._writing else "dim"),)
        lines = [
            _Line(((fit(who, min(cell_len(who), width)), "strong"), (rest, ""))),
            _Line(decided),
        ]
        lines += self._whose(profile, width)
        if analysis.fallback_reason:
            lines.append(_Line(((analysis.fallback_reason, "important"),)))
        for gone in profile.suppressed:
            lost = f"{gone.channel}: {gone.address} takes no more messages ({gone.reason})"
            lines.append(_Line(((fit(lost, width), "important"),)))
        reason = wrap(analysis.contact_reason, width)
        if len(reason) > REASON_LINES:
            reason[REASON_LINES - 1 :] = [f"{reason[REASON_LINES - 1].rstrip('., ')} …"]
        lines += [_Line(((crop(text, width), ""),)) for text in reason]
        lines.append(_Line(()))
        return lines

    @staticmethod
    def _whose(profile: Profile, width: int) -> list[_Line]:
        """Lay out whose customer it is, and what the agent before wants the next one to know."""
        lines: list[_Line] = []
        assigned, note = profile.assignment, profile.handover
        if note is not None:
            said = f"Note from {note.agent}, {day(note.written_at)}: {note.text}"
            lines += [_Line(((crop(line, width), "important"),)) for line in wrap(said, width)]
        if assigned.by is not None:
            lines.append(_Line(((crop(f"Assigned to {assigned.words}", width), "dim"),)))
        return lines

    def _body(self) -> list[_Line]:
        lines: list[_Line] = []
        width = self.size.width
        for number, panel in enumerate(self._panels):
            is_open = panel.title in self._open
            marked = number == self._marked
            title: tuple[Part, ...] = (
                ("▾ " if is_open else "▸ ", "accent"),
                (panel.title, "cursor" if marked else "strong"),
            )
            if panel.summary and not is_open:
                title += ((f"  {panel.summary}", "dim"),)
            lines.append(_Line(title, number))
            if is_open:
                for bullet, text in panel.lines:
                    lines += _hanging(bullet, text, width - 2)
        return lines

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - laid out for the width
        """Draw a line that was laid out."""
        return self._shown[y].parts if y < len(self._shown) else ()

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Open or close the panel whose title was clicked."""
        if event.y < len(self._shown) and (panel := self._shown[event.y].panel) is not None:
            self._marked = panel
            self.toggle()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll(-3)


def _hanging(bullet: str, text: str, width: int) -> list[_Line]:
    """Lay out a text that wraps under itself, behind its bullet."""
    indent = cell_len(bullet)
    wrapped = wrap(text, max(width - indent, 10))
    first = _Line((("  ", ""), (bullet, "dim"), (wrapped[0], "")))
    return [first, *(_Line(((" " * (indent + 2) + line, ""),)) for line in wrapped[1:])]


def _years(years: float | None) -> str | None:
    if years is None:
        return None
    whole = round(years)
    return f"{whole} year{'' if whole == 1 else 's'}" if whole else "under a year"


def _panels_of(profile: Profile, analysis: Analysis) -> tuple[Panel, ...]:
    """Import what explains a score with the first case: the list is painted before it."""
    from tui.widgets.panels import panels_of

    return panels_of(profile, analysis)
