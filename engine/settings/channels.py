"""The settings of the channels: what serves each, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.settings.declare import Secret, one_of, path, port, seconds, secret, setting, text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SpoolSettings:
    """The embedded channel: one file per message, nothing leaves the machine."""

    directory: Path | None = setting(None, path, "where messages go; default: beside the database")


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What serves each channel; the spool until something else is set up."""

    email: str = setting(
        "spool", one_of("spool", "smtp", "ses", "apprise"), "e-mail: spool, smtp, ses or apprise"
    )
    sms: str = setting("spool", one_of("spool", "sns", "apprise"), "SMS: spool, sns or apprise")
    push: str = setting(
        "spool", one_of("spool", "sns", "apprise"), "app push: spool, sns or apprise"
    )
    phone: str = setting(
        "spool", one_of("spool", "task", "apprise"), "calls: spool, task (for sne call) or apprise"
    )


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """A mail server; the sender, the subjects and the opt-outs are those of ses, too."""

    host: str = setting("localhost", text, "the mail server")
    port: int = setting(0, port, "its port; default: 25, 587 with starttls, 465 with tls")
    security: str = setting("starttls", one_of("none", "starttls", "tls"), "none, starttls or tls")
    user: str = setting("", text, "who logs in; empty: nobody")
    password: Secret = setting(Secret(), secret, "the password of that user")
    sender: str = setting("", text, "the address that e-mails come from")
    timeout: float = setting(20.0, seconds, "seconds to wait for the server, at each step")
    unsubscribe: str = setting(
        "", text, "address that takes opt-outs from marketing; default: the sender"
    )
    unsubscribe_url: str = setting(
        "", text, "https address that takes one-click opt-outs (RFC 8058), where there is one"
    )
    subject: str = setting(
        "About your {supplier} account", text, "subject of service e-mails; {supplier} is the name"
    )
    marketing_subject: str = setting("News from {supplier}", text, "subject of marketing e-mails")


@dataclass(frozen=True, slots=True)
class AwsSettings:
    """Amazon SNS (SMS, push) and SES (e-mail). Credentials are found by boto3's own rules."""

    region: str = setting("eu-west-2", text, "AWS region of SNS and SES; eu-west-2 is London")
    profile: str = setting("", text, "profile of the AWS configuration; default: boto3's choice")
    endpoint: str = setting("", text, "endpoint URL of SNS and SES; default: those of the region")
    timeout: float = setting(20.0, seconds, "seconds to wait for an answer")
    sms_sender: str = setting(
        "", text, "sender of SMS, up to 11 letters and digits; default: from the supplier's name"
    )
    sms_number: str = setting(
        "", text, "our own number to send SMS from instead; answers such as STOP go to it"
    )
    sms_opt_out: str = setting(
        "Reply STOP to opt out.", text, "added to a marketing SMS that has no opt-out"
    )
    ses_configuration: str = setting("", text, "SES configuration set, for delivery reports")


@dataclass(frozen=True, slots=True)
class AppriseSettings:
    """Anything else, through Apprise (the extra ``apprise``)."""

    url: Secret = setting(
        Secret(),
        secret,
        "Apprise URL; {email}, {phone}, {push_token}, {name}, {customer_id} are filled in",
    )
