"""``Account Activity Logs.csv``: how the account stands, and now and then how it stood before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample.dates import HOME_TIMES
from engine.sample.dice import weighted
from engine.sample.people import LONG_AWAY_DAYS, RECENT_DAYS, Trouble
from engine.sample.quirks import SECOND_ACCOUNT_ROW, WRONG_TENURE, or_missing

if TYPE_CHECKING:
    from engine.sample.dates import Dates
    from engine.sample.dice import Dice
    from engine.sample.layout import Row
    from engine.sample.people import Person

_AT_RISK_CHURN = 62
_SUSPENDED_AFTER_MISSED_PAYMENT = 0.08

_USUAL_TRANSACTIONS = weighted(
    {"Bill Payment": 68, "Support Request": 8, "Tariff Switch": 7, "": 17}
)
_TRANSACTIONS_AFTER_CONTACT = weighted(
    {"Support Request": 48, "Bill Payment": 38, "Tariff Switch": 6, "": 8}
)
_TRANSACTIONS_IN_ARREARS = weighted({"Support Request": 50, "": 42, "Tariff Switch": 8})

_WRONG_BY_YEARS = weighted({2: 3, 3: 3, 4: 2, 5: 1, 8: 1})
_BETWEEN_ROWS_DAYS = (14, 200)


def account_rows(person: Person, dice: Dice, dates: Dates) -> list[Row]:
    """Return the customer's account row, and for a few an older one before it."""
    tenure = round(person.tenure_days / 365.25, 1)
    if dice.chance(WRONG_TENURE):
        tenure = round(tenure + dice.pick(_WRONG_BY_YEARS), 1)
    rows: list[Row] = []
    if dice.chance(SECOND_ACCOUNT_ROW):
        earlier = person.login_days_ago + dice.between(*_BETWEEN_ROWS_DAYS)
        if earlier <= person.tenure_days:
            was_better = dice.between(2, 12)
            rows.append(
                (
                    person.customer_id,
                    "Active",
                    dice.pick(_USUAL_TRANSACTIONS),
                    dates.moment(earlier, HOME_TIMES, dice),
                    "No recent activity",
                    min(100, person.engagement + was_better),
                    tenure,
                    person.plan,
                    max(1, person.churn - was_better),
                )
            )
    # Without its login the current row of two could not be told from the older one.
    login = dates.moment(person.login_days_ago, HOME_TIMES, dice)
    rows.append(
        (
            person.customer_id,
            _draw_status(person, dice),
            _draw_transaction(person, dice),
            login if rows else or_missing(login, dice),
            person.recent_activity,
            or_missing(person.engagement, dice),
            tenure,
            person.plan,
            person.churn,
        )
    )
    return rows


def _draw_status(person: Person, dice: Dice) -> str:
    if person.trouble is Trouble.MISSED_PAYMENT and dice.chance(_SUSPENDED_AFTER_MISSED_PAYMENT):
        return "Suspended"
    if person.login_days_ago > LONG_AWAY_DAYS:
        return "Dormant"
    return "At Risk" if person.churn >= _AT_RISK_CHURN else "Active"


def _draw_transaction(person: Person, dice: Dice) -> str:
    if person.trouble is Trouble.MISSED_PAYMENT:
        return dice.pick(_TRANSACTIONS_IN_ARREARS)
    if person.was_in_touch(RECENT_DAYS):
        return dice.pick(_TRANSACTIONS_AFTER_CONTACT)
    return dice.pick(_USUAL_TRANSACTIONS)
