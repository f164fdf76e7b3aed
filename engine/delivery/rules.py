"""The rules of contact as data: what each looks at, what it does, and who says so.

A rule *stops* a message, which nobody can override, or *holds* it until a moment, which a person
may override with a reason. Each is a small pure function over a ``Question``. The numbers are those
of uk-rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.delivery.hours import MARKETING_HOURS, SERVICE_HOURS
from engine.language.british import format_date
from engine.language.payment import is_about_debt
from engine.models.vocabulary import Channel, MessageKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from engine.delivery.hours import Window
    from engine.store.contact_history import Standing


class Effect(StrEnum):
    """What a rule does with a message."""

    STOP = "stop"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Caps:
    """How often a customer may be written to.

    Attributes:
        days: the length of the period.
        marketing: marketing messages in it.
        messages: messages of any kind in it.
    """

    days: int
    marketing: int
    messages: int


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a rule may look at: the message, the moment, and what the database says."""

    text: str
    channel: Channel
    kind: MessageKind
    now: datetime
    standing: Standing
    caps: Caps
    same_message_at: datetime | None
    threats: tuple[str, ...]
    names_health: bool

    def at(self, moment: datetime) -> Question:
        """Return the same question, asked for another moment."""
        return replace(self, now=moment)

    @property
    def is_marketing(self) -> bool:
        """Whether the message promotes."""
        return self.kind is MessageKind.MARKETING

    @property
    def hours(self) -> Window:
        """The hours that apply: those of marketing also to anything about debt."""
        strict = self.is_marketing or is_about_debt(self.text)
        return MARKETING_HOURS if strict else SERVICE_HOURS


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say: one sentence, and until when where it only holds."""

    text: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of contact.

    Attributes:
        name: its id, as reports name it.
        source: who says so.
        since: the day from which it applies.
        effect: what it does.
        check: returns a finding where it applies, else None.
    """

    name: str
    source: str
    since: date
    effect: Effect
    check: Callable[[Question], Finding | None]


def _objected(question: Question) -> Finding | None:
    consent = question.standing.consent
    if not question.is_marketing or not consent.objected:
        return None
    when = f" on {format_date(consent.objected_at)}" if consent.objected_at else ""
    return Finding(f"This is marketing, and the customer asked us to stop{when}")


def _no_consent(question: Question) -> Finding | None:
    if not question.is_marketing or question.standing.consent.opted_in:
        return None
    return Finding("This is marketing, and the customer has not opted in")


def _breathing_space(question: Question) -> Finding | None:
    if not question.standing.breathing_space or not is_about_debt(question.text):
        return None
    return Finding("Breathing Space runs: nothing about money owed may be sent")


def _open_complaint(question: Question) -> Finding | None:
    standing = question.standing
    if not question.is_marketing or not standing.has_open_complaint:
        return None
    when = f" of {format_date(standing.open_complaint_at)}" if standing.open_complaint_at else ""
    return Finding(f"This is marketing, and the complaint{when} is still open")


def _threat(question: Question) -> Finding | None:
    if not question.threats:
        return None
    return Finding(f"“{question.threats[0]}” reads as a threat; offer help instead")


def _health(question: Question) -> Finding | None:
    if question.channel is not Channel.SMS or not question.names_health:
        return None
    return Finding("A text message may not speak of health or vulnerability")


_AMOUNT = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)")


def _amount(question: Question) -> Finding | None:
    if not is_about_debt(question.text):
        return None
    on_record = question.standing.on_record
    known = {_plain(found) for text in on_record for found in _AMOUNT.findall(text)}
    for found in _AMOUNT.findall(question.text):
        if _plain(found) not in known:
            return Finding(f"£{found} is about money owed and does not stand in the record")
    return None


def _plain(amount: str) -> float:
    return float(amount.replace(",", ""))


def _repeat(question: Question) -> Finding | None:
    if question.same_message_at is None:
        return None
    when = format_date(question.same_message_at)
    return Finding(f"The very same message was approved on {when}")


def _suppressed(question: Question) -> Finding | None:
    for one in question.standing.suppressed:
        if one.channel is question.channel:
            return Finding(
                f"{one.address} takes no more messages since {format_date(one.since)} "
                f"({one.reason}); ask for another address or choose another channel"
            )
    return None


def _hours(question: Question) -> Finding | None:
    hours, now = question.hours, question.now
    if hours.is_open(now):
        return None
    what = "Marketing and messages about debt" if hours is MARKETING_HOURS else "Messages"
    return Finding(f"{what} do not go {hours.why_closed(now)}", hours.next_opening(now))


def _marketing_cap(question: Question) -> Finding | None:
    if not question.is_marketing:
        return None
    return _capped(question, question.caps.marketing, "marketing messages", only_marketing=True)


def _message_cap(question: Question) -> Finding | None:
    return _capped(question, question.caps.messages, "messages")


def _capped(
    question: Question, most: int, what: str, *, only_marketing: bool = False
) -> Finding | None:
    """Hold until the oldest of the messages that fill the cap is old enough."""
    period = timedelta(days=question.caps.days)
    sent = [
        contact.at
        for contact in question.standing.contacts
        if contact.at > question.now - period and (contact.is_marketing or not only_marketing)
    ]
    if not most:
        return Finding(f"No {what} may be sent, by the settings")
    if len(sent) < most:
        return None
    noun = what.removesuffix("s") if len(sent) == 1 else what
    text = f"The customer got {len(sent)} {noun} within {question.caps.days} days; at most {most}"
    return Finding(text, sent[most - 1] + period)


RULES = (
    Rule("objection", "UK GDPR art 21", date(2021, 1, 1), Effect.STOP, _objected),
    Rule("consent", "PECR reg 22", date(2003, 12, 11), Effect.STOP, _no_consent),
    Rule(
        "breathing-space",
        "Debt Respite Scheme regs 2020",
        date(2021, 5, 4),
        Effect.STOP,
        _breathing_space,
    ),
    Rule("complaint", "house rule", date(2026, 1, 1), Effect.STOP, _open_complaint),
    Rule("threat", "Ofgem SLC 27", date(2018, 1, 1), Effect.STOP, _threat),
    Rule("amount", "Ofgem SLC 27", date(2018, 1, 1), Effect.STOP, _amount),
    Rule("health", "Ofgem SLC 26", date(2018, 1, 1), Effect.STOP, _health),
    Rule("repeat", "house rule", date(2026, 1, 1), Effect.STOP, _repeat),
    Rule("address", "house rule", date(2026, 1, 1), Effect.STOP, _suppressed),
    Rule("hours", "DMA code, ours stricter", date(2026, 1, 1), Effect.HOLD, _hours),
    Rule("marketing-cap", "house rule", date(2026, 1, 1), Effect.HOLD, _marketing_cap),
    Rule("message-cap", "house rule", date(2026, 1, 1), Effect.HOLD, _message_cap),
)
