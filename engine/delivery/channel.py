"""The one interface behind which every channel stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine.models.records import Customer
    from engine.models.work import Notification


class DeliveryError(Exception):
    """The channel did not take the message; its words say why. It was certainly not sent."""


class Deliverer(Protocol):
    """Hands a message to one channel.

    Attributes:
        name: as receipts name it, for example ``spool``.
        leaves_machine: False when nothing is sent anywhere; receipts then say so.
    """

    name: str
    leaves_machine: bool

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Hand over the message and return the channel's reference to it.

        Raises:
            DeliveryError: the channel refused; nothing was sent.
            Exception: anything else leaves the outcome unknown, and is never retried by itself.
        """
        ...
