"""E-mail through Amazon SES, as the same letter that a mail server would get."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.delivery.addresses import email_problem
from engine.delivery.channel import DeliveryError
from engine.delivery.channels.aws import Line, reference, told_apart

if TYPE_CHECKING:
    from engine.delivery.channels.letter import Letterhead
    from engine.models.records import Customer
    from engine.models.work import Notification
    from engine.settings import AwsSettings

_NO_TAG = re.compile(r"[^A-Za-z0-9_-]")


class Ses:
    """Sends each e-mail through the SES API, version 2."""

    name = "ses"
    leaves_machine = True

    def __init__(self, settings: AwsSettings, letterhead: Letterhead) -> None:
        """Remember the settings; nothing is connected before the first message."""
        self._settings = settings
        self._letterhead = letterhead
        self._line = Line("sesv2", settings)

    def missing(self, customer: Customer) -> str | None:
        """Say why the customer cannot be written to, or None."""
        return email_problem(customer.email)

    def check(self) -> str | None:
        """Say what is not set up, or None."""
        return self._letterhead.problem()

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Send the e-mail and return its SES message id; see ``told_apart`` for the errors.

        SES writes a Message-ID of its own. Ours is kept as a tag, which its reports repeat.
        """
        if problem := self.check() or self.missing(customer):
            raise DeliveryError(problem)
        letter = self._letterhead.write(notification, customer)
        parameters: dict[str, Any] = {
            "FromEmailAddress": self._letterhead.sender,
            "Destination": {"ToAddresses": [customer.email]},
            "Content": {"Raw": {"Data": letter.as_bytes()}},
            "EmailTags": [
                {"Name": "notification", "Value": _NO_TAG.sub("_", notification.notification_id)}
            ],
        }
        if self._settings.ses_configuration:
            parameters["ConfigurationSetName"] = self._settings.ses_configuration
        client = self._line.client()
        with told_apart("SES"):
            answer = client.send_email(**parameters)
        return reference("SES", answer)
