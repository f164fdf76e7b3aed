"""``Recommended Actions.csv``: what the systems before this one suggested."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from engine.models.vocabulary import Segment
from engine.sample.contacts import asked_about
from engine.sample.dice import weighted
from engine.sample.layout import yes_no
from engine.sample.matters import About
from engine.sample.people import HIGH_USE_KWH, Activity, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.sample.contacts import Contact
    from engine.sample.dice import Dice
    from engine.sample.layout import Row
    from engine.sample.people import Person

_MOST = 2
_INACTIVE_DAYS = 91


class _Scenario(NamedTuple):
    """What may be recommended when something is noticed; tuples are slots."""

    name: str
    actions: tuple[str, ...]
    urgencies: tuple[str, ...]
    teams: tuple[str, ...]
    follow_up: float


_SOON = weighted({"High": 70, "Medium": 28, "Low": 2})
_IN_TIME = weighted({"Medium": 65, "High": 20, "Low": 15})
_ANY_TIME = weighted({"Low": 60, "Medium": 38, "High": 2})

_MISSED_PAYMENT = _Scenario(
    "Missed payment",
    weighted({"Send payment reminder": 6, "Provide billing support": 4}),
    _SOON,
    weighted({"Support": 9, "Retention": 1}),
    0.85,
)
_BILLING_QUERY = _Scenario(
    "Billing query",
    ("Provide billing support",),
    _IN_TIME,
    weighted({"Support": 1}),
    0.7,
)
_INACTIVE = _Scenario(
    "No activity for 3 months",
    ("Send re-engagement offer",),
    _IN_TIME,
    weighted({"Retention": 8, "Marketing": 2}),
    0.6,
)
_HIGH_USAGE = _Scenario(
    "High usage detected",
    weighted({"Send energy-saving tips": 8, "Send tariff comparison": 2}),
    _IN_TIME,
    weighted({"Marketing": 6, "Support": 4}),
    0.3,
)
_NEW_APP = _Scenario(
    "New app download",
    ("Offer app tutorial",),
    _ANY_TIME,
    weighted({"Marketing": 5, "Support": 5}),
    0.2,
)
_TARIFF_INQUIRY = _Scenario(
    "Tariff inquiry",
    ("Send tariff comparison",),
    _ANY_TIME,
    weighted({"Marketing": 8, "Retention": 2}),
    0.4,
)

# How far back a contact still calls for something.
_ASKED_WITHIN_DAYS = 183
# Those who look at tariffs on the website leave no contact behind.
_BROWSES_TARIFFS = {
    Segment.VALUE_SEEKERS: 0.3,
    Segment.TRADITIONALISTS: 0.08,
    Segment.DIGITAL_NATIVES: 0.12,
    Segment.ECO_SAVERS: 0.16,
}


def action_rows(person: Person, contacts: list[Contact], dice: Dice) -> list[Row]:
    """Return what is recommended for the customer, the most pressing first; at most two."""
    return [
        (
            person.customer_id,
            scenario.name,
            dice.pick(scenario.actions),
            dice.pick(scenario.urgencies),
            yes_no(dice.chance(scenario.follow_up)),
            dice.pick(scenario.teams),
        )
        for scenario in islice(_scenarios(person, contacts, dice), _MOST)
    ]


def _scenarios(person: Person, contacts: list[Contact], dice: Dice) -> Iterator[_Scenario]:
    if person.trouble is Trouble.MISSED_PAYMENT and dice.chance(0.9):
        yield _MISSED_PAYMENT
    billing = asked_about(contacts, About.BILLING, _ASKED_WITHIN_DAYS)
    if dice.chance(0.7 if billing or person.trouble is Trouble.DISPUTED_BILL else 0.02):
        yield _BILLING_QUERY
    if person.login_days_ago >= _INACTIVE_DAYS and dice.chance(0.7):
        yield _INACTIVE
    if dice.chance(0.75 if person.daily_kwh > HIGH_USE_KWH else 0.07):
        yield _HIGH_USAGE
    if person.recent_activity == Activity.DOWNLOADED_APP and dice.chance(0.8):
        yield _NEW_APP
    tariffs = asked_about(contacts, About.TARIFFS, _ASKED_WITHIN_DAYS)
    if dice.chance(0.75 if tariffs else _BROWSES_TARIFFS[dice.pick(person.archetypes).segment]):
        yield _TARIFF_INQUIRY
