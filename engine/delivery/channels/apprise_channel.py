"""Whatever Apprise reaches, by a URL in which the customer's details are filled in.

Apprise answers yes or no. A no may stand for a refusal as well as for an answer that was lost, so
it leaves the outcome unknown.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import quote

from engine.delivery.addresses import email_problem, phone_problem
from engine.delivery.channel import DeliveryError, UncertainError
from engine.delivery.opt_out import with_way_out
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from engine.models.records import Customer
    from engine.models.vocabulary import Channel
    from engine.models.work import Notification

_FIELDS = ("email", "phone", "push_token", "name", "customer_id")


class Apprise:
    """Sends each message to the URL of the settings."""

    name = "apprise"
    leaves_machine = True

    def __init__(self, channel: Channel, url: str, supplier: str, opt_out: str) -> None:
        """Remember the settings; Apprise is imported at the first message."""
        self._channel = channel
        self._url = url
        self._supplier = supplier
        self._opt_out = opt_out

    def missing(self, customer: Customer) -> str | None:
        """Say which detail of the URL the record does not hold, or None."""
        if self._wants("email") and (problem := email_problem(customer.email)):
            return problem
        if self._wants("phone") and (problem := phone_problem(customer.phone)):
            return problem
        if self._wants("push_token") and not customer.push_token:
            return "There is no push token on record"
        return None

    def check(self) -> str | None:
        """Say what is not set up, or None."""
        if find_spec("apprise") is None:
            return "Apprise is not installed: pip install 'smart-notification-engine[apprise]'"
        if not self._url:
            return "Apprise has no URL: set apprise.url (SNE_APPRISE_URL)"
        if not any(self._wants(field) for field in _FIELDS):
            # One address for all would show customers' messages to somebody else.
            return "The Apprise URL names no detail of the customer, such as {email} or {phone}"
        return None

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Send the message; Apprise has no reference of its own to return.

        Raises:
            DeliveryError: the URL cannot be used, or the record lacks a detail.
            UncertainError: Apprise says no.
        """
        if problem := self.check() or self.missing(customer):
            raise DeliveryError(problem)
        import apprise

        sender = apprise.Apprise()
        if not sender.add(self._filled_in(customer)):
            raise DeliveryError("Apprise does not understand the URL of the settings")
        text = with_way_out(
            notification.message, self._channel, notification.kind, sms_line=self._opt_out
        )
        if not sender.notify(body=text, title=self._supplier, body_format="text"):
            raise UncertainError(
                "Apprise could not say that the message was sent; it may have been"
            )
        return f"apprise {notification.notification_id}"

    def _wants(self, field: str) -> bool:
        return f"{{{field}}}" in self._url

    def _filled_in(self, customer: Customer) -> str:
        url = self._url
        for field in _FIELDS:
            value = clean_line(str(getattr(customer, field) or ""))
            url = url.replace(f"{{{field}}}", quote(value, safe=""))
        return url
