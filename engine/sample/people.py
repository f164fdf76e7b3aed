"""The hidden person behind the rows: who they are, how they are doing, what happened to them.

One latent value, *unhappiness*, moves churn risk, satisfaction, engagement, the mood of contacts
and what stays unresolved. Every file is written from the same person, so that they tell one story.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from engine.sample.archetypes import draw_archetypes
from engine.sample.dates import HISTORY_DAYS
from engine.sample.dice import log_normal_whole, weighted
from engine.sample.names import draw_name
from engine.sample.places import PLACES
from engine.sample.quirks import OBJECTED

if TYPE_CHECKING:
    from engine.sample.archetypes import Archetype
    from engine.sample.dates import Dates
    from engine.sample.dice import Dice
    from engine.sample.places import Place

LONG_AWAY_DAYS = 120
"""After so long without a login an account counts as dormant."""

RECENT_DAYS = 31
"""What lies further back is no longer recent."""

HIGH_USE_KWH = 19.0
"""Daily consumption above this is called high: about one household in sixteen."""

_ADULT_AGE = 18

# Trouble with bills: little money and unhappiness go with missed payments, unhappiness with
# disputes, and trouble makes more of it.
_MISSED_BY_MOOD = (1.0, 1.5, 2.0)
_MISSED_BY_INCOME = {"Low": 1.2, "Medium": 0.8, "High": 0.3}
_DISPUTED_BY_MOOD = (0.015, 0.04, 0.09)
_TROUBLE_UNHAPPINESS = 0.7

_OPTED_OUT = 0.115
_OPTED_OUT_AFTER_OBJECTING = 0.3

# How often somebody got in touch, by mood (calm, cross, upset).
_CONTACTS = (
    weighted({0: 12, 1: 25, 2: 26, 3: 18, 4: 11, 5: 5, 6: 3}),
    weighted({0: 7, 1: 20, 2: 26, 3: 21, 4: 14, 5: 7, 6: 3, 7: 1, 8: 1}),
    weighted({0: 2, 1: 9, 2: 20, 3: 24, 4: 20, 5: 13, 6: 7, 7: 3, 8: 2}),
)

# Days since the last login, by how engaged somebody is.
_LOGIN_DAYS = {
    "engaged": log_normal_whole(5, 0.9, low=1, high=60),
    "middling": log_normal_whole(22, 0.9, low=1, high=240),
    "distant": log_normal_whole(95, 0.7, low=7, high=HISTORY_DAYS),
}


class Trouble(Enum):
    """What is wrong with the bill, if anything."""

    NONE = "none"
    MISSED_PAYMENT = "missed payment"
    DISPUTED_BILL = "disputed bill"


class Activity(StrEnum):
    """What was last seen of the customer, in the words of the files."""

    OPENED_TICKET = "Opened support ticket"
    DOWNLOADED_APP = "Downloaded app"
    VIEWED_DASHBOARD = "Viewed usage dashboard"
    NONE = "No recent activity"


@dataclass(frozen=True, slots=True)
class Person:
    """One customer, with what no file says.

    Attributes:
        archetypes: whose habits they have; hidden. The leading one is their true segment.
        unhappiness: standard normal around the archetype's strain, plus trouble; hidden.
        trouble: what is wrong with the bill; seen only through its consequences.
        tenure_days: days since they joined.
        churn, engagement: scores from 0 to 100.
        satisfaction: from 1 to 10.
        login_days_ago: days since the last login, at least 1.
        contact_days: days ago of each contact, oldest first, all different.
        objected: whether one of the contacts asked us to stop writing.
        daily_kwh: mean consumption at the meter, kWh a day.
    """

    customer_id: int
    archetypes: tuple[Archetype, ...]
    name: str
    age: int
    place: Place
    income: str
    plan: str
    tenure_days: int
    uses_app: bool
    preferred_channel: str
    opted_in: bool
    objected: bool
    unhappiness: float
    trouble: Trouble
    churn: int
    engagement: int
    satisfaction: int
    login_days_ago: int
    contact_days: tuple[int, ...]
    recent_activity: Activity
    technology: str
    daily_kwh: float

    @property
    def mood(self) -> int:
        """0 for calm, 1 for cross, 2 for upset."""
        return mood_of(self.unhappiness)

    def was_in_touch(self, within_days: int) -> bool:
        """Return whether the latest contact is less than so many days ago."""
        return bool(self.contact_days) and self.contact_days[-1] < within_days


def mood_of(unhappiness: float) -> int:
    """Return 0 for calm, 1 for cross, 2 for upset."""
    return (unhappiness > 0.4) + (unhappiness > 1.3)


def draw_person(customer_id: int, dice: Dice, dates: Dates) -> Person:
    """Return one customer, drawn from identity to circumstances to scores."""
    archetypes = draw_archetypes(dice)
    age = dice.pick(dice.pick(archetypes).ages)
    place = dice.pick(PLACES)
    habits = dice.pick(archetypes)
    income = dice.pick(habits.incomes)
    tenure_days = min(dice.pick(habits.tenure_days), (age - _ADULT_AGE) * 365)

    unhappiness = habits.strain + dice.noise()
    trouble = _draw_trouble(habits, income, unhappiness, dice)
    if trouble is not Trouble.NONE:
        unhappiness += _TROUBLE_UNHAPPINESS
    habits = dice.pick(archetypes)
    uses_app = dice.chance(habits.uses_app)
    engagement = _score(habits.engagement - 11 * unhappiness + 11 * dice.noise(), 0, 100)

    contact_days = draw_days(dice.pick(_CONTACTS[mood_of(unhappiness)]), tenure_days, dates, dice)
    objected = dice.chance(OBJECTED)
    if objected and not contact_days:
        contact_days = draw_days(1, tenure_days, dates, dice)
    login_days_ago = min(_draw_login(engagement, dice), tenure_days)
    technology = dice.pick(dice.pick(archetypes).technology)

    return Person(
        customer_id=customer_id,
        archetypes=archetypes,
        name=draw_name(place.people, dates.as_of.year - age, dice),
        age=age,
        place=place,
        income=income,
        plan=dice.pick(dice.pick(archetypes).plans),
        tenure_days=tenure_days,
        uses_app=uses_app,
        preferred_channel=_draw_preferred_channel(archetypes, dice, uses_app=uses_app),
        opted_in=not dice.chance(_OPTED_OUT_AFTER_OBJECTING if objected else _OPTED_OUT),
        objected=objected,
        unhappiness=unhappiness,
        trouble=trouble,
        churn=_score(34 + 16.5 * unhappiness + 9 * dice.noise(), 1, 99),
        engagement=engagement,
        satisfaction=_score(7.0 - 1.75 * unhappiness + 1.1 * dice.noise(), 1, 10),
        login_days_ago=login_days_ago,
        contact_days=contact_days,
        recent_activity=_draw_activity(contact_days, login_days_ago, dice, uses_app=uses_app),
        technology=technology,
        daily_kwh=_draw_daily_kwh(dice.pick(archetypes), place, technology, dice),
    )


def draw_days(count: int, tenure_days: int, dates: Dates, dice: Dice) -> tuple[int, ...]:
    """Return up to ``count`` different open days of the time with us, oldest first.

    Fewer come back when two draws fall on one day: no two rows of a customer share a moment.
    """
    window = min(HISTORY_DAYS, tenure_days)
    found = set()
    for _ in range(count):
        # The square leans towards recent days; a product rounds alike everywhere, a power may not.
        distance = dice.roll()
        found.add(dates.open_day(1 + int((window - 1) * distance * distance)))
    return tuple(sorted(found, reverse=True))


def _draw_trouble(habits: Archetype, income: str, unhappiness: float, dice: Dice) -> Trouble:
    mood = mood_of(unhappiness)
    if dice.chance(habits.missed_payment * _MISSED_BY_MOOD[mood] * _MISSED_BY_INCOME[income]):
        return Trouble.MISSED_PAYMENT
    if dice.chance(_DISPUTED_BY_MOOD[mood]):
        return Trouble.DISPUTED_BILL
    return Trouble.NONE


def _draw_preferred_channel(
    archetypes: tuple[Archetype, ...], dice: Dice, *, uses_app: bool
) -> str:
    channel = dice.pick(dice.pick(archetypes).preferred_channels)
    return "Email" if channel == "App Push" and not uses_app else channel


def _draw_login(engagement: int, dice: Dice) -> int:
    if engagement >= 60:
        return dice.pick(_LOGIN_DAYS["engaged"])
    return dice.pick(_LOGIN_DAYS["middling" if engagement >= 35 else "distant"])


def _draw_activity(
    contact_days: tuple[int, ...], login_days_ago: int, dice: Dice, *, uses_app: bool
) -> Activity:
    if contact_days and contact_days[-1] < RECENT_DAYS and dice.chance(0.6):
        return Activity.OPENED_TICKET
    if login_days_ago > 2 * RECENT_DAYS:
        return Activity.NONE
    if uses_app and dice.chance(0.18):
        return Activity.DOWNLOADED_APP
    return Activity.VIEWED_DASHBOARD if dice.chance(0.7) else Activity.NONE


def _draw_daily_kwh(habits: Archetype, place: Place, technology: str, dice: Dice) -> float:
    # Charging a car at home adds about 7 kWh a day; panels save about 3 over the year.
    extra = {"EV": 7.0, "Solar": -3.0, "Both": 4.0}.get(technology, 0.0)
    return round(min(40.0, max(4.0, dice.pick(habits.daily_kwh) * place.heating + extra)), 1)


def _score(value: float, low: int, high: int) -> int:
    return min(high, max(low, int(value + 0.5)))
