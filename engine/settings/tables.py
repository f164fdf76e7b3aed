"""Every setting there is, table by table, with its default."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from engine.models.people import Role
from engine.settings.channels import (
    AppriseSettings,
    AwsSettings,
    ChannelSettings,
    SmtpSettings,
    SpoolSettings,
)
from engine.settings.declare import (
    amount,
    free_table,
    moment,
    one_of,
    path,
    setting,
    table,
    text,
    whole,
)
from engine.settings.people import AUTO, People, login_name, role, team

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

APP = "sne"


def _default_data_directory() -> Path:
    here = Path("user_data")
    return here if here.is_dir() else Path(__file__).resolve().parents[1] / "user_data"


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
    snippets: Path | None = setting(
        None, path, "a file with your team's snippets, beside the built-in ones"
    )


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
class DeskSettings:
    """Many agents at one list."""

    lease_minutes: int = setting(
        10, whole, "minutes that a customer is yours after you last typed to them"
    )
    editor: str = setting(
        "", text, "editor of sne work --plain; none: no editor; default: VISUAL or EDITOR"
    )


@dataclass(frozen=True, slots=True)
class ContactSettings:
    """How often a customer may be written to; what was sent before counts."""

    days: int = setting(7, whole, "the period of the limits, in days")
    marketing_messages: int = setting(1, whole, "marketing messages in that period, at most")
    messages: int = setting(3, whole, "messages of any kind in that period, at most")


@dataclass(frozen=True, slots=True)
class ConversationSettings:
    """How chats and tweets are read."""

    autoresponse_marker: str = setting(
        "*977#", text, "a company message that contains this is an autoresponse"
    )
    autoresponse_sentence: str = setting(
        "", text, "a company message that contains this sentence is one, too"
    )
    json_megabytes: int = setting(50, whole, "largest chat export in JSON that is read, in MB")
    topics: Path | None = setting(
        None, path, "a file with your own topics, in place of the built-in ones"
    )


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How the workbench looks."""

    theme: str = setting(
        "auto", one_of("auto", "dark", "light", "ansi"), "auto, dark, light or ansi (16 colours)"
    )
    profile: str = setting(
        "auto",
        one_of("auto", "light", "full"),
        "light leaves out what costs bytes; auto: light over SSH and where colours are few",
    )
    driver: str = setting(
        "auto",
        one_of("auto", "lean", "stock"),
        "lean sends only what changed, stock is Textual's own; auto: lean wherever possible",
    )
    clipboard: str = setting(
        "on", one_of("on", "off"), "off where messages must not go to the terminal's clipboard"
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
    agent: str = setting(login_name, text, "who is at the keyboard; default: the login name")
    roles: Mapping[str, str] = free_table(
        'who is what: login name = "agent", "lead" or "operator"', role
    )
    teams: Mapping[str, str] = free_table(
        'who is in which team: login name = "Marketing", "Support", "Retention" or your own', team
    )
    default_role: str = setting(
        AUTO,
        one_of(AUTO, *Role),
        "role of whom [roles] does not name; auto: operator while it names nobody, then agent",
    )
    supplier: SupplierSettings = table(SupplierSettings)
    analysis: AnalysisSettings = table(AnalysisSettings)
    bedrock: BedrockSettings = table(BedrockSettings)
    openai: OpenAISettings = table(OpenAISettings)
    budget: BudgetSettings = table(BudgetSettings)
    sending: SendingSettings = table(SendingSettings)
    desk: DeskSettings = table(DeskSettings)
    contact: ContactSettings = table(ContactSettings)
    spool: SpoolSettings = table(SpoolSettings)
    channel: ChannelSettings = table(ChannelSettings)
    smtp: SmtpSettings = table(SmtpSettings)
    aws: AwsSettings = table(AwsSettings)
    apprise: AppriseSettings = table(AppriseSettings)
    conversations: ConversationSettings = table(ConversationSettings)
    screen: ScreenSettings = table(ScreenSettings)
    prices: Mapping[str, str] = free_table(
        'prices over the built-in ones: "model id" = "in out", dollars per million tokens'
    )
    snippets: Mapping[str, str] = free_table(
        'your snippets: name = "text with {first_name}" (see sne snippets)'
    )
    keys: Mapping[str, str] = free_table('your keys: action = "key" (see sne keys)')

    @property
    def people(self) -> People:
        """Who is what here."""
        return People(self.roles, self.teams, self.default_role)

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
