"""Everything that a text about one customer may state, each thing with the field it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.checks.known_contacts import PUBLIC_CONTACTS, contact_key, contacts_in
from engine.checks.numerals import amounts_in, numbers_in
from engine.checks.stems import stems
from engine.checks.tallies import tallies_of
from engine.clock import LONDON, local_date
from engine.privacy.clean import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from engine.models.case import Profile

PROFILES = "Customer Profiles.csv"
ACTIVITY = "Account Activity Logs.csv"
INTERACTIONS = "Interaction History.csv"
NOTIFICATIONS = "Notification History.csv"
ACTIONS = "Recommended Actions.csv"
ENERGY = "Energy Usage.csv"


class Role(StrEnum):
    """What a date of the record is the date of."""

    SINCE = "since"
    LOGIN = "login"
    CONTACT = "contact"
    MESSAGE = "message"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the record."""

    day: date
    role: Role
    source: str


@dataclass(slots=True)
class Evidence:
    """What the record of one customer holds; made by ``evidence_of``.

    Attributes:
        profile: the record itself, for claims about states.
        today: the day that "yesterday" and "two weeks ago" are counted from.
        days: every date.
        times: every time of day (hour, minute in London) and its source.
        measures: numbers by what they measure (``age``, ``years``, ``kwh`` …), with their source.
        tallies: how many rows of which kind there are.
        amounts: amounts of money that the free texts of the record state.
        numbers: other numbers that the free texts of the record state.
        names: words of names, folded, and their source.
        stems: stems of the words of the record, and their source.
        contacts: phones, links and addresses that may be named, by ``contact_key``.
        references: ids that stand in the record, upper case.
    """

    profile: Profile
    today: date
    days: list[Day] = field(default_factory=list)
    times: dict[tuple[int, int], str] = field(default_factory=dict)
    measures: dict[str, dict[Decimal, str]] = field(default_factory=dict)
    tallies: dict[str, dict[int, str]] = field(default_factory=dict)
    amounts: dict[Decimal, str] = field(default_factory=dict)
    numbers: dict[Decimal, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


def evidence_of(
    profile: Profile, *, supplier_name: str, also: Iterable[str] = (), today: date | None = None
) -> Evidence:
    """Return what a text about this customer may state.

    Args:
        profile: the record.
        supplier_name: who we are; our own name may be named.
        also: further texts that may be named as they are: the supplier's phone numbers, links and
            opening hours, the agent's name, cited passages.
        today: the present day in London; default: the day of the newest row of the files.
    """
    found = Evidence(profile, today or local_date(profile.score.as_of))
    _add_customer(found)
    _add_account(found)
    _add_contacts(found)
    _add_messages(found)
    _add_actions(found)
    _add_scores(found)
    found.tallies.update(tallies_of(profile))
    for text, source in _free_texts(profile):
        _add_text(found, text, source)
    _add_names(found, supplier_name, "setting supplier.name")
    for text in also:
        _add_text(found, text, "the supplier's own")
        _add_names(found, text, "the supplier's own")
        found.contacts.update(dict.fromkeys(contacts_in(text), "the supplier's own"))
    return found


def _add_customer(found: Evidence) -> None:
    customer = found.profile.customer
    _add_names(found, customer.name, f"{PROFILES} Name")
    _add_names(found, customer.location, f"{PROFILES} Location")
    _measure(found, "age", customer.age, f"{PROFILES} Age")
    _measure(found, "satisfaction", customer.satisfaction_score, f"{PROFILES} Satisfaction_Score")
    found.references[str(customer.customer_id)] = f"{PROFILES} Customer_ID"
    found.contacts.update(PUBLIC_CONTACTS)
    for value, column in ((customer.email, "Email"), (customer.phone, "Phone")):
        if value:
            found.contacts[contact_key(value)] = f"{PROFILES} {column}"
    if customer.customer_since:
        source = f"{PROFILES} Customer_Since"
        found.days.append(Day(customer.customer_since, Role.SINCE, source))
        whole = (found.today - customer.customer_since).days / 365.25
        if whole >= 0:
            _years(found, whole, source)
    for value, column in (
        (customer.income_bracket, "Income_Bracket"),
        (customer.source_segment, "Segment"),
        (customer.preferred_channel, "Preferred_Channel"),
    ):
        _words(found, value, f"{PROFILES} {column}")


def _add_account(found: Evidence) -> None:
    for row in found.profile.activities:
        _moment(found, row.last_login, Role.LOGIN, f"{ACTIVITY} Last_Login")
        if row.account_tenure_years is not None:
            _years(found, row.account_tenure_years, f"{ACTIVITY} Account_Tenure_Years")
        _measure(found, "engagement", row.engagement_score, f"{ACTIVITY} Engagement_Score")
        _measure(found, "churn", row.churn_risk_score, f"{ACTIVITY} Churn_Risk_Score")
        for value, column in (
            (row.account_status, "Account_Status"),
            (row.last_transaction, "Last_Transaction"),
            (row.recent_activity, "Recent_Activity"),
            (row.subscription_type, "Subscription_Type"),
        ):
            _words(found, value, f"{ACTIVITY} {column}")


def _add_contacts(found: Evidence) -> None:
    profile = found.profile
    for row in profile.interactions:
        here = _dated(INTERACTIONS, row.occurred_at)
        _moment(found, row.occurred_at, Role.CONTACT, f"{INTERACTIONS} Date & Time")
        _measure(found, "minutes", row.response_time_minutes, f"{here} Response_Time_Minutes")
        if row.agent_id:
            found.references[row.agent_id.upper()] = f"{here} Agent_ID"
        for value, column in (
            (row.channel, "Channel"),
            (row.interaction_type, "Interaction_Type"),
            (row.sentiment, "Sentiment"),
            (row.resolution_status, "Resolution_Status"),
        ):
            _words(found, value, f"{here} {column}")
        if row.is_unresolved:
            _words(found, "open unresolved unsettled delay wait", f"{here} Resolution_Status")


def _add_messages(found: Evidence) -> None:
    profile = found.profile
    for past in profile.notifications:
        here = f"{NOTIFICATIONS} {past.notification_id}"
        found.references[past.notification_id.upper()] = f"{here} Notification_ID"
        _moment(found, past.sent_at, Role.MESSAGE, f"{here} Sent_Date")
        _measure(found, "hours", past.response_time_hours, f"{here} Response_Time_Hours")
        for value, column in (
            (past.notification_type, "Notification_Type"),
            (past.action_taken, "Action_Taken"),
            (past.delivery_status, "Delivery_Status"),
            (past.channel, "Channel"),
        ):
            _words(found, value, f"{here} {column}")
    for sent in profile.sent:
        moment = sent.finished_at or sent.approved_at
        _moment(found, moment, Role.MESSAGE, f"sent from here, {sent.notification_id}")


def _add_actions(found: Evidence) -> None:
    for action in found.profile.actions:
        for value, column in (
            (action.scenario, "Scenario"),
            (action.recommended_action, "Recommended_Action"),
            (action.assigned_team, "Assigned_Team"),
            (action.urgency_level, "Urgency_Level"),
        ):
            _words(found, value, f"{ACTIONS} {column}")
    for energy in found.profile.energy:
        _measure(found, "kwh", energy.daily_energy_usage_kwh, f"{ENERGY} Daily_Energy_Usage_kWh")
        seasonal = energy.seasonal_energy_usage_kwh
        _measure(found, "kwh", seasonal, f"{ENERGY} Seasonal_Energy_Usage_kWh")
        _add_names(found, energy.region, f"{ENERGY} Region")
        for value, column in (
            (energy.business_segment, "Segment"),
            (energy.support_ticket_issue, "Support_Ticket_Issue"),
            (energy.billing_anomaly, "Billing_Anomaly"),
            (energy.solar_ev_ownership, "Solar_EV_Ownership"),
        ):
            _words(found, value, f"{ENERGY} {column}")


def _add_scores(found: Evidence) -> None:
    score = found.profile.score
    _measure(found, "risk", score.risk_score, "risk score (1 to 10)")
    _measure(found, "churn", score.churn, f"{ACTIVITY} Churn_Risk_Score")
    share = round(score.data_confidence * 100)
    _measure(found, "percent", share, "share of the risk weights with data")
    confidence = round(score.segment_confidence * 100)
    _measure(found, "percent", confidence, "segment confidence")
    _moment(found, score.objected_at, Role.CONTACT, f"{INTERACTIONS} Date & Time (objection)")
    for value in (score.priority.label, score.segment, *score.reasons):
        _words(found, value, "scoring")


def _free_texts(profile: Profile) -> Iterator[tuple[str, str]]:
    for row in profile.interactions:
        if row.summary:
            yield row.summary, f"{_dated(INTERACTIONS, row.occurred_at)} Summary"
    for note in profile.notes:
        yield note.text, f"note by {note.agent}"
    for action in profile.actions:
        if action.scenario:
            yield action.scenario, f"{ACTIONS} Scenario"


def _add_text(found: Evidence, text: str, source: str) -> None:
    _words(found, text, source)
    for amount in amounts_in(text):
        found.amounts.setdefault(amount, source)
    for number in numbers_in(text):
        found.numbers.setdefault(number, source)
    # Proper names that the record states, the first word of the sentence aside.
    for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z'-]+", text):
        found.names.setdefault(folded(word), source)


def _dated(file: str, moment: datetime | None) -> str:
    return f"{file} {local_date(moment).isoformat()}" if moment else file


def _words(found: Evidence, text: str | None, source: str) -> None:
    for stem in stems(text or ""):
        found.stems.setdefault(stem, source)


def _add_names(found: Evidence, text: str | None, source: str) -> None:
    for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text or ""):
        found.names.setdefault(folded(word).replace("’", "'"), source)
        for part in re.split("['’-]", word):
            found.names.setdefault(folded(part), source)


def _moment(found: Evidence, moment: datetime | None, role: Role, source: str) -> None:
    if moment is None:
        return
    local = moment.astimezone(LONDON) if moment.tzinfo else moment
    found.days.append(Day(local.date(), role, source))
    found.times.setdefault((local.hour, local.minute), source)


def _measure(found: Evidence, what: str, value: float | None, source: str) -> None:
    if value is not None:
        found.measures.setdefault(what, {}).setdefault(Decimal(str(value)).normalize(), source)


def _years(found: Evidence, years: float, source: str) -> None:
    """Add a tenure as it is said: exact, whole years gone by, the nearest whole year."""
    for value in (round(years, 1), int(years), round(years)):
        _measure(found, "years", value, source)
