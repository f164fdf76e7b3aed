"""``Customer Profiles.csv``: one row per customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample.layout import yes_no
from engine.sample.people import LONG_AWAY_DAYS
from engine.sample.quirks import STALE_LABEL, or_missing

if TYPE_CHECKING:
    from engine.sample.dates import Dates
    from engine.sample.dice import Dice
    from engine.sample.layout import Row
    from engine.sample.people import Person

_LABELS = ("Engaged", "At Risk", "Digital Native", "Dormant")


def profile_row(person: Person, dice: Dice, dates: Dates) -> Row:
    """Return the customer's profile."""
    return (
        person.customer_id,
        person.name,
        person.age,
        person.place.town,
        person.preferred_channel,
        dice.pick(_LABELS) if dice.chance(STALE_LABEL) else _source_label(person),
        yes_no(person.opted_in),
        person.income,
        dates.day[person.tenure_days],
        or_missing(person.satisfaction, dice),
    )


def _source_label(person: Person) -> str:
    """The source system's own idea of a segment: from activity alone."""
    if person.login_days_ago > LONG_AWAY_DAYS or person.engagement < 20:
        return "Dormant"
    if person.churn >= 60 or person.engagement < 30:
        return "At Risk"
    return "Digital Native" if person.uses_app and person.engagement >= 65 else "Engaged"
