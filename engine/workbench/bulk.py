"""Several messages at once: what would go to each customer, and approval of what was looked at.

Nothing is approved that was not reviewed as it is: a text, a channel or a customer's standing that
has changed since is left out, and said so. Each message has an approval of its own, with its own
gate, audit row and transaction; one that is refused takes no other with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.workbench.errors import InvalidMessageError, UnknownCustomerError
from engine.workbench.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.checks.findings import Checked
    from engine.delivery.gate import Verdict
    from engine.delivery.racing import Seen
    from engine.models.records import Customer
    from engine.models.vocabulary import Channel
    from engine.models.work import Disposition, Notification


@dataclass(frozen=True, slots=True)
class Going:
    """What goes to one customer unless somebody changes it: these words, through this channel.

    Attributes:
        chosen: the channel that the agent chose in place of the analyst's; None without a choice.
        seen: what else was there; the draft's version in it is 0 for the analyst's message.
        aside: how the customer had been put aside when this was read, a send included.
    """

    customer_id: int
    channel: Channel
    message: str
    chosen: Channel | None
    seen: Seen
    aside: Disposition | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A message with all that there is to say about it before it goes."""

    going: Going
    customer: Customer
    verdict: Verdict
    checked: Checked

    @property
    def may_go(self) -> bool:
        """Whether it can be approved: it says something, and no rule stops it."""
        return bool(self.going.message.strip()) and not self.verdict.is_stopped


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: queued, or why it was not approved."""

    customer_id: int
    approved: Notification | None = None
    problem: str = ""


class Bulk(Outgoing):
    """Review and approval of several messages."""

    def review(self, customer_id: int, chosen: Channel | None = None) -> Reviewed:
        """Return what would go to a customer now, and what speaks against it; nothing is written.

        Raises:
            UnknownCustomerError: there is no such customer.
        """
        profile = self.profile(customer_id)
        going = self._going(customer_id, chosen)
        return Reviewed(
            going,
            profile.customer,
            self.ask_gate(customer_id, going.channel, going.message),
            self.check(profile, going.channel, going.message),
        )

    def approve_reviewed(
        self, reviewed: Iterable[Going], *, undo_seconds: int
    ) -> tuple[Outcome, ...]:
        """Approve each message that is still what was reviewed; never raises for one of them."""
        return tuple(self._approve_one(going, undo_seconds) for going in reviewed)

    def _going(self, customer_id: int, chosen: Channel | None) -> Going:
        profile = self.profile(customer_id)
        aside = profile.aside
        draft = self.draft(customer_id)
        if draft is not None:
            seen = self.seen_now(customer_id, draft.version)
            return Going(customer_id, draft.channel, draft.message, chosen, seen, aside)
        written = self.analysis_for(profile, chosen) if chosen else self.analysis(profile)
        seen = self.seen_now(customer_id, 0)
        return Going(customer_id, written.channel, written.message, chosen, seen, aside)

    def _approve_one(self, going: Going, undo_seconds: int) -> Outcome:
        from engine.delivery.sending import RefusedError

        customer_id = going.customer_id
        try:
            if changed := self._changed_since(going):
                return Outcome(customer_id, problem=f"left out: {changed} since you looked")
            approved = self.approve(
                customer_id,
                going.channel,
                going.message,
                undo_seconds=undo_seconds,
                seen=going.seen,
            )
        except RefusedError as refused:
            return Outcome(customer_id, problem=f"stopped: {refused}")
        except (InvalidMessageError, UnknownCustomerError) as error:
            return Outcome(customer_id, problem=str(error))
        except Exception as error:
            return Outcome(customer_id, problem=f"not sent, the draft is kept: {error}")
        return Outcome(customer_id, approved)

    def _changed_since(self, reviewed: Going) -> str:
        now = self._going(reviewed.customer_id, reviewed.chosen)
        if now.aside != reviewed.aside:
            what = f"{now.aside.mark} by {now.aside.agent}" if now.aside else "put back on the list"
            return f"the customer was {what}"
        if now.channel is not reviewed.channel:
            return "the channel has changed"
        if (now.message, now.seen.version) != (reviewed.message, reviewed.seen.version):
            return "the text has changed"
        return ""
