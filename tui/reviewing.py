"""The review before a send, and the approval when it is confirmed: the one way to the outbox."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from tui import jobs
from tui.case_actions import CaseActions
from tui.driver.repertoire import UTF_8, Repertoire
from tui.pace import CONFIRM_SECONDS, Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from engine.models.case import Profile
    from engine.models.vocabulary import Channel


class Reviewing(CaseActions):
    """Reviews a text, whoever asks for it.

    Attributes:
        ticks: the seconds by which a held key is told from a pressed one.
        repertoire: what the terminal can show.
    """

    repertoire = Repertoire(UTF_8)

    ticks: Callable[[], float] = staticmethod(time.monotonic)

    def review(
        self,
        profile: Profile,
        channel: Channel,
        text: str,
        version: int,
        post: Callable[[Message], object],
    ) -> None:
        """Review a text to a customer and, when confirmed, approve it.

        Args:
            profile: of the customer.
            channel: through what.
            text: the message.
            version: that of the agent's draft as they know it, 0 for none.
            post: is told how the approval ended.
        """
        from tui.screens.review import Review

        customer_id = profile.customer.customer_id
        verdict = self.workbench.ask_gate(customer_id, channel, text)
        review = Review(
            profile.customer,
            channel,
            text,
            verdict,
            self.workbench.check(profile, channel, text),
            pace=Pace(self.ticks, CONFIRM_SECONDS),
            is_faithful=self.repertoire.is_faithful(text),
            undo_seconds=self.settings.sending.undo_seconds,
            leaves_machine=self.workbench.leaves_machine(channel),
            added=self.workbench.added_to(channel, text, verdict.kind),
        )
        approve = partial(
            jobs.approve,
            self.settings,
            self.clock,
            post,
            self.saver,
            customer_id,
            channel,
            text,
            self.workbench.seen_now(customer_id),
        )
        self.saver.begin(customer_id, version, text)
        if not verdict.is_stopped:
            self.saver.hold(customer_id)

        def reviewed(confirmed: bool | None) -> None:
            if confirmed:
                self.run_worker(approve, thread=True, group="send", exit_on_error=False)
            else:
                self.saver.let_go(customer_id)

        self.push_screen(review, reviewed)
