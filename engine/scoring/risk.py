"""The risk score, 1 to 10: a base of 1, six weighed factors and the churn band.

points of a factor = weight × severity × 9, with the severity from 0 to 1; the weights (contract,
part A) sum to 1, so that all factors at their worst reach 10. The churn band adds 2 from 70, 1 from
40. The sum is rounded and kept within 1 to 10. Missing data has severity 0: it never raises the
risk, but lowers the confidence by the factor's weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.case import Factor

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    import pandas as pd

    from engine.models.case import Profile

    Mask = Callable[[pd.DataFrame], "pd.Series[bool]"]
    Severity = Callable[[pd.DataFrame], "pd.Series[float]"]

BASE = 1.0
SPAN = 9.0
HIGHEST = 10
HIGH_CHURN_BAND, MEDIUM_CHURN_BAND = 70.0, 40.0
HIGH_CHURN_POINTS, MEDIUM_CHURN_POINTS = 2.0, 1.0
CHURN = "churn"


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a factor; the first of its table that holds decides."""

    severity: float
    sentence: str
    holds: Mask


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """One of the six weighed factors.

    Attributes:
        name: as stored (``points_<name>``).
        title: as people read it.
        weight: share of the whole.
        known: the rows whose files say anything about it.
        levels: steps, worst first; empty for a factor with a formula.
        formula: severity from a number, for a factor without steps.
    """

    name: str
    title: str
    weight: float
    known: Mask
    levels: tuple[Level, ...] = ()
    formula: Severity | None = None


def _has_records(frame: pd.DataFrame) -> pd.Series[bool]:
    """Whether any file beside the profiles knows the customer; only then is silence evidence."""
    return frame["records"] > 0


def _has_activity(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["account_status"].notna() | frame["days_since_login"].notna()


FACTORS: tuple[RiskFactor, ...] = (
    RiskFactor(
        "engagement",
        "engagement",
        0.25,
        lambda f: f["engagement_score"].notna(),
        formula=lambda f: 1 - f["engagement_score"] / 100,
    ),
    RiskFactor(
        "satisfaction",
        "satisfaction",
        0.20,
        lambda f: f["satisfaction_score"].notna(),
        formula=lambda f: (10 - f["satisfaction_score"]) / 9,
    ),
    RiskFactor(
        "usage",
        "usage patterns",
        0.20,
        _has_activity,
        (
            Level(1.0, "account suspended", lambda f: f["account_status"] == "Suspended"),
            Level(0.9, "account dormant", lambda f: f["account_status"] == "Dormant"),
            Level(0.8, "no login for half a year", lambda f: f["days_since_login"] >= 182),
            Level(0.7, "no activity for 3 months", lambda f: f["no_activity"] > 0),
            Level(0.6, "account at risk", lambda f: f["account_status"] == "At Risk"),
            Level(0.5, "no login for 3 months", lambda f: f["days_since_login"] >= 91),
            Level(0.3, "no login for a month", lambda f: f["days_since_login"] >= 30),
            Level(0.0, "active", lambda f: f["account_status"].notna() | True),
        ),
    ),
    RiskFactor(
        "payment",
        "payment behaviour",
        0.15,
        _has_records,
        (
            Level(
                1.0,
                "missed payment",
                lambda f: (f["missed_payment"] + f["anomaly_missed_payment"]) > 0,
            ),
            Level(0.8, "unresolved billing issue", lambda f: f["unresolved_billing"] > 0),
            Level(0.6, "overcharge or dispute on record", lambda f: f["anomaly_billing"] > 0),
            Level(0.4, "unopened payment reminder", lambda f: f["reminders_unopened"] > 0),
            Level(0.3, "asked how to pay", lambda f: f["about_payment"] > 0),
            Level(
                0.2,
                "billing raised before",
                lambda f: (f["about_billing"] + f["billing_query"]) > 0,
            ),
            Level(0.0, "nothing on record", lambda f: f["account_status"].notna() | True),
        ),
    ),
    RiskFactor(
        "support",
        "support interactions",
        0.10,
        _has_records,
        (
            Level(1.0, "three or more unresolved", lambda f: f["unresolved"] >= 3),
            Level(0.9, "unresolved complaint", lambda f: f["unresolved_complaints"] > 0),
            Level(0.8, "two unresolved", lambda f: f["unresolved"] == 2),
            Level(0.6, "one unresolved", lambda f: f["unresolved"] == 1),
            Level(0.5, "complained before", lambda f: f["complaints"] > 0),
            Level(0.3, "a negative contact", lambda f: f["negative"] > 0),
            Level(0.0, "nothing open", lambda f: f["account_status"].notna() | True),
        ),
    ),
    RiskFactor(
        "tenure",
        "tenure and demographics",
        0.10,
        lambda f: f["account_tenure_years"].notna(),
        (
            Level(1.0, "in the first year", lambda f: f["account_tenure_years"] < 1),
            Level(
                0.7,
                "under three years, low income",
                lambda f: (f["account_tenure_years"] < 3) & (f["income_bracket"] == "Low"),
            ),
            Level(0.5, "under three years", lambda f: f["account_tenure_years"] < 3),
            Level(0.4, "low income", lambda f: f["income_bracket"] == "Low"),
            Level(0.2, "under six years", lambda f: f["account_tenure_years"] < 6),
            Level(0.0, "long with us", lambda f: f["account_tenure_years"].notna()),
        ),
    ),
)


def level_sentence(factor: RiskFactor, points: float) -> str:
    """Return the sentence of the step that gave ``points``; "" for a factor with a formula."""
    severity = round(points / (factor.weight * SPAN), 2)
    return next((level.sentence for level in factor.levels if level.severity == severity), "")


def add_risk(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``points_<name>`` per factor, ``data_confidence`` (0–1) and ``risk_score`` per row."""
    import numpy as np
    import pandas as pd

    result = pd.DataFrame(index=frame.index)
    confidence = np.zeros(len(frame))
    total = np.full(len(frame), BASE)
    for factor in FACTORS:
        known = factor.known(frame).to_numpy(dtype=bool)
        if factor.formula is not None:
            severity = factor.formula(frame).to_numpy(dtype=float)
        else:
            masks = [level.holds(frame).to_numpy(dtype=bool) for level in factor.levels]
            severity = np.select(masks, [level.severity for level in factor.levels], 0.0)
        points = np.where(known, factor.weight * severity * SPAN, 0.0).round(4)
        result[f"points_{factor.name}"] = points
        confidence += known * factor.weight
        total += points
    churn = frame["churn_risk_score"].to_numpy(dtype=float)
    band = np.select(
        [churn >= HIGH_CHURN_BAND, churn >= MEDIUM_CHURN_BAND],
        [HIGH_CHURN_POINTS, MEDIUM_CHURN_POINTS],
        0.0,
    )
    result[f"points_{CHURN}"] = band
    result["data_confidence"] = confidence.round(2)
    # Half a point counts up, as people round; numpy's own rounding would go to the even number.
    result["risk_score"] = np.clip(np.floor(total + band + 0.5), BASE, HIGHEST).astype("int64")
    return result


def risk_factors(profile: Profile) -> tuple[Factor, ...]:
    """Return each factor of the profile's risk with its value, date, points and sentence."""
    activity = profile.activity
    values: dict[str, tuple[object, datetime | date | None]] = {
        "engagement": (activity.engagement_score, activity.last_login),
        "satisfaction": (profile.customer.satisfaction_score, None),
        "usage": (activity.account_status, activity.last_login),
        "payment": _payment_evidence(profile),
        "support": _latest_open(profile),
        "tenure": (activity.account_tenure_years, profile.customer.customer_since),
        CHURN: (activity.churn_risk_score, None),
    }
    titles = {factor.name: factor for factor in FACTORS}
    factors: list[Factor] = []
    for name, points in profile.score.risk_points.items():
        value, dated = values[name]
        known = titles.get(name)
        title = known.title if known else "churn risk"
        text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
        detail = (level_sentence(known, points) if known else "") or text or "not known"
        sentence = f"{title}: {detail} (+{points:.1f})"
        factors.append(Factor(title, text, dated, points, sentence))
    return tuple(factors)


def _latest_open(profile: Profile) -> tuple[str | None, datetime | None]:
    for interaction in profile.interactions:
        if interaction.is_unresolved:
            return interaction.summary, interaction.occurred_at
    return None, None


def _payment_evidence(profile: Profile) -> tuple[str | None, datetime | None]:
    """Return what the record says about paying: an action, else a billing contact."""
    for action in profile.actions:
        if action.scenario and action.scenario.casefold() in ("missed payment", "billing query"):
            return action.scenario, None
    for interaction in profile.interactions:
        if interaction.about_billing:
            return interaction.summary, interaction.occurred_at
    return None, None


def explain_risk(profile: Profile) -> str:
    """Return the sum that makes the risk score, as one line to be checked by eye."""
    score = profile.score
    parts = [f"{name} {points:.1f}" for name, points in score.risk_points.items() if points >= 0.05]
    total = BASE + sum(score.risk_points.values())
    return f"{' + '.join([f'base {BASE:g}', *parts])} = {total:.1f}, so {score.risk_score}/10"
