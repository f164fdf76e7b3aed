"""The gate: may this message go to this customer? Asked when queueing and again when claiming.

Rules are data with their source; see the rules of contact. A rule that stops a send is shown to
the agent in one line with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.language.british import format_date
from engine.language.promotion import is_marketing
from engine.models.vocabulary import MessageKind
from engine.store.consent import read_consent
from engine.store.outbox import same_message_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from engine.models.vocabulary import Channel
    from engine.store.consent import Consent

    Check = Callable[["Question"], str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a rule may look at: what the database says now, and the message."""

    consent: Consent
    channel: Channel
    kind: MessageKind
    same_message_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of contact. ``check`` returns why it stops the message, or None."""

    name: str
    source: str
    check: Check


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that stops a message, its source, and the case in one sentence."""

    rule: str
    source: str
    text: str

    def __str__(self) -> str:
        """Return the line that an agent reads."""
        return f"{self.text} ({self.source})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says: the message may go when there is no reason against it."""

    kind: MessageKind
    reasons: tuple[Reason, ...]

    @property
    def allows(self) -> bool:
        """Whether the message may be sent."""
        return not self.reasons


def _objected(question: Question) -> str | None:
    consent = question.consent
    if question.kind is MessageKind.SERVICE or not consent.objected:
        return None
    when = f" on {format_date(consent.objected_at)}" if consent.objected_at else ""
    return f"This is marketing, and the customer asked us to stop{when}"


def _no_consent(question: Question) -> str | None:
    if question.kind is MessageKind.SERVICE or question.consent.opted_in:
        return None
    return "This is marketing, and the customer has not opted in"


def _sent_already(question: Question) -> str | None:
    if question.same_message_at is None:
        return None
    return f"The very same message was approved on {format_date(question.same_message_at)}"


RULES = (
    Rule("objection", "UK GDPR art 21", _objected),
    Rule("consent", "PECR reg 22", _no_consent),
    Rule("repeat", "house rule", _sent_already),
)

REPEAT_DAYS = 7


def kind_of(message: str) -> MessageKind:
    """Return whether ``message`` is service or marketing, decided from its words."""
    return MessageKind.MARKETING if is_marketing(message) else MessageKind.SERVICE


def ask(
    connection: sqlite3.Connection,
    customer_id: int,
    channel: Channel,
    message: str,
    *,
    now: datetime,
    notification_id: str = "",
) -> Verdict:
    """Return the verdict on one message, on what the database says now.

    A message that is queued already names itself by ``notification_id``, so that it is not
    taken for a repeat.

    Raises:
        KeyError: there is no such customer.
    """
    consent = read_consent(connection, customer_id)
    if consent is None:
        raise KeyError(customer_id)
    question = Question(
        consent=consent,
        channel=channel,
        kind=kind_of(message),
        same_message_at=same_message_since(
            connection,
            customer_id,
            channel,
            message,
            since=to_text(now - timedelta(days=REPEAT_DAYS)),
            other_than=notification_id,
        ),
    )
    found = ((rule, rule.check(question)) for rule in RULES)
    return Verdict(
        question.kind, tuple(Reason(rule.name, rule.source, text) for rule, text in found if text)
    )
