"""What an agent does to a customer in plain mode: edit, send, take back, put aside, note."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.privacy.clean import clean_line
from tui import jobs
from tui.case_actions import later
from tui.messages import Delivered, Trouble
from tui.plain.editing import edited
from tui.screens import review

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from engine.models.case import Analysis, Profile
    from engine.models.vocabulary import Channel
    from engine.models.work import Disposition, Draft, Notification
    from engine.pipeline import Workbench


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A customer's case with the message as it would go."""

    profile: Profile
    analysis: Analysis
    draft: Draft | None
    channel: Channel
    text: str


class Deeds:
    """The deeds of one agent; each says what came of it."""

    def __init__(
        self,
        workbench: Workbench,
        *,
        ask: Callable[[str], str | None],
        say: Callable[[str], object],
        editor: list[str],
    ) -> None:
        """Act at a seat; see ``tui.plain.walk.Walk``."""
        self.workbench = workbench
        self.ask = ask
        self.say = say
        self._editor = editor
        self._channels: dict[int, Channel] = {}
        self._undo: Callable[[], str] | None = None
        self._timers: list[threading.Timer] = []
        self._told: SimpleQueue[str] = SimpleQueue()

    @property
    def customer_id(self) -> int | None:
        """The customer before the agent."""
        raise NotImplementedError

    def do_next(self, rest: str = "") -> None:
        """Go on to the next customer."""
        raise NotImplementedError

    def open_case(self, customer_id: int) -> OpenCase:
        """Return the case of a customer, with the agent's draft where there is one."""
        workbench = self.workbench
        profile = workbench.profile(customer_id)
        draft = workbench.draft(customer_id)
        chosen = self._channels.get(customer_id)
        if draft is not None:
            analysis = workbench.analysis(profile)
            return OpenCase(profile, analysis, draft, chosen or draft.channel, draft.message)
        if chosen is not None:
            analysis = workbench.analysis_for(profile, chosen)
        else:
            analysis = workbench.analysis(profile)
        return OpenCase(profile, analysis, None, chosen or analysis.channel, analysis.message)

    def choose_channel(self, customer_id: int, channel: Channel) -> None:
        """Let the message go another way; an agent's own words stay as they are."""
        self._channels[customer_id] = channel
        if draft := self.workbench.draft(customer_id):
            self.workbench.save_draft(customer_id, channel, draft.message)

    # The message

    def do_edit(self, _rest: str) -> None:
        """Edit the message."""
        if self.customer_id is None:
            return
        customer_id, case = self.customer_id, self.open_case(self.customer_id)
        self.workbench.take_lease(customer_id)
        try:
            new = edited(case.text, self._editor, self.ask, self.say)
            if new is None:
                self.say("The message is as it was.")
                return
            based_on = case.draft.version if case.draft else 0
            self.workbench.save_draft(customer_id, case.channel, new, based_on=based_on)
            self.say("Saved as your draft. r reviews it.")
        finally:
            self.workbench.release_lease(customer_id)

    def do_discard(self, _rest: str) -> None:
        """Throw the draft away; it can be brought back."""
        customer_id, workbench = self.customer_id, self.workbench
        draft = None if customer_id is None else workbench.draft(customer_id)
        if customer_id is None or draft is None or not workbench.discard_draft(customer_id):
            self.say("You have no draft to this customer.")
            return

        def undo() -> str:
            # What was written since is kept beside it.
            workbench.save_draft(customer_id, draft.channel, draft.message, based_on=0)
            return f"#{customer_id}: your draft is back"

        self._undo = undo
        self.say("Your draft is thrown away. u brings it back.")

    def do_review(self, _rest: str) -> None:
        """Review the message and send it."""
        if self.customer_id is None:
            return
        workbench, case = self.workbench, self.open_case(self.customer_id)
        customer = case.profile.customer
        verdict = workbench.ask_gate(customer.customer_id, case.channel, case.text)
        seen = workbench.seen_now(customer.customer_id, case.draft.version if case.draft else 0)
        checked = workbench.check(case.profile, case.channel, case.text)
        added = workbench.added_to(case.channel, case.text, verdict.kind)
        for text, _style in (
            *review.about(customer, case.channel, case.text, verdict),
            *review.remarks(case.text, checked),
            *review.outlook(verdict),
            *review.words(case.text, added),
            *review.sources(case.text, checked),
        ):
            for line in text.split("\n"):
                self.say(clean_line(line))
        if verdict.is_stopped or not case.text.strip():
            self.say("It cannot be sent.")
            return
        if not workbench.leaves_machine(case.channel):
            self.say("Nothing will leave this machine: the spool keeps a file.")
        undo_seconds = workbench.settings.sending.undo_seconds
        if self.ask(f"yes and Enter sends it ({undo_seconds} seconds to take it back): ") != "yes":
            self.say("Not sent.")
            return
        approved = workbench.approve(
            customer.customer_id,
            case.channel,
            case.text,
            undo_seconds=undo_seconds,
            seen=seen,
        )
        self._channels.pop(customer.customer_id, None)
        self._will_go(approved)
        self.do_next()

    def _will_go(self, approved: Notification) -> None:
        """Say when it goes, let it be taken back, and deliver it then, whatever is typed."""
        until = approved.due_at.astimezone(LONDON)
        self.say(f"#{approved.customer_id}: goes at {until:%H:%M:%S}. u takes it back until then.")

        def undo() -> str:
            done = self.workbench.undo(approved.notification_id)
            return "taken back; it is a draft again" if done else "too late, it has gone"

        self._undo = undo
        workbench = self.workbench
        work = partial(jobs.deliver_due, workbench.settings, workbench.clock, self._heard)
        wait = (approved.due_at - workbench.clock()).total_seconds() + 0.05
        if approved.hold is None:
            timer = threading.Timer(max(wait, 0.05), work)
            timer.daemon = True
            timer.start()
            self._timers.append(timer)

    def _heard(self, message: Message) -> None:
        if isinstance(message, Trouble):
            self._told.put(message.text)
        elif isinstance(message, Delivered):
            for sent in message.notifications:
                self._told.put(f"#{sent.customer_id}: {sent.state}.")

    def say_news(self) -> None:
        """Say what has become of messages since the last time."""
        while not self._told.empty():
            self.say(self._told.get())

    def end(self) -> None:
        """Leave what still waits to whoever works the outbox next; see through what has begun.

        A message whose delivery is broken off may have arrived or not, and nobody can tell.
        """
        for timer in self._timers:
            timer.cancel()
        for timer in self._timers:
            timer.join()
        self.say_news()

    def do_undo(self, _rest: str) -> None:
        """Take back the last send, snooze or skip."""
        if self._undo is None:
            self.say("There is nothing to take back.")
            return
        undo, self._undo = self._undo, None
        self.say(f"{undo()}.".capitalize())

    # Putting aside

    def do_snooze(self, _rest: str) -> None:
        """Put the customer aside until later."""
        if self.customer_id is None:
            return
        choices = later(self.workbench.clock())
        for number, (label, _until) in enumerate(choices, 1):
            self.say(f"{number}  {label}")
        chosen = self.ask("Until when? ") or ""
        place = int(chosen) if chosen.strip().isdecimal() else 0
        until = choices[place - 1][1] if 0 < place <= len(choices) else None
        if until is None:
            self.say("Not put aside.")
            return
        made = self.workbench.snooze(self.customer_id, until)
        when = until.astimezone(LONDON)
        self._put_aside(made, f"#{self.customer_id} put aside until {when:%a %d %b %H:%M}.")

    def do_skip(self, rest: str) -> None:
        """Take the customer off the list, with the reason."""
        if self.customer_id is None:
            return
        if not rest:
            self.say("Not skipped: a reason is needed, as in: x moved away")
            return
        made = self.workbench.skip(self.customer_id, rest)
        self._put_aside(made, f"#{self.customer_id} skipped.")

    def _put_aside(self, made: Disposition, told: str) -> None:
        customer_id = self.customer_id

        def undo() -> str:
            if customer_id is not None and self.workbench.take_back(customer_id, made):
                return f"#{customer_id} is back on the list"
            return "somebody else has put this customer aside since"

        self._undo = undo
        self.say(f"{told} u takes it back.")
        self.do_next()

    def do_note(self, rest: str) -> None:
        """Write a note for colleagues."""
        if self.customer_id is None:
            return
        if not rest:
            self.say("Nothing was noted: write it behind the o, as in: o rings back on Monday")
            return
        self.workbench.add_note(self.customer_id, rest)
        self.say(f"Noted on #{self.customer_id}.")
