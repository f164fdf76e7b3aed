"""SMS through Amazon SNS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.delivery.addresses import e164, mobile_problem
from engine.delivery.channel import DeliveryError
from engine.delivery.channels.aws import Line, reference, told_apart
from engine.delivery.opt_out import with_way_out
from engine.models.vocabulary import Channel, MessageKind

if TYPE_CHECKING:
    from engine.models.records import Customer
    from engine.models.work import Notification
    from engine.settings import AwsSettings

_LONGEST_SENDER = 11
_SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9-]{0,9}[A-Za-z0-9])?")
"""A sender ID as SNS takes it: up to 11 letters, digits and hyphens, with at least one letter."""


class Sns:
    """Publishes each message straight to the customer's mobile number."""

    name = "sns"
    leaves_machine = True

    def __init__(self, settings: AwsSettings, supplier: str) -> None:
        """Remember the settings; nothing is connected before the first message."""
        self._settings = settings
        self._sender = settings.sms_sender or sender_id(supplier)
        self._line = Line("sns", settings)

    def missing(self, customer: Customer) -> str | None:
        """Say why the customer cannot be sent an SMS, or None."""
        return mobile_problem(customer.phone)

    def check(self) -> str | None:
        """Say what is not set up, or None."""
        number = self._settings.sms_number
        if number:
            return mobile_problem(number) and f"aws.sms_number: {mobile_problem(number)}"
        if not _SENDER.fullmatch(self._sender):
            return (
                f"“{self._sender}” is no sender of SMS: set aws.sms_sender (SNE_AWS_SMS_SENDER) "
                "to up to 11 letters and digits"
            )
        return None

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Publish the message and return its SNS message id; see ``told_apart`` for the errors."""
        if problem := self.check() or self.missing(customer):
            raise DeliveryError(problem)
        text = with_way_out(
            notification.message,
            Channel.SMS,
            notification.kind,
            sms_line=self._settings.sms_opt_out,
        )
        client = self._line.client()
        with told_apart("SNS"):
            answer = client.publish(
                PhoneNumber=e164(customer.phone or ""),
                Message=text,
                MessageAttributes=self._attributes(notification),
            )
        return reference("SNS", answer)

    def _attributes(self, notification: Notification) -> dict[str, dict[str, str]]:
        is_marketing = notification.kind is MessageKind.MARKETING
        values = {"AWS.SNS.SMS.SMSType": "Promotional" if is_marketing else "Transactional"}
        if self._settings.sms_number:
            values["AWS.MM.SMS.OriginationNumber"] = e164(self._settings.sms_number)
        else:
            values["AWS.SNS.SMS.SenderID"] = self._sender
        return {
            name: {"DataType": "String", "StringValue": value} for name, value in values.items()
        }


def sender_id(supplier: str) -> str:
    """Return as many words of the supplier's name as a sender ID holds, written together."""
    words = re.findall(r"[A-Za-z0-9]+", supplier)
    sender = ""
    for word in words:
        if len(sender + word) > _LONGEST_SENDER:
            break
        sender += word
    return sender or "".join(words)[:_LONGEST_SENDER]
