"""What an agent does with a case beside writing: panels, snooze, skip, note."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from engine.clock import LONDON, local_date
from tui.desk import Desk
from tui.messages import Written
from tui.undo import Undoable

if TYPE_CHECKING:
    from engine.pipeline import Workbench

NINE = time(9, 0)
MONDAY = 0


class CaseActions(Desk):
    """The actions of the case pane, and putting customers aside."""

    def do_open(self) -> None:
        """Go to the case."""
        self.read_case_pane(reading=True)

    def do_back(self) -> None:
        """Back to the list; from the list, end the search."""
        if self.focused is self.worklist and self.search:
            self.search = ""
            self.open_list()
        self.read_case_pane(reading=False)

    def do_switch(self) -> None:
        """From the list to the case and back."""
        self.read_case_pane(reading=self.focused is not self.case_pane)

    def do_toggle(self) -> None:
        """Open or close the panel."""
        self.case_pane.toggle()

    def do_toggle_all(self) -> None:
        """Open or close all panels."""
        self.case_pane.toggle_all()

    def do_next_panel(self) -> None:
        """Mark the next panel."""
        self.case_pane.mark(1)

    def do_previous_panel(self) -> None:
        """Mark the panel before."""
        self.case_pane.mark(-1)

    # Putting aside

    def do_snooze(self) -> None:
        """Choose until when."""
        from tui.screens.choice import Choice

        customer_id = self.customer_id
        if customer_id is None:
            return

        def chosen(until: datetime | None) -> None:
            if until is None:
                return

            def snooze(workbench: Workbench) -> Written:
                made = workbench.snooze(customer_id, until)
                when = until.astimezone(LONDON)
                text = f"#{customer_id} put aside until {when:%a %d %b %H:%M}."
                return Written(text, Undoable(customer_id, disposition=made))

            self.write(snooze)

        self.push_screen(Choice(f"Put #{customer_id} aside until", later(self.clock())), chosen)

    def do_skip(self) -> None:
        """Ask for the reason."""
        customer_id = self.customer_id
        if customer_id is None:
            return

        def submitted(reason: str) -> None:
            if not reason.strip():
                self.status.say("Not skipped: a reason is needed.", "important")
                return

            def skip(workbench: Workbench) -> Written:
                made = workbench.skip(customer_id, reason)
                return Written(f"#{customer_id} skipped.", Undoable(customer_id, disposition=made))

            self.write(skip)

        self.status.ask(f"Skip #{customer_id} because", "", submitted=submitted)

    def do_note(self) -> None:
        """Ask for a note."""
        customer_id = self.customer_id
        if customer_id is None:
            return

        def submitted(text: str) -> None:
            if not text.strip():
                self.status.say("Nothing was noted.")
                return

            def note(workbench: Workbench) -> Written:
                workbench.add_note(customer_id, text)
                return Written(f"Noted on #{customer_id}.")

            self.write(note)

        self.status.ask(f"Note on #{customer_id}", "", submitted=submitted)

    def on_written(self, message: Written) -> None:
        """Show what was written; after a snooze or skip, go on to the next open customer."""
        self.worklist.reload_marks()
        text, act = message.text, message.undoable
        if act is not None:
            self.undo_stack.push(act)
            text = f"{text} {self.key('undo')} takes it back."
            if self.customer_id == act.customer_id:
                self.worklist.go_to_next_open()
        if not self.is_editing:
            self.show_case()
        self.status.say(text, "good")


def later(now: datetime) -> list[tuple[str, datetime | None]]:
    """Return the moments to choose from: (label, moment), in London's hours."""
    today = local_date(now)

    def at_nine(days: int) -> datetime:
        return datetime.combine(today + timedelta(days=days), NINE, LONDON)

    to_monday = (MONDAY - today.weekday()) % 7 or 7
    return [
        ("in an hour", now + timedelta(hours=1)),
        ("tomorrow at 9am", at_nine(1)),
        ("in three days", at_nine(3)),
        ("next Monday", at_nine(to_monday)),
    ]
