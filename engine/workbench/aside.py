"""Putting customers aside: off the worklist for a time, and back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.models.vocabulary import WorkMark
from engine.models.work import Disposition
from engine.privacy.clean import clean_line
from engine.store import audit, dispositions
from engine.store.connection import transaction
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from datetime import datetime


class Aside(Seat):
    """Snooze, skip and reopen; each leaves a row in the audit trail."""

    def snooze(self, customer_id: int, until: datetime) -> Disposition:
        """Take a customer off the worklist until a moment; return what ``take_back`` needs."""
        return self._close(customer_id, WorkMark.SNOOZED, until, None)

    def skip(self, customer_id: int, reason: str) -> Disposition:
        """Take a customer off the worklist, with the reason, for as long as the settings say."""
        until = self.clock() + timedelta(days=self.settings.sending.skip_days)
        return self._close(customer_id, WorkMark.SKIPPED, until, clean_line(reason))

    def reopen(self, customer_id: int) -> bool:
        """Put a customer back on the worklist; return whether they were off it."""
        self._must_exist(customer_id)
        with transaction(self.connection):
            audit.record(
                self.connection,
                at=self.now_text(),
                agent=self.agent,
                action="reopen",
                customer_id=customer_id,
            )
            return dispositions.reopen(self.connection, customer_id)

    def take_back(self, customer_id: int, disposition: Disposition) -> bool:
        """Undo one snooze or skip; False when somebody has put another in its place since."""
        with transaction(self.connection):
            audit.record(
                self.connection,
                at=self.now_text(),
                agent=self.agent,
                action="take back",
                customer_id=customer_id,
                details={"mark": str(disposition.mark)},
            )
            return dispositions.take_back(
                self.connection,
                customer_id,
                disposition.mark,
                agent=disposition.agent,
                closed_at=to_text(disposition.closed_at),
            )

    def _close(
        self, customer_id: int, mark: WorkMark, until: datetime, reason: str | None
    ) -> Disposition:
        self._must_exist(customer_id)
        made = Disposition(mark, self.agent, self.clock(), until, reason)
        at = to_text(made.closed_at)
        with transaction(self.connection):
            dispositions.close(
                self.connection,
                customer_id,
                mark,
                agent=self.agent,
                closed_at=at,
                until=to_text(until),
                reason=reason,
            )
            audit.record(
                self.connection,
                at=at,
                agent=self.agent,
                action=str(mark),
                customer_id=customer_id,
                details={"until": to_text(until), "reason": reason},
            )
        return made
