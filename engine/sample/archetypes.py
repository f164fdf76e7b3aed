"""The four kinds of customer, as habits: what each tends to be and do.

An archetype is never written down beside a customer. It shows in the evidence: age, plan, income,
channel, tenure, what they ask about, what stands on their roof. Only the energy file names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.vocabulary import Segment
from engine.sample.dates import LONGEST_TENURE_DAYS
from engine.sample.dice import hill, log_normal, log_normal_whole, weighted

if TYPE_CHECKING:
    from engine.sample.dice import Dice

NEWEST_TENURE_DAYS = 45
"""The newest account; long enough to have had a first bill."""

MIXED = 0.065
"""Customers who take each habit from one of two archetypes."""


@dataclass(frozen=True, slots=True, eq=False)
class Archetype:
    """What one kind of customer tends to be. Tuples are slots to draw from.

    Attributes:
        ages: in years.
        tenure_days: how long they have been with us.
        uses_app: share who do.
        preferred_channels: as they told us; ``App Push`` only counts for those who use the app.
        contact_channels: how they get in touch.
        strain: mean unhappiness, in standard deviations from the average customer.
        engagement: mean engagement score, 0–100, at no unhappiness.
        missed_payment: share who missed one, at no unhappiness.
        daily_kwh: consumption at the meter, kWh a day over the year.
        technology: Solar_EV_Ownership.
        clicks: share of opened campaign messages that are clicked.
    """

    segment: Segment
    ages: tuple[int, ...]
    incomes: tuple[str, ...]
    plans: tuple[str, ...]
    tenure_days: tuple[int, ...]
    uses_app: float
    preferred_channels: tuple[str, ...]
    contact_channels: tuple[str, ...]
    strain: float
    engagement: float
    missed_payment: float
    daily_kwh: tuple[float, ...]
    technology: tuple[str, ...]
    clicks: float


def _tenure(median_years: float, spread: float) -> tuple[int, ...]:
    return log_normal_whole(
        median_years * 365.25, spread, low=NEWEST_TENURE_DAYS, high=LONGEST_TENURE_DAYS
    )


def _daily_kwh(median: float) -> tuple[float, ...]:
    return log_normal(median, 0.38, low=4, high=40)


VALUE_SEEKER = Archetype(
    segment=Segment.VALUE_SEEKERS,
    ages=hill(19, 38, 76),
    incomes=weighted({"Low": 72, "Medium": 26, "High": 2}),
    plans=weighted({"Basic": 88, "Premium": 6, "Green": 6}),
    tenure_days=_tenure(3.2, 0.8),
    uses_app=0.35,
    preferred_channels=weighted({"Email": 38, "SMS": 40, "App Push": 12, "Phone": 10}),
    contact_channels=weighted({"Phone": 34, "Chat": 26, "Email": 22, "SMS": 18}),
    strain=0.3,
    engagement=54,
    missed_payment=0.044,
    daily_kwh=_daily_kwh(8.5),
    technology=weighted({"None": 97, "Solar": 2, "EV": 1}),
    clicks=0.4,
)

TRADITIONALIST = Archetype(
    segment=Segment.TRADITIONALISTS,
    ages=hill(55, 70, 92),
    incomes=weighted({"Low": 28, "Medium": 56, "High": 16}),
    plans=weighted({"Basic": 58, "Premium": 38, "Green": 4}),
    tenure_days=_tenure(13, 0.45),
    uses_app=0.06,
    preferred_channels=weighted({"Phone": 72, "Email": 18, "SMS": 10}),
    contact_channels=weighted({"Phone": 84, "Email": 10, "SMS": 4, "Chat": 2}),
    strain=-0.15,
    engagement=46,
    missed_payment=0.01,
    daily_kwh=_daily_kwh(11),
    technology=weighted({"None": 95, "Solar": 4, "EV": 1}),
    clicks=0.12,
)

DIGITAL_NATIVE = Archetype(
    segment=Segment.DIGITAL_NATIVES,
    ages=hill(19, 28, 46),
    incomes=weighted({"Low": 18, "Medium": 54, "High": 28}),
    plans=weighted({"Basic": 34, "Premium": 54, "Green": 12}),
    tenure_days=_tenure(2.2, 0.6),
    uses_app=0.95,
    preferred_channels=weighted({"App Push": 78, "Email": 12, "SMS": 10}),
    contact_channels=weighted({"Chat": 62, "SMS": 18, "Email": 16, "Phone": 4}),
    strain=-0.05,
    engagement=76,
    missed_payment=0.014,
    daily_kwh=_daily_kwh(7.5),
    technology=weighted({"None": 88, "EV": 9, "Solar": 2, "Both": 1}),
    clicks=0.5,
)

ECO_SAVER = Archetype(
    segment=Segment.ECO_SAVERS,
    ages=hill(28, 46, 72),
    incomes=weighted({"Low": 8, "Medium": 50, "High": 42}),
    plans=weighted({"Green": 88, "Premium": 8, "Basic": 4}),
    tenure_days=_tenure(4.5, 0.6),
    uses_app=0.7,
    preferred_channels=weighted({"Email": 58, "App Push": 28, "SMS": 9, "Phone": 5}),
    contact_channels=weighted({"Email": 50, "Chat": 26, "Phone": 18, "SMS": 6}),
    strain=-0.2,
    engagement=66,
    missed_payment=0.006,
    daily_kwh=_daily_kwh(9.5),
    technology=weighted({"None": 36, "Solar": 28, "EV": 20, "Both": 16}),
    clicks=0.45,
)

ARCHETYPES = (VALUE_SEEKER, TRADITIONALIST, DIGITAL_NATIVE, ECO_SAVER)

_SHARES = (VALUE_SEEKER,) * 25 + (TRADITIONALIST,) * 29 + (DIGITAL_NATIVE,) * 26 + (ECO_SAVER,) * 20


def draw_archetypes(dice: Dice) -> tuple[Archetype, ...]:
    """Return the archetypes that one customer takes habits from; the leading one comes first."""
    leading = dice.pick(_SHARES)
    if not dice.chance(MIXED):
        return (leading,)
    second = dice.pick([other for other in ARCHETYPES if other is not leading])
    return (leading, second)
