"""Who works on whom: take, renew, release, take over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.delivery.holders import NO_SEAT, Holder, is_anothers, is_over
from engine.delivery.leasing import take
from engine.store import leases
from engine.store.connection import transaction
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from engine.delivery.leasing import Taken
    from engine.models.work import Lease


class Leasing(Seat):
    """The leases as one agent at one seat sees them."""

    def take_lease(
        self, customer_id: int, *, take_over: bool = False, for_window: bool = True
    ) -> Taken:
        """Take a customer, or renew the lease that this seat has on them.

        Args:
            customer_id: whom.
            take_over: also from somebody whose lease is in force; it is audited.
            for_window: the lease ends with this process; else it is the agent's own wherever they
                sit, until its time is up.

        Raises:
            UnknownCustomerError: there is no such customer.
            engine.delivery.leasing.LeasedError: somebody else is writing to them.
        """
        self._must_exist(customer_id)
        holder = self.holder if for_window else Holder(self.agent, NO_SEAT)
        with transaction(self.connection):
            return take(
                self.connection,
                customer_id,
                holder,
                now=self.clock(),
                span=timedelta(minutes=self.settings.desk.lease_minutes),
                take_over=take_over,
            )

    def release_lease(self, customer_id: int, *, of_any_window: bool = False) -> bool:
        """End this seat's lease on a customer, or the agent's; return whether there was one."""
        seats = () if of_any_window else (self.seat,)
        with transaction(self.connection):
            return leases.delete(self.connection, customer_id, self.agent, *seats)

    def leave_lease(self, customer_id: int) -> bool:
        """Let this seat's lease go on without its window: the line has dropped.

        The agent has it wherever they come back, and nobody else until its time is up.

        Returns:
            Whether this seat had one.
        """
        with transaction(self.connection):
            return leases.leave(self.connection, customer_id, self.agent, self.seat)

    def lease_of_another(self, customer_id: int) -> Lease | None:
        """Return the lease in force of whoever else writes to a customer: one look-up by key."""
        lease = leases.read(self.connection, customer_id)
        here = lease is not None and is_anothers(lease, self.holder, self.clock())
        return lease if here else None

    def leases(self) -> tuple[tuple[Lease, bool], ...]:
        """Return every lease, and whether it is in force."""
        now = self.clock()
        return tuple((lease, not is_over(lease, now)) for lease in leases.every(self.connection))
