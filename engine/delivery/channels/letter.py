"""An e-mail as it goes over the line, whoever carries it: headers, sender, words, ways to opt out.

Names on record hold anything. What could break a header out of its line is taken out first; the
standard library quotes and encodes the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

from engine.delivery.addresses import email_problem
from engine.delivery.channel import DeliveryError
from engine.delivery.opt_out import with_way_out
from engine.models.vocabulary import Channel, MessageKind
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from engine.clock import Clock
    from engine.models.records import Customer
    from engine.models.work import Notification
    from engine.settings import SmtpSettings

_LONGEST_LINE = 900
"""RFC 5322, section 2.1.1, allows 998; longer ones go as quoted-printable, which folds them."""

_LONGEST_NAME = 80

_ENCODED = re.compile(r"=\?+")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all our e-mails have in common."""

    supplier: str
    settings: SmtpSettings
    clock: Clock

    @property
    def sender(self) -> str:
        """The address that e-mails come from; the setting may hold a name before it."""
        return parseaddr(self.settings.sender)[1]

    @property
    def domain(self) -> str:
        """The domain of the sender."""
        return self.sender.rpartition("@")[2]

    @property
    def sender_name(self) -> str:
        """Who writes, as customers read it: never concealed (PECR reg 23)."""
        return parseaddr(self.settings.sender)[0] or self.supplier

    def problem(self) -> str | None:
        """Say what is not set up, or None."""
        if not self.settings.sender:
            return "E-mail has no sender: set smtp.sender (SNE_SMTP_SENDER)"
        if email_problem(self.sender):
            return f"The sender of e-mails, “{self.settings.sender}”, is not a valid address"
        if self.settings.unsubscribe and email_problem(self.settings.unsubscribe):
            return "smtp.unsubscribe is not a valid e-mail address"
        url = self.settings.unsubscribe_url
        if url and not (url.startswith("https://") and url.isascii() and url.isprintable()):
            return "smtp.unsubscribe_url is not an https address"
        return None

    def message_id(self, notification: Notification) -> str:
        """Return the Message-ID: always the same for one approval, so that a copy is recognised."""
        return f"<{notification.notification_id}@{self.domain}>"

    def write(self, notification: Notification, customer: Customer) -> EmailMessage:
        """Return the e-mail.

        Raises:
            DeliveryError: the customer cannot be written to, or we have no sender.
        """
        problem = self.problem() or email_problem(customer.email)
        if problem:
            raise DeliveryError(problem)
        try:
            return self._written(notification, customer)
        except (ValueError, LookupError) as error:
            # The standard library's words for a header that cannot be written; nothing was sent.
            raise DeliveryError(f"no e-mail can be made of this: {error}") from None

    def _written(self, notification: Notification, customer: Customer) -> EmailMessage:
        is_marketing = notification.kind is MessageKind.MARKETING
        message = EmailMessage(policy=SMTP)
        message["From"] = _address(self.sender_name, self.sender)
        message["To"] = _address(customer.name, customer.email or "")
        subject = self.settings.marketing_subject if is_marketing else self.settings.subject
        message["Subject"] = _harmless(subject.replace("{supplier}", self.supplier))
        message["Date"] = format_datetime(self.clock())
        message["Message-ID"] = self.message_id(notification)
        # Out-of-office programs are asked not to answer (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        if is_marketing:
            self._add_opt_outs(message)
        text = with_way_out(notification.message, Channel.EMAIL, notification.kind, sms_line="")
        is_plain = text.isascii() and all(len(line) <= _LONGEST_LINE for line in text.split("\n"))
        message.set_content(text, charset="utf-8", cte="7bit" if is_plain else "quoted-printable")
        return message

    def _add_opt_outs(self, message: EmailMessage) -> None:
        """Say to mail programs how to opt out (RFC 2369); with one click where a URL takes it."""
        settings = self.settings
        ways = [f"<mailto:{settings.unsubscribe or self.sender}?subject=unsubscribe>"]
        if settings.unsubscribe_url:
            ways.insert(0, f"<{settings.unsubscribe_url}>")
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["List-Unsubscribe"] = ", ".join(ways)


def _address(name: str | None, address: str) -> Address:
    return Address(display_name=_harmless(name or "")[:_LONGEST_NAME].strip(), addr_spec=address)


def _harmless(words: str) -> str:
    """Return words for a header, in one line and without what looks encoded already.

    The standard library decodes "=?…" even where it is the words themselves, line breaks included:
    a name so written could end its header and begin another one.
    """
    return _ENCODED.sub("=", clean_line(words))
