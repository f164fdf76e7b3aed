"""The decision rules of the contract (part B) as data; the first that matches decides.

=====  =========================================================  =========================
rule   condition                                                  channel
=====  =========================================================  =========================
long   more than 5 messages in the conversation                   ``scheduling_phone_call``
quiet  the customer's last message is more than 24 hours old      ``email_reply``
lively 3 or more messages in the last 24 hours                    ``twitter_dm_reply``
rest   anything else                                              ``twitter_dm_reply``
=====  =========================================================  =========================

Messages are those of both sides. Exactly 5 messages are not more than 5, and a message exactly
24 hours old is not over 24 hours old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.next_action import Decision, ReplyChannel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.next_action import Features


@dataclass(frozen=True, slots=True)
class Condition:
    """A feature and its threshold.

    Attributes:
        feature: the name of the feature.
        limit: the threshold.
        is_more: whether the value must be more than the limit; else the limit itself is enough.
        is_counted: whether it counts messages; else it measures hours.
    """

    feature: str
    limit: int
    is_more: bool
    is_counted: bool = True

    def holds(self, features: Features) -> bool:
        """Whether the condition holds."""
        value = self.value(features)
        return value > self.limit if self.is_more else value >= self.limit

    def value(self, features: Features) -> float:
        """Return the value of the feature."""
        value: float = getattr(features, self.feature)
        return value


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: what reports call it.
        condition: when it matches; None: always.
        channel: what it decides.
        patience_hours: how long an answer may wait for a better moment; see ``Decision``.
        explanation: why it matches, with the features to fill in.
    """

    name: str
    condition: Condition | None
    channel: ReplyChannel
    patience_hours: float
    explanation: str

    def matches(self, features: Features) -> bool:
        """Whether the rule matches."""
        return self.condition is None or self.condition.holds(features)


RULES: tuple[Rule, ...] = (
    Rule(
        "long",
        Condition("total_interactions", 5, is_more=True),
        ReplyChannel.PHONE_CALL,
        8.0,
        "{total_interactions} messages have gone back and forth, more than 5: arrange a call.",
    ),
    Rule(
        "quiet",
        Condition("hours_since_customer_message", 24, is_more=True, is_counted=False),
        ReplyChannel.EMAIL,
        24.0,
        "The customer's last message is {age} old, over 24 hours: write an e-mail.",
    ),
    Rule(
        "lively",
        Condition("messages_within_24h", 3, is_more=False),
        ReplyChannel.DIRECT_MESSAGE,
        2.0,
        "{messages_within_24h} messages within 24 hours: answer where the customer is writing.",
    ),
    Rule(
        "rest",
        None,
        ReplyChannel.DIRECT_MESSAGE,
        4.0,
        "The conversation is short and recent: answer where the customer is writing.",
    ),
)

_HOURS_READ = 72

URGENT_PATIENCE_HOURS = 1.0
"""An answer to urgent words or words of escalation does not wait for a better moment."""


def decide(features: Features) -> Decision:
    """Return what the rules decide, which others match, and what would have changed it."""
    matching = [rule for rule in RULES if rule.matches(features)]
    first, *others = matching
    patience = first.patience_hours
    if features.urgent_words or features.escalation_words:
        patience = min(patience, URGENT_PATIENCE_HOURS)
    return Decision(
        channel=first.channel,
        rule=first.name,
        explanation=_filled(first, features),
        runners_up=tuple(f"{rule.name}: {rule.channel}" for rule in others),
        would_change=tuple(_changes(features, first, others)),
        patience_hours=patience,
    )


def _filled(rule: Rule, features: Features) -> str:
    names = {name: getattr(features, name) for name in features.__dataclass_fields__}
    return rule.explanation.format_map(names | {"age": _age(features)})


def _age(features: Features) -> str:
    """Return how old the customer's last message is, in hours or, after three days, in days."""
    hours = features.hours_since_customer_message
    return f"{hours:.1f} hours" if hours < _HOURS_READ else f"{hours / 24:.0f} days"


def _changes(features: Features, decided: Rule, others: list[Rule]) -> Iterator[str]:
    """Yield, for the rules before the one that decided, what they lack; for it, what it has over.

    Only what leads to another channel is worth saying.
    """
    for rule in RULES[: RULES.index(decided)]:
        if rule.condition is not None and rule.channel is not decided.channel:
            lack = _lack(rule.condition, features)
            yield _sentence(rule.condition, lack, is_more=True, channel=rule.channel)
    if decided.condition is not None and others and others[0].channel is not decided.channel:
        excess = _excess(decided.condition, features)
        yield _sentence(decided.condition, excess, is_more=False, channel=others[0].channel)


def _lack(condition: Condition, features: Features) -> float:
    """Return how much is missing for a condition to hold."""
    step = condition.is_more and condition.is_counted
    return condition.limit - condition.value(features) + step


def _excess(condition: Condition, features: Features) -> float:
    """Return by how much a condition holds."""
    step = not condition.is_more and condition.is_counted
    return condition.value(features) - condition.limit + step


def _sentence(condition: Condition, amount: float, *, is_more: bool, channel: ReplyChannel) -> str:
    if not condition.is_counted:
        if is_more:
            return f"In {amount:.1f} hours, without another message of theirs: {channel}."
        return f"Had their last message been at most {condition.limit} hours old: {channel}."
    noun = "message" if amount == 1 else "messages"
    return f"With {amount:.0f} {noun} {'more' if is_more else 'fewer'}: {channel}."
