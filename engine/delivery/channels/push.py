"""Push to the supplier's app through Amazon SNS; the token on record is the endpoint's ARN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.delivery.addresses import push_problem
from engine.delivery.channel import DeliveryError
from engine.delivery.channels.aws import Line, reference, told_apart

if TYPE_CHECKING:
    from engine.models.records import Customer
    from engine.models.work import Notification
    from engine.settings import AwsSettings


class Push:
    """Publishes each message to the endpoint of the customer's app."""

    name = "sns"
    leaves_machine = True

    def __init__(self, settings: AwsSettings) -> None:
        """Remember the settings; nothing is connected before the first message."""
        self._line = Line("sns", settings)

    def missing(self, customer: Customer) -> str | None:
        """Say why the customer's app cannot be reached, or None."""
        return push_problem(customer.push_token)

    def check(self) -> str | None:
        """SNS needs nothing but credentials, which AWS judges."""

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Publish the message and return its SNS message id; see ``told_apart`` for the errors."""
        if problem := self.missing(customer):
            raise DeliveryError(problem)
        client = self._line.client()
        with told_apart("SNS"):
            answer = client.publish(TargetArn=customer.push_token, Message=notification.message)
        return reference("SNS", answer)
