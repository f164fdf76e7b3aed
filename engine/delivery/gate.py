"""The gate: may this message go to this customer now, later, or never?

Asked when a message is queued and again inside the transaction that claims it for its channel, on
what the database says then. The rules themselves are in ``engine.delivery.rules``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery.rules import RULES, Caps, Effect, Question
from engine.store.contact_history import read_standing
from engine.store.outbox import same_message_since

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from engine.delivery.rules import Rule
    from engine.delivery.wording import Wording
    from engine.models.vocabulary import Channel, MessageKind

REPEAT_DAYS = 7

_ROUNDS = 10
"""A hold may end where another begins; a few steps lead to a moment at which none applies."""


class Decision(StrEnum):
    """What the gate decides."""

    SEND = "send"
    HOLD = "hold"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that speaks against a message, its source, and the case in one sentence."""

    rule: str
    source: str
    text: str
    effect: Effect

    def __str__(self) -> str:
        """Return the line that an agent reads."""
        return f"{self.text} ({self.source})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says.

    Attributes:
        decision: send now, hold or stop.
        kind: service or marketing.
        until: when a held message may go; None when it is not held.
        reasons: every rule that speaks against it, those that stop it first.
    """

    decision: Decision
    kind: MessageKind
    until: datetime | None
    reasons: tuple[Reason, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether no time and no override lets the message go."""
        return self.decision is Decision.STOP

    @property
    def is_held(self) -> bool:
        """Whether the message waits, unless a person overrides the hold with a reason."""
        return self.decision is Decision.HOLD

    def also(self, reason: Reason | None) -> Verdict:
        """Return this verdict with one more reason to stop, or as it is where there is none."""
        if reason is None:
            return self
        return Verdict(Decision.STOP, self.kind, None, (reason, *self.reasons))


def ask(
    connection: sqlite3.Connection,
    customer_id: int,
    channel: Channel,
    wording: Wording,
    *,
    now: datetime,
    caps: Caps,
    notification_id: str = "",
    override: str = "",
) -> Verdict:
    """Return the verdict on one message, on what the database says now.

    Args:
        connection: the store.
        customer_id: to whom.
        channel: through what.
        wording: the message.
        now: the moment at which it would go.
        caps: how often a customer may be written to.
        notification_id: that of the message where it is queued already, so that it is not counted
            against itself.
        override: why a person lets it go although a rule holds it; stops are never overridden.

    Raises:
        KeyError: there is no such customer.
    """
    question = _question(
        connection, customer_id, channel, wording, now=now, caps=caps, own_id=notification_id
    )
    reasons = _reasons(question, Effect.STOP)
    if reasons:
        return Verdict(Decision.STOP, question.kind, None, (*reasons, *_reasons(question)))
    held = _reasons(question)
    if not held or override:
        return Verdict(Decision.SEND, question.kind, None, ())
    return Verdict(Decision.HOLD, question.kind, _free_from(question), held)


def _question(
    connection: sqlite3.Connection,
    customer_id: int,
    channel: Channel,
    wording: Wording,
    *,
    now: datetime,
    caps: Caps,
    own_id: str,
) -> Question:
    since = to_text(now - timedelta(days=caps.days))
    standing = read_standing(connection, customer_id, since=since, other_than=own_id)
    if standing is None:
        raise KeyError(customer_id)
    repeat_since = to_text(now - timedelta(days=REPEAT_DAYS))
    return Question(
        text=wording.text,
        channel=channel,
        kind=wording.kind,
        now=now,
        standing=standing,
        caps=caps,
        same_message_at=same_message_since(
            connection,
            customer_id,
            channel,
            wording.text,
            since=repeat_since,
            other_than=own_id,
        ),
        threats=wording.threats,
        names_health=wording.names_health,
    )


def _reasons(question: Question, effect: Effect = Effect.HOLD) -> tuple[Reason, ...]:
    return tuple(
        Reason(rule.name, rule.source, found.text, rule.effect)
        for rule in _in_force(question)
        if rule.effect is effect and (found := rule.check(question))
    )


def _in_force(question: Question) -> list[Rule]:
    return [rule for rule in RULES if rule.since <= question.now.date()]


def _free_from(question: Question) -> datetime | None:
    """Return the first moment at which no rule holds the message, as far as is known today."""
    moment = question.now
    holds = [rule for rule in _in_force(question) if rule.effect is Effect.HOLD]
    for _ in range(_ROUNDS):
        found = [rule.check(question.at(moment)) for rule in holds]
        ends = [finding.until for finding in found if finding]
        if not ends:
            return moment
        if None in ends:
            return None
        moment = max(end for end in ends if end is not None)
    return moment
