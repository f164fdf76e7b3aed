"""The values that texts may name, taken from one customer's record; see ``placeholders``.

Every value is ready to read: dates as "1 June 2026", numbers without a needless ".0", free text
cleaned, cut and for the agent's eyes only. What the record does not hold is left out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.analysts.cases import MARKETING_CASES, SPOKEN_FOR, Case, has_objected
from engine.analysts.contact_facts import contact_facts
from engine.analysts.entries import ground_key
from engine.analysts.quality import quality_facts
from engine.analysts.words import EMPTY, known, listed, mark, quoted
from engine.checks.signs import is_of_pension_age, may_join_register, shows_hardship, shows_need
from engine.clock import local_date
from engine.language.british import format_date, plain_number
from engine.models.vocabulary import Channel, Ground

if TYPE_CHECKING:
    from engine.analysts.texts import Texts
    from engine.models.case import Profile

_PLANS = ("Basic", "Premium", "Green")
_QUIET = timedelta(days=90)
_LOW_ENGAGEMENT = 30
_LOW_SATISFACTION, _HIGH_SATISFACTION = 3, 8
_THIN_DATA = 0.5


def facts_of(profile: Profile, case: Case, approach: Case, texts: Texts) -> dict[str, str]:
    """Return every value that the record holds, by placeholder.

    Args:
        profile: the record.
        case: what the contact is about; it decides which open issue is spoken of.
        approach: the case whose words are used towards the customer.
        texts: where the names of things come from.
    """
    facts = (
        _customer(profile)
        | _account(profile, texts)
        | _standing(profile, approach)
        | _energy(profile, texts)
        | contact_facts(profile, case, texts)
        | quality_facts(profile, texts)
    )
    facts["also"] = _other_grounds(profile, case, texts, facts)
    return facts


def _customer(profile: Profile) -> dict[str, str]:
    customer = profile.customer
    age = customer.age
    joins = may_join_register(profile)
    satisfaction = customer.satisfaction_score
    shown = _number(satisfaction)
    return known(
        age=_number(age),
        pension_age=_number(age) if joins and is_of_pension_age(profile) else None,
        may_join_register=mark(joins),
        hardship_sign=mark(joins and shows_hardship(profile)),
        need_sign=mark(joins and shows_need(profile)),
        registered=mark(customer.priority_services),
        income=quoted(customer.income_bracket),
        customer_since=format_date(customer.customer_since) if customer.customer_since else None,
        satisfaction=shown,
        satisfaction_low=shown if _at_most(satisfaction, _LOW_SATISFACTION) else None,
        satisfaction_high=shown if _at_least(satisfaction, _HIGH_SATISFACTION) else None,
    )


def _account(profile: Profile, texts: Texts) -> dict[str, str]:
    activity, score = profile.activity, profile.score
    plan = activity.subscription_type if activity.subscription_type in _PLANS else None
    tenure, engagement = activity.account_tenure_years, activity.engagement_score
    values = known(
        plan=plan,
        plan_not_green=None if plan == "Green" else plan,
        tenure=None if tenure is None else texts.count("year", plain_number(tenure)),
        status=quoted(activity.account_status),
        last_activity=quoted(activity.recent_activity),
        last_transaction=quoted(activity.last_transaction),
        engagement=_number(engagement),
        engagement_low=None if _at_least(engagement, _LOW_ENGAGEMENT) else _number(engagement),
        churn=_number(score.churn),
        churn_high=_number(score.churn) if Ground.HIGH_CHURN in score.grounds else None,
    )
    if activity.last_login:
        values["last_login"] = format_date(activity.last_login)
        days = (local_date(score.as_of) - local_date(activity.last_login)).days
        if days >= 0:
            values["days_since_login"] = texts.count("day", str(days))
        if days >= _QUIET.days:
            values["quiet_since"] = values["last_login"]
    return values


def _standing(profile: Profile, approach: Case) -> dict[str, str]:
    """Whether and how the customer may be contacted."""
    customer, score = profile.customer, profile.score
    differs = customer.preferred_channel not in (None, score.channel)
    # Who came back to us after an objection has not objected any more.
    objected = has_objected(profile) and not score.contactable
    moment = score.objected_at or next(
        (one.occurred_at for one in profile.interactions if one.is_objection), None
    )
    day = format_date(moment) if objected and moment else None
    return known(
        channel=score.channel.value,
        preferred_channel=str(customer.preferred_channel) if differs else None,
        objected=mark(objected),
        objected_at=day,
        opted_in_objected=day if customer.opted_in else None,
        not_opted_in=mark(not customer.opted_in),
        in_breathing_space=mark(customer.breathing_space),
        marketing_call=mark(score.channel is Channel.PHONE and approach in MARKETING_CASES),
        thin_data=f"{score.data_confidence:.0%}" if score.data_confidence < _THIN_DATA else None,
    )


def _energy(profile: Profile, texts: Texts) -> dict[str, str]:
    if not profile.energy:
        return {}
    energy = profile.energy[0]
    counts = {
        "opens": energy.campaign_opens,
        "clicks": energy.campaign_clicks,
        "conversions": energy.campaign_conversions,
    }
    shown = {name: str(count) for name, count in counts.items() if count is not None}
    anomaly, segment = energy.billing_anomaly, energy.business_segment
    return known(
        technology=texts.named("technology", energy.solar_ev_ownership),
        daily_kwh=_number(energy.daily_energy_usage_kwh),
        billing_anomaly=None if anomaly == "None" else quoted(anomaly),
        campaigns=texts.first("words.campaigns", shown),
        energy_segment=None if segment == profile.score.segment else quoted(segment),
    )


def _other_grounds(profile: Profile, case: Case, texts: Texts, facts: dict[str, str]) -> str:
    others = profile.score.grounds & ~SPOKEN_FOR.get(case, Ground(0))
    phrases = [texts.first(f"also.{ground_key(ground)}", facts) for ground in others]
    said = [phrase for phrase in phrases if phrase]
    if not said:
        return EMPTY
    return texts.first("words.also", {"grounds": listed(said, texts.word("words.and"))})


def _number(value: float | None) -> str | None:
    return None if value is None else plain_number(value)


def _at_most(value: float | None, limit: float) -> bool:
    return value is not None and value <= limit


def _at_least(value: float | None, limit: float) -> bool:
    return value is not None and value >= limit
