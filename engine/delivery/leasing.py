"""Take a lease, also from somebody else: the rules of who may write to a customer, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery.holders import NO_SEAT, in_words, is_anothers
from engine.store import audit, leases

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime, timedelta

    from engine.delivery.holders import Holder
    from engine.models.work import Lease

_FROM_A_WRITER = "still writing"
_TIME_WAS_UP = "whose time was up"
_PROGRAM_IS_GONE = "whose program has ended"


class LeasedError(Exception):
    """Somebody else is writing to the customer; ``lease`` says who and until when."""

    def __init__(self, lease: Lease, holder: Holder) -> None:
        """Say so in plain words, as ``holder`` reads them."""
        self.lease = lease
        super().__init__(in_words(lease, holder))


@dataclass(frozen=True, slots=True)
class Taken:
    """A lease that was taken or renewed, and the one taken over for it, if any, and how."""

    lease: Lease
    over_from: Lease | None = None
    how: str = ""

    @property
    def remark(self) -> str:
        """What there is to say about it: from whom it was taken over and how; else nothing."""
        if self.over_from is None:
            return ""
        is_own = self.over_from.agent == self.lease.agent
        whom = "your other window" if is_own else self.over_from.agent
        return f"Taken over from {whom}, {self.how}."


def take(
    connection: sqlite3.Connection,
    customer_id: int,
    holder: Holder,
    *,
    now: datetime,
    span: timedelta,
    take_over: bool = False,
) -> Taken:
    """Take or renew a lease inside the caller's transaction; a take-over leaves an audit row.

    Args:
        connection: inside a transaction.
        customer_id: on whom.
        holder: for whom.
        now: the present moment.
        span: how long it is to last from now.
        take_over: also from somebody whose lease is in force.

    Raises:
        LeasedError: it is another's and in force, and it is not to be taken over.
    """
    before = leases.read(connection, customer_id)
    over_from, how = None, ""
    if before is not None and (before.agent, before.seat) != (holder.agent, holder.seat):
        if is_anothers(before, holder, now):
            if not take_over:
                raise LeasedError(before, holder)
            how = _FROM_A_WRITER
        else:
            how = _TIME_WAS_UP if before.expires_at <= now else _PROGRAM_IS_GONE
        if before.seat != NO_SEAT or before.agent != holder.agent:
            over_from = before
    taken_at = before.taken_at if before is not None and over_from is None else now
    lease = leases.put(
        connection,
        customer_id,
        agent=holder.agent,
        seat=holder.seat,
        taken_at=to_text(taken_at),
        expires_at=to_text(now + span),
    )
    if over_from is None:
        return Taken(lease)
    audit.record(
        connection,
        at=to_text(now),
        agent=holder.agent,
        action="take over",
        customer_id=customer_id,
        details={
            "from": over_from.agent,
            "until": to_text(over_from.expires_at),
            "how": how,
        },
    )
    return Taken(lease, over_from, how)
