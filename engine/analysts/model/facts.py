"""The record as numbered facts: what the model is shown and may point to.

A trigger that the model names is the number of a fact, so that its field, value and date come
from the record and not from the model. A free text that gives orders to the model is withheld from
it, not from the agent. Nothing here identifies a person: no name, place, address,
account, agent or notification id is among them. What people typed is cleaned and masked, and its
health information reduced, where the facts become text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.analysts.model.orders import LONGEST_TEXT, as_data
from engine.checks.signs import PENSION_AGE
from engine.clock import local_date
from engine.models.case import Trigger
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from engine.models.case import Profile

NEWEST_INTERACTIONS = 6
NEWEST_NOTIFICATIONS = 4
NEWEST_SENT = 2
MOST_ACTIONS = 4
_AGE_BAND = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the record.

    Attributes:
        label: what it is, as the model reads it.
        shown: its value as the model reads it, but not yet masked.
        trigger: the field, value and date that the agent reads when the model points to it.
    """

    label: str
    shown: str
    trigger: Trigger


def facts_of(profile: Profile) -> tuple[Fact, ...]:
    """Return the facts of a record, in an order that is the same every time."""
    return tuple(fact for part in _PARTS for fact in part(profile))


def _account(profile: Profile) -> Iterator[Fact]:
    activity = profile.activity
    dated = activity.last_login
    yield from _known("churn risk", "Churn_Risk_Score", profile.score.churn, dated, "/100")
    yield from _known("engagement", "Engagement_Score", activity.engagement_score, dated, "/100")
    yield from _known("account", "Account_Status", activity.account_status, dated)
    yield from _known("plan", "Subscription_Type", activity.subscription_type)
    yield from _known("tenure", "Account_Tenure_Years", activity.account_tenure_years, None, " y")
    yield from _known("last transaction", "Last_Transaction", activity.last_transaction)
    yield from _known("recent activity", "Recent_Activity", activity.recent_activity)
    if dated:
        yield Fact("last login", _day(dated), Trigger("Last_Login", _day(dated), dated))


def _customer(profile: Profile) -> Iterator[Fact]:
    customer = profile.customer
    yield from _known(
        "satisfaction", "Satisfaction_Score", customer.satisfaction_score, None, "/10"
    )
    yield from _known("income", "Income_Bracket", customer.income_bracket)
    if customer.age is not None:
        # A band says what matters for the tone; the age itself narrows down who it is.
        low = customer.age // _AGE_BAND * _AGE_BAND
        pension = ", State Pension age" if customer.age >= PENSION_AGE else ""
        shown = f"{low} to {low + _AGE_BAND - 1}{pension}"
        yield Fact("age", shown, Trigger("Age", str(customer.age)))
    if customer.customer_since:
        since = customer.customer_since
        yield Fact("since", str(since.year), Trigger("Customer_Since", since.isoformat(), since))
    yield Fact(
        "opted in",
        "yes" if profile.score.contactable else "no",
        Trigger("Opted_In", "Yes" if customer.opted_in else "No", profile.score.objected_at),
    )


def _interactions(profile: Profile) -> Iterator[Fact]:
    for one in profile.interactions[:NEWEST_INTERACTIONS]:
        known = (one.channel, one.interaction_type, one.sentiment, one.resolution_status)
        words = " ".join(word for word in known if word)
        when = _day(one.occurred_at) if one.occurred_at else "undated"
        said = one.summary or ""
        yield Fact(
            "contact",
            f'{when} {words} "{as_data(said)}"' if said else f"{when} {words}",
            Trigger(
                "Summary" if said else "Interaction_Type",
                said or one.interaction_type or "",
                one.occurred_at,
            ),
        )


def _notifications(profile: Profile) -> Iterator[Fact]:
    for one in profile.notifications[:NEWEST_NOTIFICATIONS]:
        when = _day(one.sent_at) if one.sent_at else "undated"
        reaction = "clicked" if one.clicked else "opened" if one.opened else "not opened"
        known = (one.channel, one.notification_type, one.delivery_status, reaction)
        yield Fact(
            "sent before",
            f"{when} {' '.join(word for word in known if word)}",
            Trigger("Notification_Type", one.notification_type or "", one.sent_at),
        )


def _sent_from_here(profile: Profile) -> Iterator[Fact]:
    """Tell what we wrote last, so that the same is not proposed again."""
    for one in profile.contacts[:NEWEST_SENT]:
        reported = [report for report in profile.reports if report.notification_id is not None]
        fates = [r.kind for r in reported if r.notification_id == one.notification_id]
        fate = str(fates[-1]) if fates else str(one.state)
        # Words that one of us approved are no stranger's orders, though they may ask for an answer.
        words = clean_line(one.message)[:LONGEST_TEXT]
        yield Fact(
            "we wrote",
            f'{_day(one.approved_at)} {one.channel} {one.kind} {fate} "{words}"',
            Trigger("Sent from here", f"{one.channel}, {fate}", one.approved_at),
        )
    for gone in profile.suppressed:
        yield Fact(
            "address gone",
            f"{gone.channel}: since {_day(gone.since)}",
            Trigger("Delivery report", f"{gone.channel}: {gone.reason}", gone.since),
        )


def _actions(profile: Profile) -> Iterator[Fact]:
    for one in profile.actions[:MOST_ACTIONS]:
        urgency = f" ({one.urgency_level} urgency)" if one.urgency_level else ""
        yield Fact(
            "recommended",
            f"{as_data(one.scenario or 'no scenario')}: "
            f"{as_data(one.recommended_action or 'none')}{urgency}",
            Trigger("Scenario", one.scenario or ""),
        )


def _energy(profile: Profile) -> Iterator[Fact]:
    for one in profile.energy[:1]:
        yield from _known("use a day", "Daily_Energy_Usage_kWh", one.daily_energy_usage_kwh, None)
        yield from _known("owns", "Solar_EV_Ownership", one.solar_ev_ownership)
        yield from _known("anomaly", "Billing_Anomaly", one.billing_anomaly)


def _known(
    label: str,
    field: str,
    value: str | float | None,
    dated: datetime | date | None = None,
    unit: str = "",
) -> Iterator[Fact]:
    if value is None:
        return
    text = value if isinstance(value, str) else f"{value:g}"
    yield Fact(label, f"{as_data(text)}{unit}", Trigger(field, text, dated))


def _day(moment: datetime) -> str:
    return local_date(moment).isoformat()


_PARTS = (
    _account,
    _customer,
    _interactions,
    _notifications,
    _sent_from_here,
    _actions,
    _energy,
)
