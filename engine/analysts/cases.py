"""Which case a customer's record makes: an ordered table, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.models.vocabulary import Ground, MessageType, Segment

if TYPE_CHECKING:
    from engine.models.case import Profile


class Case(StrEnum):
    """What the contact is about; each has its own texts under the same name."""

    BREATHING_SPACE = "breathing_space"
    MISSED_PAYMENT_OPEN_ISSUE = "missed_payment_open_issue"
    MISSED_PAYMENT = "missed_payment"
    SEVERAL_UNRESOLVED = "several_unresolved"
    UNRESOLVED_COMPLAINT = "unresolved_complaint"
    UNRESOLVED_BILLING = "unresolved_billing"
    LOW_SATISFACTION = "low_satisfaction"
    SUSPENDED = "suspended"
    HIGH_CHURN = "high_churn"
    DORMANT = "dormant"
    LOW_ENGAGEMENT = "low_engagement"
    STATUS_AT_RISK = "status_at_risk"
    MEDIUM_CHURN = "medium_churn"
    OPPORTUNITY_VALUE_SEEKERS = "opportunity_value_seekers"
    OPPORTUNITY_TRADITIONALISTS = "opportunity_traditionalists"
    OPPORTUNITY_DIGITAL_NATIVES = "opportunity_digital_natives"
    OPPORTUNITY_ECO_SAVERS = "opportunity_eco_savers"
    OBJECTED = "objected"
    SERVICE_ONLY = "service_only"


OPPORTUNITIES = {
    Segment.VALUE_SEEKERS: Case.OPPORTUNITY_VALUE_SEEKERS,
    Segment.TRADITIONALISTS: Case.OPPORTUNITY_TRADITIONALISTS,
    Segment.DIGITAL_NATIVES: Case.OPPORTUNITY_DIGITAL_NATIVES,
    Segment.ECO_SAVERS: Case.OPPORTUNITY_ECO_SAVERS,
}

MARKETING_CASES = frozenset(
    {
        Case.HIGH_CHURN,
        Case.DORMANT,
        Case.LOW_ENGAGEMENT,
        Case.STATUS_AT_RISK,
        Case.MEDIUM_CHURN,
        *OPPORTUNITIES.values(),
    }
)
"""Cases whose messages may promote; the others serve, whoever reads them (PECR reg 22)."""

SPOKEN_FOR = {
    Case.BREATHING_SPACE: Ground.MISSED_PAYMENT,
    Case.MISSED_PAYMENT_OPEN_ISSUE: (
        Ground.MISSED_PAYMENT | Ground.UNRESOLVED_BILLING | Ground.UNRESOLVED_COMPLAINT
    ),
    Case.MISSED_PAYMENT: Ground.MISSED_PAYMENT,
    Case.SEVERAL_UNRESOLVED: (
        Ground.SEVERAL_UNRESOLVED | Ground.UNRESOLVED_BILLING | Ground.UNRESOLVED_COMPLAINT
    ),
    Case.UNRESOLVED_COMPLAINT: Ground.UNRESOLVED_COMPLAINT | Ground.UNRESOLVED_BILLING,
    Case.UNRESOLVED_BILLING: Ground.UNRESOLVED_BILLING,
    Case.LOW_SATISFACTION: Ground.LOW_SATISFACTION,
    Case.HIGH_CHURN: Ground.HIGH_CHURN,
    Case.DORMANT: Ground.STATUS_DORMANT,
    Case.LOW_ENGAGEMENT: Ground.LOW_ENGAGEMENT,
    Case.STATUS_AT_RISK: Ground.STATUS_AT_RISK,
    Case.MEDIUM_CHURN: Ground.MEDIUM_CHURN,
}
"""The grounds that a case's own reason names; the others are added to it."""

_Predicate = Callable[["Profile"], bool]

_OPEN_ISSUE = Ground.UNRESOLVED_BILLING | Ground.UNRESOLVED_COMPLAINT


def _any_of(grounds: Ground) -> _Predicate:
    return lambda profile: bool(profile.score.grounds & grounds)


def _all(*predicates: _Predicate) -> _Predicate:
    return lambda profile: all(holds(profile) for holds in predicates)


def _not(predicate: _Predicate) -> _Predicate:
    return lambda profile: not predicate(profile)


def _message_is(kind: MessageType) -> _Predicate:
    return lambda profile: profile.score.message_type is kind


def _in_breathing_space(profile: Profile) -> bool:
    return profile.customer.breathing_space


def _is_suspended(profile: Profile) -> bool:
    return profile.activity.account_status == "Suspended"


def _calls_for_billing_support(profile: Profile) -> bool:
    return any(one.recommended_action == "Provide billing support" for one in profile.actions)


_missed_payment = _any_of(Ground.MISSED_PAYMENT)
_open_issue = _any_of(_OPEN_ISSUE | Ground.SEVERAL_UNRESOLVED)
_payment_may_be_named = _all(_missed_payment, _not(_in_breathing_space))

_CASES: tuple[tuple[Case, _Predicate], ...] = (
    # While Breathing Space runs nobody is asked to pay (rule 13); what the customer raised is
    # answered all the same, by the cases of open issues below.
    (Case.BREATHING_SPACE, _all(_in_breathing_space, _missed_payment, _not(_open_issue))),
    (Case.MISSED_PAYMENT_OPEN_ISSUE, _all(_payment_may_be_named, _any_of(_OPEN_ISSUE))),
    (Case.MISSED_PAYMENT, _payment_may_be_named),
    (Case.SEVERAL_UNRESOLVED, _any_of(Ground.SEVERAL_UNRESOLVED)),
    (Case.UNRESOLVED_COMPLAINT, _any_of(Ground.UNRESOLVED_COMPLAINT)),
    (Case.UNRESOLVED_BILLING, _any_of(Ground.UNRESOLVED_BILLING)),
    (Case.LOW_SATISFACTION, _any_of(Ground.LOW_SATISFACTION)),
    # A billing matter that is not open any more, or that only the other files know of.
    (Case.UNRESOLVED_BILLING, _message_is(MessageType.BILLING_SUPPORT)),
    (Case.SUSPENDED, _is_suspended),
    # High churn leads, unless scoring calls for a message about engagement instead.
    (
        Case.HIGH_CHURN,
        _all(_any_of(Ground.HIGH_CHURN), _not(_message_is(MessageType.ENGAGEMENT_BOOST))),
    ),
    (Case.DORMANT, _any_of(Ground.STATUS_DORMANT)),
    (Case.LOW_ENGAGEMENT, _any_of(Ground.LOW_ENGAGEMENT)),
    (Case.HIGH_CHURN, _any_of(Ground.HIGH_CHURN)),
    (Case.STATUS_AT_RISK, _any_of(Ground.STATUS_AT_RISK)),
    (Case.MEDIUM_CHURN, _any_of(Ground.MEDIUM_CHURN)),
    # Nothing is pressing, but an offer is not what somebody with a question about a bill needs.
    (Case.UNRESOLVED_BILLING, _calls_for_billing_support),
)


def case_of(profile: Profile) -> Case:
    """Return the case that the record makes, whether or not the customer wants marketing."""
    for case, holds in _CASES:
        if holds(profile):
            return case
    return OPPORTUNITIES[profile.score.segment]


def approach_of(profile: Profile, case: Case) -> Case:
    """Return the case whose words to use towards the customer.

    It is ``case`` itself, unless that one may promote and this customer must not be promoted to:
    no consent, an objection (UK GDPR art 21), or Breathing Space, where we stay on the safe side.
    """
    if case not in MARKETING_CASES or may_promote(profile):
        return case
    return Case.OBJECTED if has_objected(profile) else Case.SERVICE_ONLY


def may_promote(profile: Profile) -> bool:
    """Return whether a message to this customer may hold marketing at all."""
    score = profile.score
    return (
        score.contactable
        and score.message_type is not MessageType.SERVICE_ONLY
        and not profile.customer.breathing_space
    )


def has_objected(profile: Profile) -> bool:
    """Return whether the customer asked us to stop."""
    return profile.score.objected_at is not None or any(
        interaction.is_objection for interaction in profile.interactions
    )
