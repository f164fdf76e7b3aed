"""The facts that call for contact, each with the column, the value and the date of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from engine.analysts.contact_facts import is_open_complaint
from engine.analysts.words import quoted
from engine.language.british import plain_number
from engine.models.case import Trigger
from engine.models.vocabulary import Ground

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.models.case import Profile
    from engine.models.records import Interaction

_NEWEST = 3

_Finder = Callable[["Profile"], Iterable[Trigger | None]]


def trigger_factors(profile: Profile) -> tuple[Trigger, ...]:
    """Return one trigger or more for each ground that holds, then other telling facts.

    A ground whose evidence is not among the rows is named all the same, as ``Ground``: scoring
    saw what this profile does not show.
    """
    found: list[Trigger | None] = []
    for ground in profile.score.grounds:
        evidence = [trigger for trigger in _GROUNDS[ground](profile) if trigger]
        found += evidence or [_trigger("Ground", (ground.name or "").replace("_", " ").lower())]
    found += chain.from_iterable(telling(profile) for telling in _TELLING)
    return tuple(dict.fromkeys(trigger for trigger in found if trigger))


def _trigger(
    field: str, value: float | str | None, dated: datetime | date | None = None
) -> Trigger | None:
    """Return a trigger, or None where the record holds no value."""
    text = plain_number(value) if isinstance(value, int | float) else quoted(value)
    return Trigger(field, text, dated) if text else None


def _missed_payment(profile: Profile) -> Iterator[Trigger | None]:
    for action in profile.actions:
        if (action.scenario or "").casefold() == "missed payment":
            yield _trigger("Scenario", action.scenario)
    for energy in profile.energy:
        if energy.billing_anomaly == "Missed Payment":
            yield _trigger("Billing_Anomaly", energy.billing_anomaly)


def _summaries(profile: Profile, wanted: Callable[[Interaction], bool]) -> Iterator[Trigger | None]:
    for one in profile.interactions:
        if wanted(one):
            field = "Summary" if one.summary else "Interaction_Type"
            yield _trigger(field, one.summary or one.interaction_type, one.occurred_at)


def _unresolved_billing(profile: Profile) -> Iterator[Trigger | None]:
    yield from _summaries(profile, lambda one: one.is_unresolved and one.about_billing)
    for energy in profile.energy:
        if energy.billing_anomaly in ("Overcharge", "Dispute"):
            yield _trigger("Billing_Anomaly", energy.billing_anomaly)


def _unresolved_complaint(profile: Profile) -> Iterator[Trigger | None]:
    yield from _summaries(profile, is_open_complaint)
    for one in profile.interactions:
        if is_open_complaint(one):
            yield _trigger("Interaction_Type", one.interaction_type, one.occurred_at)


def _several_unresolved(profile: Profile) -> Iterator[Trigger | None]:
    for one in profile.interactions:
        if one.is_unresolved:
            yield _trigger("Resolution_Status", one.resolution_status, one.occurred_at)


def _satisfaction(profile: Profile) -> Iterator[Trigger | None]:
    yield _trigger("Satisfaction_Score", profile.customer.satisfaction_score)


# The account row is dated by its login, the only date that it has.
def _churn(profile: Profile) -> Iterator[Trigger | None]:
    yield _trigger("Churn_Risk_Score", profile.score.churn, profile.activity.last_login)


def _engagement(profile: Profile) -> Iterator[Trigger | None]:
    activity = profile.activity
    yield _trigger("Engagement_Score", activity.engagement_score, activity.last_login)


def _status(profile: Profile) -> Iterator[Trigger | None]:
    activity = profile.activity
    yield _trigger("Account_Status", activity.account_status, activity.last_login)


_GROUNDS: dict[Ground, _Finder] = {
    Ground.MISSED_PAYMENT: _missed_payment,
    Ground.UNRESOLVED_BILLING: _unresolved_billing,
    Ground.UNRESOLVED_COMPLAINT: _unresolved_complaint,
    Ground.SEVERAL_UNRESOLVED: _several_unresolved,
    Ground.LOW_SATISFACTION: _satisfaction,
    Ground.HIGH_CHURN: _churn,
    Ground.MEDIUM_CHURN: _churn,
    Ground.LOW_ENGAGEMENT: _engagement,
    Ground.STATUS_AT_RISK: _status,
    Ground.STATUS_DORMANT: _status,
}


def _escalated(profile: Profile) -> Iterator[Trigger | None]:
    for one in profile.interactions:
        if one.resolution_status == "Escalated":
            yield _trigger("Resolution_Status", one.resolution_status, one.occurred_at)


def _standing(profile: Profile) -> Iterator[Trigger | None]:
    """What limits the contact."""
    customer = profile.customer
    for one in profile.interactions:
        if one.is_objection:
            by_type = one.interaction_type == "Unsubscribe" or not one.summary
            yield _trigger(
                "Interaction_Type" if by_type else "Summary",
                one.interaction_type if by_type else one.summary,
                one.occurred_at,
            )
    if not customer.opted_in:
        yield _trigger("Opted_In", "No")
    if customer.breathing_space:
        yield _trigger("Breathing_Space", "Yes")
    if profile.activity.account_status == "Suspended":
        yield from _status(profile)


def _last_mood(profile: Profile) -> Iterator[Trigger | None]:
    for one in profile.interactions[:1]:
        if one.sentiment == "Negative":
            yield _trigger("Sentiment", one.sentiment, one.occurred_at)


def _unreached(profile: Profile) -> Iterator[Trigger | None]:
    """Notifications that did not arrive, and the newest ones if they were left unopened."""
    lost = (one for one in profile.notifications if one.delivery_status in ("Failed", "Bounced"))
    for one in islice(lost, _NEWEST):
        yield _trigger("Delivery_Status", one.delivery_status, one.sent_at)
    ignored = takewhile(lambda one: one.opened is False, profile.notifications)
    for one in islice(ignored, _NEWEST):
        yield _trigger("Opened", "No", one.sent_at)


def _asked_for(profile: Profile) -> Iterator[Trigger | None]:
    for action in profile.actions:
        yield _trigger("Scenario", action.scenario)
        if action.urgency_level == "High":
            yield _trigger("Urgency_Level", action.urgency_level)
        if action.follow_up_required:
            yield _trigger("Follow_Up_Required", "Yes")


def _energy(profile: Profile) -> Iterator[Trigger | None]:
    for energy in profile.energy:
        if energy.billing_anomaly not in (None, "None"):
            yield _trigger("Billing_Anomaly", energy.billing_anomaly)
        if energy.support_ticket_issue in ("Billing Query", "Complaint"):
            yield _trigger("Support_Ticket_Issue", energy.support_ticket_issue)


_TELLING: tuple[_Finder, ...] = (
    _standing,
    _escalated,
    _last_mood,
    _asked_for,
    _unreached,
    _energy,
)
