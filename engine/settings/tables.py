"""Every setting there is, table by table, with its default."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from engine.settings.declare import (
    Secret,
    amount,
    moment,
    one_of,
    path,
    port,
    seconds,
    secret,
    setting,
    table,
    text,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

APP = "sne"


def _default_data_directory() -> Path:
    here = Path("user_data")
    return here if here.is_dir() else Path(__file__).resolve().parents[1] / "user_data"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container user without a passwd entry has no name; its number still tells agents apart.
        return f"uid-{os.getuid()}"


@dataclass(frozen=True, slots=True)
class SupplierSettings:
    """Who we are, as customers read it."""

    name: str = setting("Glenlight Energy", text, "the supplier's name in messages")
    contacts: str = setting(
        "", text, "phones, links and opening hours that messages may name, with ; between them"
    )

    @property
    def known_contacts(self) -> tuple[str, ...]:
        """The contacts, one by one."""
        return tuple(part.strip() for part in self.contacts.split(";") if part.strip())


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """How cases are explained and messages written."""

    analyst: str = setting(
        "auto",
        one_of("auto", "rules", "bedrock", "openai"),
        "rules, bedrock or openai; auto: bedrock where AWS is set up in the environment",
    )
    segment_by: str = setting(
        "rules", one_of("rules", "model"), "whose segment counts: rules or model"
    )
    workers: int = setting(8, whole, "how many customers a model works on at a time")
    ahead: int = setting(
        50, whole, "how many customers from the top of the list the screen has analysed"
    )
    texts: Path | None = setting(None, path, "a file with your own wording, over the built-in one")


@dataclass(frozen=True, slots=True)
class BedrockSettings:
    """The model on AWS Bedrock. Credentials are found by boto3's own rules."""

    model: str = setting(
        "amazon.nova-pro-v1:0", text, "model id, or id or ARN of an inference profile"
    )
    region: str = setting("eu-west-2", text, "AWS region; eu-west-2 is London")
    residency: str = setting(
        "uk", one_of("uk", "eu", "any"), "where data may be processed: uk, eu or any"
    )
    profile: str = setting("", text, "profile of the AWS configuration; default: boto3's choice")
    endpoint: str = setting("", text, "endpoint URL; default: that of the region")
    timeout_seconds: int = setting(60, whole, "how long to wait for an answer")
    batch_role: str = setting("", text, "ARN of the role that batch inference takes")
    batch_bucket: str = setting("", text, "S3 bucket for the files of batch inference")


@dataclass(frozen=True, slots=True)
class OpenAISettings:
    """A model behind the OpenAI-compatible chat API, at whatever address."""

    base_url: str = setting("https://api.openai.com/v1", text, "where the API is")
    model: str = setting("gpt-4.1-mini", text, "the model's name there")
    key_variable: str = setting("OPENAI_API_KEY", text, "the variable that holds the API key")
    timeout_seconds: int = setting(60, whole, "how long to wait for an answer")


@dataclass(frozen=True, slots=True)
class BudgetSettings:
    """What models may cost. A limit stops the work cleanly; what is done is kept."""

    run_pounds: float = setting(2.0, amount, "most that one run may cost, in pounds")
    day_pounds: float = setting(10.0, amount, "most that one day may cost, all agents together")
    agent_calls_a_day: int = setting(200, whole, "calls that one agent may make in a day")
    pounds_per_dollar: float = setting(
        0.76, amount, "exchange rate for the price table (October 2026)"
    )


@dataclass(frozen=True, slots=True)
class SendingSettings:
    """What happens between approval and channel."""

    undo_seconds: int = setting(10, whole, "how long a send from the screen can be taken back")
    again_after_days: int = setting(7, whole, "days that a contacted customer stays off the list")
    skip_days: int = setting(30, whole, "days that a skipped customer stays off the list")


@dataclass(frozen=True, slots=True)
class ContactSettings:
    """How often a customer may be written to; what was sent before counts."""

    days: int = setting(7, whole, "the period of the limits, in days")
    marketing_messages: int = setting(1, whole, "marketing messages in that period, at most")
    messages: int = setting(3, whole, "messages of any kind in that period, at most")


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


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How the workbench looks."""

    theme: str = setting(
        "auto", one_of("auto", "dark", "light", "ansi"), "auto, dark, light or ansi (16 colours)"
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be chosen. Read with ``load_settings``."""

    database: Path = setting(
        lambda: user_data_path(APP) / "sne.sqlite3", path, "the one file that holds everything"
    )
    data_directory: Path = setting(
        _default_data_directory, path, "where the customer files are; loaded on the first start"
    )
    now: datetime | None = setting(None, moment, "sets the clock (ISO 8601 with offset)")
    agent: str = setting(_login_name, text, "who is at the keyboard; default: the login name")
    supplier: SupplierSettings = table(SupplierSettings)
    analysis: AnalysisSettings = table(AnalysisSettings)
    bedrock: BedrockSettings = table(BedrockSettings)
    openai: OpenAISettings = table(OpenAISettings)
    budget: BudgetSettings = table(BudgetSettings)
    sending: SendingSettings = table(SendingSettings)
    contact: ContactSettings = table(ContactSettings)
    spool: SpoolSettings = table(SpoolSettings)
    channel: ChannelSettings = table(ChannelSettings)
    smtp: SmtpSettings = table(SmtpSettings)
    aws: AwsSettings = table(AwsSettings)
    apprise: AppriseSettings = table(AppriseSettings)
    screen: ScreenSettings = table(ScreenSettings)
    prices: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "free_table": True,
            "about": 'prices over the built-in ones: "model id" = "in out", '
            "dollars per million tokens",
        },
    )
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"free_table": True, "about": 'your keys: action = "key" (see sne keys)'},
    )

    @property
    def spool_directory(self) -> Path:
        """Where the spool channel writes."""
        return self.spool.directory or self.database.parent / "spool"

    @property
    def calls_directory(self) -> Path:
        """Where call tasks are written."""
        return self.database.parent / "calls"

    @property
    def rejects_directory(self) -> Path:
        """Where rejected rows of the last load are written, to be mended and loaded again."""
        return self.database.parent / "rejects"

    @property
    def log_file(self) -> Path:
        """Where errors are written in full; the screen shows them in one line."""
        return self.database.parent / "sne.log"
