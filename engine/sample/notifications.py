"""``Notification History.csv``: what was sent to the customer and what came of it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from engine.sample.dates import SENDING_TIMES
from engine.sample.dice import log_normal, weighted
from engine.sample.layout import yes_no
from engine.sample.people import HIGH_USE_KWH, Trouble, draw_days
from engine.sample.quirks import CLICKED_UNOPENED, FAILED_YET_OPENED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.sample.dates import Dates
    from engine.sample.dice import Dice
    from engine.sample.layout import Row
    from engine.sample.people import Person

_COUNTS = weighted({0: 9, 1: 17, 2: 22, 3: 20, 4: 14, 5: 9, 6: 5, 7: 3, 8: 1})

_AWAY_DAYS = 60


# How many reminders there are to three alerts, by how payments stand.
_REMINDERS = {"missed": 14, "tight": 3, "easy": 1}


def _kinds(*, payments: str, away: bool, opted_in: bool, high_use: bool) -> tuple[str, ...]:
    # Offers and invitations are marketing: nobody who opted out is sent any.
    return weighted(
        {
            "Payment Reminder": _REMINDERS[payments],
            "Re-engagement": (8 if away else 1) if opted_in else 0,
            "Tariff Offer": 5 if opted_in else 0,
            "Usage Alert": 9 if high_use else 3,
        }
    )


_KINDS = {
    (payments, away, opted_in, high_use): _kinds(
        payments=payments, away=away, opted_in=opted_in, high_use=high_use
    )
    for payments in _REMINDERS
    for away, opted_in, high_use in product((False, True), repeat=3)
}

_CHANNELS_WITHOUT_APP = {
    "Email": weighted({"Email": 80, "SMS": 20}),
    "SMS": weighted({"SMS": 75, "Email": 25}),
    "Phone": weighted({"SMS": 50, "Email": 50}),
}
_CHANNELS_WITH_APP = {
    "Email": weighted({"Email": 60, "App Push": 30, "SMS": 10}),
    "SMS": weighted({"SMS": 60, "App Push": 30, "Email": 10}),
    "App Push": weighted({"App Push": 80, "Email": 14, "SMS": 6}),
    "Phone": weighted({"SMS": 45, "Email": 35, "App Push": 20}),
}

_PRIORITIES = {
    "Payment Reminder": weighted({"High": 55, "Medium": 40, "Low": 5}),
    "Re-engagement": weighted({"Medium": 45, "Low": 45, "High": 10}),
    "Tariff Offer": weighted({"Low": 65, "Medium": 32, "High": 3}),
    "Usage Alert": weighted({"Medium": 60, "High": 20, "Low": 20}),
}

_DELIVERIES = {
    "Email": weighted({"Delivered": 955, "Bounced": 35, "Failed": 10}),
    "SMS": weighted({"Delivered": 970, "Failed": 30}),
    "App Push": weighted({"Delivered": 960, "Failed": 40}),
}

_ACTIONS_AFTER_CLICK = {
    "Payment Reminder": weighted({"Contacted support": 35, "Viewed dashboard": 15, "": 50}),
    "Re-engagement": weighted({"Viewed dashboard": 40, "Contacted support": 5, "": 55}),
    "Tariff Offer": weighted({"Switched tariff": 16, "Viewed dashboard": 16, "": 68}),
    "Usage Alert": weighted({"Viewed dashboard": 60, "Contacted support": 8, "": 32}),
}
_CALLED_WITHOUT_CLICK = 0.03
_NOTHING_DONE = weighted({"": 85, "NaN": 15})

# Hours from sending to opening.
_RESPONSE_HOURS = log_normal(3.5, 1.1, low=0.1, high=96)
# From the last sending time on a day to midnight.
_HOURS_LEFT = 4


def notification_rows(
    person: Person, dice: Dice, dates: Dates, numbers: Iterator[int]
) -> list[Row]:
    """Return what was sent to the customer, oldest first.

    Args:
        person: who it was sent to.
        dice: where the chance comes from.
        dates: days before the extract.
        numbers: gives the number of each Notification_ID, never the same twice.
    """
    payments = "tight" if person.income == "Low" else "easy"
    if person.trouble is Trouble.MISSED_PAYMENT:
        payments = "missed"
    high_use = person.daily_kwh > HIGH_USE_KWH
    kinds = _KINDS[payments, person.login_days_ago > _AWAY_DAYS, person.opted_in, high_use]
    by_preference = _CHANNELS_WITH_APP if person.uses_app else _CHANNELS_WITHOUT_APP
    channels = by_preference[person.preferred_channel]
    rows: list[Row] = []
    for days_ago in draw_days(dice.pick(_COUNTS), person.tenure_days, dates, dice):
        kind = dice.pick(kinds)
        channel = dice.pick(channels)
        opened, clicked, delivery = _draw_response(person, channel, dice)
        hours: float | str = ""
        if opened or clicked:
            # Nobody answers after the day of the extract.
            hours = min(dice.pick(_RESPONSE_HOURS), 24.0 * (days_ago - 1) + _HOURS_LEFT)
        # Whoever viewed the dashboard has logged in since.
        may_view = person.login_days_ago < days_ago
        rows.append(
            (
                f"N-{next(numbers)}",
                person.customer_id,
                channel,
                dates.moment(days_ago, SENDING_TIMES, dice),
                kind,
                yes_no(opened),
                yes_no(clicked),
                _draw_action(kind, dice, opened=opened, clicked=clicked, may_view=may_view),
                delivery,
                dice.pick(_PRIORITIES[kind]),
                hours,
            )
        )
    return rows


def _draw_response(person: Person, channel: str, dice: Dice) -> tuple[bool, bool, str]:
    """Return opened, clicked and delivery status: in agreement, but for a few."""
    if dice.chance(CLICKED_UNOPENED):
        return False, True, "Delivered"
    if dice.chance(FAILED_YET_OPENED):
        return True, False, "Failed"
    delivery = dice.pick(_DELIVERIES[channel])
    interest = 0.1 + 0.006 * person.engagement + (0.2 if channel == "SMS" else 0.0)
    opened = delivery == "Delivered" and dice.chance(interest)
    clicked = opened and dice.chance(dice.pick(person.archetypes).clicks)
    return opened, clicked, delivery


def _draw_action(kind: str, dice: Dice, *, opened: bool, clicked: bool, may_view: bool) -> str:
    action = ""
    if clicked:
        action = dice.pick(_ACTIONS_AFTER_CLICK[kind])
    elif opened and dice.chance(_CALLED_WITHOUT_CLICK):
        action = "Contacted support"
    if action == "Viewed dashboard" and not may_view:
        action = ""
    return action or dice.pick(_NOTHING_DONE)
