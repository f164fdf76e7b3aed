"""``Energy Usage.csv``: consumption, campaigns and billing oddities, for some of the customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.vocabulary import Segment
from engine.sample.dates import SEASONS
from engine.sample.dice import log_normal_whole, weighted
from engine.sample.people import Trouble
from engine.sample.quirks import WRONG_SEGMENT

if TYPE_CHECKING:
    from engine.sample.dates import Dates
    from engine.sample.dice import Dice
    from engine.sample.layout import Row
    from engine.sample.people import Person

COVERED = 0.6
"""Customers who have a row; the others have no smart meter that reports."""

_DAYS_IN_QUARTER = 91
# A quarter's consumption against a quarter of the year's.
_SEASONAL_FACTOR = dict(zip(SEASONS, (1.4, 0.95, 0.65, 1.0), strict=True))

_CAMPAIGN_EMAILS_OPENED = log_normal_whole(4, 0.7, low=0, high=40)
_CONVERSION = 0.08

_USUAL_TICKETS = weighted(
    {
        "General Inquiry": 44,
        "Billing Query": 22,
        "Tariff Change": 18,
        "Technical Issue": 13,
        "Complaint": 3,
    }
)
_TICKETS_WHEN_UPSET = weighted(
    {
        "Complaint": 34,
        "Billing Query": 28,
        "Technical Issue": 18,
        "General Inquiry": 12,
        "Tariff Change": 8,
    }
)
_TICKETS_IN_TROUBLE = weighted({"Billing Query": 70, "Complaint": 25, "General Inquiry": 5})

_ANOMALIES = {
    Trouble.NONE: weighted({"None": 993, "Overcharge": 4, "Dispute": 3}),
    Trouble.MISSED_PAYMENT: weighted({"Missed Payment": 85, "None": 15}),
    Trouble.DISPUTED_BILL: weighted({"Overcharge": 35, "Dispute": 30, "None": 35}),
}


def energy_rows(person: Person, dice: Dice, dates: Dates) -> list[Row]:
    """Return the customer's row, or none for those the file does not cover."""
    if not dice.chance(COVERED):
        return []
    # The quarter in progress: the season of the newest day.
    factor = _SEASONAL_FACTOR[SEASONS[dates.season[1]]] * (0.9 + 0.2 * dice.roll())
    opens = int(dice.pick(_CAMPAIGN_EMAILS_OPENED) * person.engagement / 60)
    clicks = _some_of(opens, dice.pick(person.archetypes).clicks, dice)
    return [
        (
            person.customer_id,
            _draw_segment(person, dice),
            person.place.region,
            person.daily_kwh,
            round(person.daily_kwh * _DAYS_IN_QUARTER * factor, 1),
            person.technology,
            clicks,
            opens,
            _some_of(clicks, _CONVERSION, dice),
            dice.pick(_tickets(person)),
            dice.pick(_ANOMALIES[person.trouble]),
        )
    ]


def _draw_segment(person: Person, dice: Dice) -> str:
    segment = person.archetypes[0].segment
    if dice.chance(WRONG_SEGMENT):
        segment = dice.pick([other for other in Segment if other is not segment])
    return segment.value


def _some_of(count: int, share: float, dice: Dice) -> int:
    return sum(dice.chance(share) for _ in range(count))


def _tickets(person: Person) -> tuple[str, ...]:
    if person.trouble is not Trouble.NONE:
        return _TICKETS_IN_TROUBLE
    return _TICKETS_WHEN_UPSET if person.mood == 2 else _USUAL_TICKETS
