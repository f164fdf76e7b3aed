"""The outbox: what waits, is held or came to nothing, with what a person can do about each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

from engine.models.vocabulary import OutboxState
from engine.store.outbox_list import Shelf
from tui import jobs
from tui.messages import Written
from tui.outbox_keys import OUTBOX_KEYS
from tui.screen_keys import bindings_of, footer_of
from tui.widgets.bars import Heading, KeyBar, StatusBar
from tui.widgets.outbox import OutboxDetail, OutboxList, OutboxRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engine.pipeline import Workbench
    from engine.store.outbox_list import OutboxLine
    from tui.app import WorkbenchApp
    from tui.messages import Approved, Trouble

_NOTHING = {True: "Nothing here; a shows only yours.", False: "Nothing of yours here; a shows all."}


class OutboxScreen(Screen[int]):
    """Answers with the customer to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(OUTBOX_KEYS)

    def __init__(self, workbench: Workbench) -> None:
        """Show this agent's open messages first."""
        super().__init__(classes="outbox")
        self._workbench = workbench
        self._shelf, self._everyone = Shelf.OPEN, False
        self._heading, self._list, self._detail = Heading(), OutboxList(), OutboxDetail()
        self._status = StatusBar()

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield self._heading
        yield self._list
        yield self._detail
        yield self._status
        yield KeyBar(footer_of(OUTBOX_KEYS))

    def on_mount(self) -> None:
        """Open the list."""
        self._list.focus()
        self._open()

    @property
    def _desk(self) -> WorkbenchApp:
        return cast("WorkbenchApp", self.app)

    def _open(self) -> None:
        selected = self._list.selected
        rows = OutboxRows(self._workbench, self._shelf, everyone=self._everyone)
        whose = "all agents" if self._everyone else f"{self._workbench.agent}’s"
        shelves = " ".join(
            f"[{n} {shelf}]" if shelf is self._shelf else f"{n} {shelf}"
            for n, shelf in enumerate(Shelf, 1)
        )
        self._heading.show(f" Outbox · {whose} · {len(rows):,}   {shelves}")
        empty = _NOTHING[self._everyone]
        self._list.show(rows, selected.notification_id if selected else None, empty)

    def reload(self) -> None:
        """Show what has become of the messages since, each in its place."""
        self._list.reload()

    def on_outbox_list_moved(self) -> None:
        """Show the message under the cursor."""
        selected = self._list.selected
        self._detail.show(selected)
        count = self._list.count
        self._status.say_right(f"{self._list.cursor + 1:,} of {count:,}" if count else "")

    # Moving and choosing

    def action_move(self, places: int) -> None:
        """Move the cursor."""
        self._list.move(places)

    def action_page(self, pages: int) -> None:
        """Move by a page."""
        self._list.move_page(pages)

    def action_go(self, place: int) -> None:
        """Go to the first message, or to the last (-1)."""
        self._list.go(place if place >= 0 else self._list.count - 1)

    def action_shelf(self, shelf: str) -> None:
        """List another shelf."""
        self._shelf = Shelf(shelf)
        self._open()

    def action_everyone(self) -> None:
        """List everyone's messages, or only this agent's."""
        self._everyone = not self._everyone
        self._open()

    def action_refresh(self) -> None:
        """Open the list anew."""
        self._open()
        self._status.say("The list is up to date.")

    def action_open(self) -> None:
        """Go to the customer."""
        if line := self._list.selected:
            self.dismiss(line.customer_id)

    def action_leave(self) -> None:
        """Back to the customers."""
        self.dismiss(None)

    # Acting on the message under the cursor

    def action_cancel(self) -> None:
        """Take a queued or held message back."""
        if line := self._fitting("take back", Shelf.QUEUED, Shelf.HELD):
            name = line.notification_id

            def cancel(workbench: Workbench) -> str:
                workbench.cancel(name)
                return f"#{line.customer_id}: taken back; it is your draft again."

            self._do(cancel)

    def action_put_away(self) -> None:
        """Put a failed or returned message away."""
        if line := self._fitting("put away", Shelf.FAILED, Shelf.RETURNED):
            name = line.notification_id

            def put_away(workbench: Workbench) -> str:
                workbench.put_away(name)
                return f"#{line.customer_id}: put away; the receipt on the customer has it."

            self._do(put_away)

    def action_resolve(self) -> None:
        """Ask what became of an unknown message."""
        from tui.screens.choice import Choice

        line = self._fitting("say what became of it", Shelf.UNKNOWN)
        if line is None:
            return

        def answered(was_sent: bool | None) -> None:
            if was_sent is None:
                return

            def resolve(workbench: Workbench) -> str:
                workbench.resolve(line.notification_id, was_sent=was_sent)
                fate = "sent" if was_sent else f"not sent; it is {line.agent}’s draft again"
                return f"#{line.customer_id}: {fate}."

            self._do(resolve)

        options = [("It was sent, as I have found out", True), ("It was not sent", False)]
        self.app.push_screen(
            Choice(f"What became of the message to #{line.customer_id}", options), answered
        )

    def action_retry(self) -> None:
        """Try a waiting message now, or review a failed one as a new one."""
        line = self._fitting("try again", Shelf.FAILED, Shelf.RETURNED, Shelf.QUEUED, Shelf.HELD)
        if line is None:
            return
        if line.shelf is Shelf.HELD:
            self._status.say(f"Try again: a rule holds it. {line.why}", "important")
        elif line.shelf is Shelf.QUEUED:

            def hasten(workbench: Workbench) -> str:
                hastened = workbench.try_now(line.notification_id)
                fate = "is tried now" if hastened else "goes by itself in a moment"
                return f"#{line.customer_id}: {fate}."

            self._do(hasten)
        else:
            self._desk.review_again(line.notification_id, self)

    def action_receipt(self) -> None:
        """Show what was tried and reported."""
        from tui.screens.receipt import Receipt

        if line := self._list.selected:
            workbench, name = self._workbench, line.notification_id
            self.app.push_screen(
                Receipt(
                    (workbench.notification(name),),
                    {name: workbench.attempts(name)},
                    {name: workbench.reports(name)},
                    leaves_machine=workbench.leaves_machine(line.channel),
                )
            )

    def _fitting(self, what: str, *shelves: Shelf) -> OutboxLine | None:
        """Return the message under the cursor if it is on one of the shelves; else say why not."""
        line = self._list.selected
        if line is None or line.shelf in shelves:
            return line
        state = line.shelf or ("put away" if line.state is OutboxState.FAILED else line.state)
        wanted = " or ".join(shelves)
        self._status.say(f"{what.capitalize()}: it is {state}, not {wanted}.", "important")
        return None

    def _do(self, work: Callable[[Workbench], str]) -> None:
        """Write in a thread; say what came of it, and show the line as it is then."""
        desk = self._desk

        def job(workbench: Workbench) -> Written:
            return Written(work(workbench))

        write = partial(jobs.write, desk.settings, desk.clock, self.post_message, job)
        self.run_worker(write, thread=True, group="write", exit_on_error=False)

    def on_written(self, message: Written) -> None:
        """Say what was written. What waits for nothing any more goes at once."""
        message.stop()
        self._say(message.text, "good")
        self._desk.start_delivery()

    def on_approved(self, message: Approved) -> None:
        """Say that the new message waits; the app counts down as for every other."""
        until = message.notification.due_at
        self._say(f"#{message.notification.customer_id}: approved as a new message.", "good")
        self._desk.deliver_at(until)

    def on_trouble(self, message: Trouble) -> None:
        """Say what went wrong."""
        message.stop()
        self._say(message.text, "critical")

    def _say(self, text: str, tone: str) -> None:
        self._status.say(text, tone)
        self.reload()
        self._desk.notice_outbox()
