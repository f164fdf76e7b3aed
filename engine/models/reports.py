"""What providers report of a message after they took it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from engine.models.vocabulary import Channel


class ReportKind(StrEnum):
    """What became of a message."""

    DELIVERED = "delivered"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    FAILED = "failed"


class Hardness(StrEnum):
    """Whether an address is gone for good, or only did not take this message."""

    NONE = ""
    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class ReportedFate:
    """One report as a file tells it, before it is known which message it means.

    Attributes:
        notification_id: our own id of the message, where the report repeats it.
        references: what the channel may have called the message.
        address: where it was to go; may be masked by the provider.
        at: when it happened; None where the report does not say.
        detail: the provider's own words.
    """

    kind: ReportKind
    hardness: Hardness = Hardness.NONE
    notification_id: str | None = None
    references: tuple[str, ...] = ()
    address: str | None = None
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BadReport:
    """What is no report, where, why, and what stands there instead."""

    line: int
    reason: str
    row: str


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """One report on one of our messages, or on an address of one of our customers."""

    notification_id: str | None
    customer_id: int | None
    channel: Channel
    address: str | None
    kind: ReportKind
    hardness: Hardness
    at: datetime
    detail: str

    @property
    def words(self) -> str:
        """The report in a few words: ``hard bounce: mailbox does not exist``."""
        name = {
            ReportKind.DELIVERED: "delivered",
            ReportKind.BOUNCE: f"{self.hardness} bounce".strip(),
            ReportKind.COMPLAINT: "complained of as unwanted",
            ReportKind.FAILED: "not delivered",
        }[self.kind]
        return f"{name}: {self.detail}" if self.detail else name


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address that takes no more messages through a channel, since when and why."""

    channel: Channel
    address: str
    since: datetime
    reason: str
