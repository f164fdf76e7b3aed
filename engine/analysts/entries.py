"""Which entries the texts must have, and what each may say: the schema of ``texts.toml``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from engine.analysts.cases import MARKETING_CASES, Case
from engine.analysts.placeholders import AGENT_FACTS, CUSTOMER_FACTS, MARKS, MESSAGE_PARTS
from engine.models.vocabulary import Channel, Ground, Segment, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANNEL_KEYS = {
    Channel.SMS: "sms",
    Channel.APP_PUSH: "push",
    Channel.EMAIL: "email",
    Channel.PHONE: "phone",
}

INSIGHTS = (
    "objected",
    "not_opted_in",
    "breathing_space",
    "registered",
    "pension_age",
    "hardship",
    "need",
    "plan_and_tenure",
    "income",
    "price_interest",
    "engagement",
    "last_activity",
    "satisfaction",
    "moods",
    "last_contact",
    "escalated",
    "recommended",
    "answered",
    "unopened",
    "failed",
    "preferred_channel",
    "previous_message",
    "note",
    "energy",
    "billing_anomaly",
    "campaigns",
    "opted_in_objected",
    "clicked_unopened",
    "opened_undelivered",
    "tenure_conflict",
    "account_conflict",
    "segment_conflict",
    "thin_data",
)
"""The sentences about a customer, in the order in which an agent reads them."""

AVOID = ("breathing_space", "objected", "not_opted_in", "open_complaint", "always")
FIRST_STEPS = ("breathing_space", "ombudsman", "marketing_call")
LATER_STEPS = ("priority_services", "registered", "follow_up")
ISSUE_KINDS = ("billing", "complaint", "query", "feedback", "unsubscribe", "other")
NOUNS = ("year", "day", "interaction", "notification")
TECHNOLOGIES = ("solar", "ev", "both")

_CUSTOMER_SIDE = frozenset({*MESSAGE_PARTS, *CUSTOMER_FACTS, "may_join_register"})
_AGENT_SIDE = frozenset({*AGENT_FACTS, *CUSTOMER_FACTS, *MARKS})
_SERVICE_SIDE = _CUSTOMER_SIDE - {"opt_out", "suggestion"}
_STARTERS, _STEPS = 2, 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry may hold.

    Attributes:
        placeholders: those that its texts may use.
        always: how many texts at least must be usable whatever the record holds; the last of a
            list of variants is the one to fall back on.
        exactly: how many texts there must be; 0 for any number.
        must_hold: placeholders that every text must use.
        serves: whether it reaches customers who must not be promoted to.
        optional: whether the texts may do without it.
        gsm: whether it goes into text messages and must keep to the GSM alphabet.
    """

    placeholders: frozenset[str] = frozenset()
    always: int = 1
    exactly: int = 0
    must_hold: frozenset[str] = frozenset()
    serves: bool = False
    optional: bool = False
    gsm: bool = False


_PHRASE = Entry(exactly=1, serves=True, gsm=True)

OPEN_TABLES = {
    "issues": _PHRASE,
    "suggestions": Entry(exactly=1),
    "action_steps.service": Entry(exactly=1, serves=True),
    "action_steps.marketing": Entry(exactly=1),
}
"""Tables to which an operator may add names of their own, spelt as in the files."""


def known_entries() -> dict[str, Entry]:
    """Return every entry that the texts may have besides the open tables, by its dotted name."""
    return dict(_words()) | dict(_messages()) | dict(_agent_lists()) | dict(_cases())


def segment_key(segment: Segment) -> str:
    """Return the name of a segment's table: ``value_seekers``."""
    return segment.value.lower().replace(" ", "_")


def ground_key(ground: Ground) -> str:
    """Return the name of a ground's entry: ``high_churn``."""
    return (ground.name or "").lower()


def _words() -> Iterator[tuple[str, Entry]]:
    yield "words.and", _PHRASE
    yield "words.also", Entry(frozenset({"grounds"}), always=0, exactly=1)
    yield "words.answered", Entry(frozenset({"opened", "sent", "channel"}), always=0, exactly=1)
    yield "words.action", Entry(frozenset({"recommended_action", "scenario"}))
    yield "words.moods", Entry(frozenset({"positive", "neutral", "negative"}), always=0, exactly=1)
    yield "words.campaigns", Entry(frozenset({"opens", "clicks", "conversions"}), always=0)
    for noun in NOUNS:
        yield f"nouns.{noun}", Entry(exactly=2)
    for technology in TECHNOLOGIES:
        yield f"technology.{technology}", _PHRASE
    for kind in ISSUE_KINDS:
        yield f"issue_kinds.{kind}", _PHRASE


def _messages() -> Iterator[tuple[str, Entry]]:
    """The parts that messages are put together from, per channel."""
    for channel, key in CHANNEL_KEYS.items():
        gsm = channel is Channel.SMS
        yield f"greetings.{key}", Entry(frozenset({"first_name"}), serves=True, gsm=gsm)
        yield f"parts.{key}.opt_out", Entry(exactly=1, gsm=gsm)
        yield f"parts.{key}.priority_services", Entry(exactly=1, serves=True, gsm=gsm)
        ombudsman = Entry(frozenset({"complaint_overdue"}), always=0, exactly=1)
        yield f"parts.{key}.ombudsman", replace(ombudsman, serves=True, optional=True, gsm=gsm)
    yield "parts.email.sign_off", Entry(frozenset({"supplier"}), always=0, exactly=1, serves=True)


def _agent_lists() -> Iterator[tuple[str, Entry]]:
    for ground in Ground:
        yield f"also.{ground_key(ground)}", Entry(_AGENT_SIDE, always=0)
    for name in INSIGHTS:
        yield f"insights.{name}", Entry(_AGENT_SIDE, always=0)
    for name in AVOID:
        yield f"avoid.{name}", Entry(_AGENT_SIDE, always=0)
    for name in (*FIRST_STEPS, *LATER_STEPS):
        yield f"extra_steps.{name}", Entry(_AGENT_SIDE, always=0)
    for urgency in Urgency:
        yield f"follow_up.{urgency.value}", Entry(_AGENT_SIDE)
    for segment in Segment:
        yield f"segments.{segment_key(segment)}.style", Entry(_AGENT_SIDE)
        yield f"segments.{segment_key(segment)}.starter", Entry(_AGENT_SIDE, serves=True)


def _cases() -> Iterator[tuple[str, Entry]]:
    parts = {
        "reason": Entry(_AGENT_SIDE),
        "impact": Entry(_AGENT_SIDE),
        "style": Entry(_AGENT_SIDE),
        "starters": Entry(_AGENT_SIDE, always=_STARTERS),
        "avoid": Entry(_AGENT_SIDE, always=0, optional=True),
        "steps": Entry(_AGENT_SIDE, always=_STEPS),
        "sign": Entry(_AGENT_SIDE),
    }
    for case, (part, entry) in product(Case, parts.items()):
        serves = part == "starters" and case not in MARKETING_CASES
        yield f"cases.{case}.{part}", replace(entry, serves=serves)
    for case, (channel, key) in product(Case, CHANNEL_KEYS.items()):
        gsm = channel is Channel.SMS
        if case in MARKETING_CASES:
            yield (
                f"cases.{case}.{key}",
                Entry(_CUSTOMER_SIDE, must_hold=frozenset({"opt_out"}), gsm=gsm),
            )
        else:
            yield f"cases.{case}.{key}", Entry(_SERVICE_SIDE, serves=True, gsm=gsm)
