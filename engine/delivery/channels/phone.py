"""A call as a task: whom to call, at what number, and what to say. A person makes the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.delivery.addresses import e164, phone_problem
from engine.delivery.channel import DeliveryError
from engine.delivery.spool import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from engine.models.records import Customer
    from engine.models.work import Notification


class CallTask:
    """Writes each call as a file; ``sne call`` lists them and records what came of them."""

    name = "task"
    leaves_machine = False

    def __init__(self, directory: Path) -> None:
        """Write into ``directory``, which is made when first needed."""
        self.directory = directory

    def missing(self, customer: Customer) -> str | None:
        """Say why the customer cannot be called, or None."""
        return phone_problem(customer.phone)

    def check(self) -> str | None:
        """The directory is made when first needed."""

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Write the task and return the path of its file.

        Raises:
            DeliveryError: there is no number to call, or the directory cannot be written to.
        """
        if problem := self.missing(customer):
            raise DeliveryError(problem)
        content = {
            "notification_id": notification.notification_id,
            "customer_id": notification.customer_id,
            "who": customer.name,
            "number": e164(customer.phone or ""),
            "script": notification.message,
            "kind": str(notification.kind),
            "approved_by": notification.agent,
        }
        return write_whole(self.directory, notification.notification_id, content)
