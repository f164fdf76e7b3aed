"""Advice where a message leaves out the support that the rules of contact ask to offer.

Rules 10 to 12 of uk-rules, as data. It is advice and never stops a message: the offer may have been
made on the phone a minute ago, and only a person can know. Drafts of the rules always pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.checks.findings import Category, Finding
from engine.checks.signs import has_missed_payment, may_join_register
from engine.language.payment import is_about_debt
from engine.language.phrases import any_of
from engine.language.promotion import is_marketing
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from engine.models.case import Profile

_ROOMY = (Channel.EMAIL, Channel.PHONE)


@dataclass(frozen=True, slots=True)
class Offer:
    """Support that some messages must offer.

    Attributes:
        name: its id, as reports name it.
        source: who says so.
        since: the day from which it applies.
        applies: to which messages: customer, channel and text.
        wording: any of these words makes the offer.
        advice: what to write, in one line.
    """

    name: str
    source: str
    since: date
    applies: Callable[[Profile, Channel, str], bool]
    wording: re.Pattern[str]
    advice: str


def _about_a_payment(profile: Profile, channel: Channel, text: str) -> bool:  # noqa: ARG001 - a table calls all alike
    return has_missed_payment(profile) or is_about_debt(text)


def _may_join(profile: Profile, channel: Channel, text: str) -> bool:
    """Where there is room, in a service message, to customers who did not ask to be left alone."""
    return (
        channel in _ROOMY
        and may_join_register(profile)
        and profile.score.objected_at is None
        and not is_marketing(text)
    )


OFFERS = (
    Offer(
        "payment-support",
        "Ofgem consumer standards, SLC 27",
        date(2023, 12, 14),
        _about_a_payment,
        any_of(
            r"(help|helps|helping|support|supports|supporting)",
            r"payment (plan|arrangement)s?",
            r"afford\w*",
            r"(money|things) (is|are) tight",
            r"(difficult\w*|struggl\w+|hard to pay)",
            r"spread (the|your|this)( \w+)? (cost|payment|bill)s?",
            r"(is )?everything (all right|okay|ok)",
        ),
        "ask whether paying is difficult and offer support, such as a plan they can afford",
    ),
    Offer(
        "priority-services",
        "Ofgem SLC 26",
        date(2018, 1, 1),
        _may_join,
        any_of(r"priority services?( register)?", r"psr"),
        "offer the Priority Services Register: the record shows signs that it may help",
    ),
)


def check_support(
    text: str, profile: Profile, *, channel: Channel, today: date
) -> tuple[Finding, ...]:
    """Return what a message to this customer should offer and does not, at the end of the text."""
    end = len(text)
    return tuple(
        Finding(Category.SUPPORT, offer.name, end, end, f"{offer.advice} ({offer.source})")
        for offer in OFFERS
        if offer.since <= today
        and offer.applies(profile, channel, text)
        and not offer.wording.search(text)
    )
