"""The one interface behind which every channel stands, and the three ways in which it may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine.models.records import Customer
    from engine.models.work import Notification


class DeliveryError(Exception):
    """The channel did not take the message and never will; it was certainly not sent.

    Its words are the channel's own, for a person to read.
    """


class TemporaryError(DeliveryError):
    """The channel certainly did not take the message now, and may take it later."""

    def __init__(self, words: str, retry_after: float | None = None) -> None:
        """Keep the channel's words and, where it says so, the seconds it asks us to wait."""
        super().__init__(words)
        self.retry_after = retry_after


class UncertainError(Exception):
    """The line went silent when the channel may have had the message already.

    Any other exception means the same; this one has words for a person to read.
    """


class Deliverer(Protocol):
    """Hands a message to one channel.

    Attributes:
        name: as receipts name it, for example ``spool``.
        leaves_machine: False when nothing is sent anywhere; receipts then say so.
    """

    name: str
    leaves_machine: bool

    def missing(self, customer: Customer) -> str | None:
        """Say why this customer cannot be reached in this way; None when they can.

        Looks at the record only. Nothing is ever made up.
        """
        ...

    def check(self) -> str | None:
        """Say what is not set up, as one sentence; None when all of it is. Calls nobody."""
        ...

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Hand over the message and return the channel's reference to it.

        Raises:
            TemporaryError: not now; nothing was sent.
            DeliveryError: the channel refused; nothing was sent.
            Exception: anything else leaves the outcome unknown, and is never retried by itself.
        """
        ...
