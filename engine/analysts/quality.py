"""Where a record contradicts itself: kept as it is, and said so (contract, part A)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysts.words import known, listed, quoted
from engine.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.analysts.texts import Texts
    from engine.models.case import Profile
    from engine.models.records import PastNotification

_DAYS_A_YEAR = 365.25
_TENURE_TOLERANCE_YEARS = 1.0
_UNDELIVERED = ("Failed", "Bounced")


def quality_facts(profile: Profile, texts: Texts) -> dict[str, str]:
    """Return what does not add up; empty for a record in order."""
    return known(
        clicked_unopened=_ids(profile, lambda one: bool(one.clicked) and one.opened is False),
        opened_undelivered=_ids(
            profile, lambda one: one.delivery_status in _UNDELIVERED and bool(one.opened)
        ),
        tenure_by_date=_tenure_by_date(profile, texts),
        conflicting_columns=listed(_conflicting_columns(profile), texts.word("words.and")),
    )


def _ids(profile: Profile, odd: Callable[[PastNotification], bool]) -> str | None:
    found = [one.notification_id for one in profile.notifications if odd(one)]
    return quoted(", ".join(found))


def _tenure_by_date(profile: Profile, texts: Texts) -> str | None:
    """Return the years since Customer_Since where the account row says otherwise."""
    since, tenure = profile.customer.customer_since, profile.activity.account_tenure_years
    if since is None or tenure is None:
        return None
    years = (local_date(profile.score.as_of) - since).days / _DAYS_A_YEAR
    if abs(years - tenure) <= _TENURE_TOLERANCE_YEARS:
        return None
    return texts.count("year", f"{max(years, 0):.0f}")


def _conflicting_columns(profile: Profile) -> list[str]:
    """Return the columns on which several account rows of one customer disagree."""
    columns: dict[str, set[str | float | None]] = {
        "Account_Status": {one.account_status for one in profile.activities},
        "Subscription_Type": {one.subscription_type for one in profile.activities},
        "Churn_Risk_Score": {one.churn_risk_score for one in profile.activities},
        "Engagement_Score": {one.engagement_score for one in profile.activities},
    }
    return [name for name, values in columns.items() if len(values - {None}) > 1]
