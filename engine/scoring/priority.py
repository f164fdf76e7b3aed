"""Who needs contact: the priority rules of the contract, part A, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.vocabulary import Ground, IssueCategory, MessageType, Priority, Urgency

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd

    from engine.models.case import Profile

    Mask = Callable[[pd.DataFrame], "pd.Series[bool]"]

CHURN_CRITICAL = 70.0
CHURN_IMPORTANT = 40.0
CHURN_CONTACT = 60.0
CHURN_RETENTION_MESSAGE = 80.0
SATISFACTION_CRITICAL = 3.0
ENGAGEMENT_IMPORTANT = 30.0
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it holds, the customer has at least this priority.

    ``reason`` is what the worklist shows; ``{}`` takes the value of ``column``.
    """

    ground: Ground
    priority: Priority
    reason: str
    holds: Mask
    column: str | None = None


# The order is that of the reasons on the worklist: what weighs most on the customer first.
RULES: tuple[Rule, ...] = (
    Rule(
        Ground.MISSED_PAYMENT,
        Priority.HIGH,
        "missed payment",
        lambda f: (f["missed_payment"] + f["anomaly_missed_payment"]) > 0,
    ),
    Rule(
        Ground.UNRESOLVED_BILLING,
        Priority.HIGH,
        "unresolved billing issue",
        lambda f: f["unresolved_billing"] > 0,
    ),
    Rule(
        Ground.UNRESOLVED_COMPLAINT,
        Priority.HIGH,
        "unresolved complaint",
        lambda f: f["unresolved_complaints"] > 0,
    ),
    Rule(
        Ground.SEVERAL_UNRESOLVED,
        Priority.HIGH,
        "{} contacts unresolved",
        lambda f: f["unresolved"] >= SEVERAL,
        "unresolved",
    ),
    Rule(
        Ground.HIGH_CHURN,
        Priority.HIGH,
        "churn {}",
        lambda f: f["churn_risk_score"] > CHURN_CRITICAL,
        "churn_risk_score",
    ),
    Rule(
        Ground.LOW_SATISFACTION,
        Priority.HIGH,
        "satisfaction {}",
        lambda f: f["satisfaction_score"] < SATISFACTION_CRITICAL,
        "satisfaction_score",
    ),
    Rule(
        Ground.MEDIUM_CHURN,
        Priority.MEDIUM,
        "churn {}",
        lambda f: f["churn_risk_score"].between(CHURN_IMPORTANT, CHURN_CRITICAL),
        "churn_risk_score",
    ),
    Rule(
        Ground.LOW_ENGAGEMENT,
        Priority.MEDIUM,
        "engagement {}",
        lambda f: f["engagement_score"] < ENGAGEMENT_IMPORTANT,
        "engagement_score",
    ),
    Rule(
        Ground.STATUS_AT_RISK,
        Priority.MEDIUM,
        "account at risk",
        lambda f: f["account_status"] == "At Risk",
    ),
    Rule(
        Ground.STATUS_DORMANT,
        Priority.MEDIUM,
        "account dormant",
        lambda f: f["account_status"] == "Dormant",
    ),
)

OBJECTED = "asked to stop"
NOT_OPTED_IN = "not opted in"

_CRITICAL = sum(rule.ground for rule in RULES if rule.priority is Priority.HIGH)
_BILLING = Ground.MISSED_PAYMENT | Ground.UNRESOLVED_BILLING
_DISENGAGED = Ground.LOW_ENGAGEMENT | Ground.STATUS_DORMANT


def explain_grounds(profile: Profile) -> tuple[str, ...]:
    """Return the rules that make the profile's priority, each with what it found."""
    shown = iter(profile.score.reasons)
    return tuple(
        f"{rule.priority.label}: {next(shown, '')}"
        for rule in RULES
        if profile.score.grounds & rule.ground
    )


def add_priority(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the decision per row.

    Columns: ``grounds`` (bits), ``priority`` (rank), ``urgency``, ``contactable``,
    ``recommended``, ``message_type``, ``issue_category``.

    Contact is recommended for every Critical and for Important ones with churn over 60, and only
    for customers who opted in and have not objected since. A Critical is urgent now when two rules
    or a missed payment speak for it, else within 24 hours.
    """
    import numpy as np
    import pandas as pd

    grounds = np.zeros(len(frame), dtype=np.int64)
    for rule in RULES:
        grounds |= rule.holds(frame).to_numpy(dtype=bool) * np.int64(rule.ground)
    critical = (grounds & _CRITICAL) != 0
    important = ~critical & (grounds != 0)
    criticals = sum(
        ((grounds & rule.ground) != 0).astype(int)
        for rule in RULES
        if rule.priority is Priority.HIGH
    )
    pressing = critical & ((criticals >= SEVERAL) | (grounds & Ground.MISSED_PAYMENT != 0))
    objected = (frame["objected"] > 0).to_numpy(dtype=bool)
    contactable = (frame["opted_in"] == 1).to_numpy(dtype=bool) & ~objected
    churn = frame["churn_risk_score"].to_numpy(dtype=float)
    wanted = critical | (important & (churn > CHURN_CONTACT))
    return pd.DataFrame(
        {
            "grounds": grounds,
            "priority": np.select(
                [critical, important], [Priority.HIGH.rank, Priority.MEDIUM.rank], Priority.LOW.rank
            ),
            "urgency": _pick(
                [pressing, critical, important],
                [Urgency.IMMEDIATE, Urgency.WITHIN_24H, Urgency.WITHIN_WEEK],
                Urgency.ROUTINE,
            ),
            "contactable": contactable.astype("int64"),
            "recommended": (wanted & contactable).astype("int64"),
            "message_type": _message_types(frame, grounds, objected),
            "issue_category": _issue_categories(frame, grounds),
        },
        index=frame.index,
    )


def _message_types(frame: pd.DataFrame, grounds: np.ndarray, objected: np.ndarray) -> np.ndarray:
    """Choose by churn and engagement; a billing matter overrides them, an objection everything."""
    churn = frame["churn_risk_score"].to_numpy(dtype=float)
    engagement = frame["engagement_score"].to_numpy(dtype=float)
    return _pick(
        [
            objected,
            grounds & _BILLING != 0,
            churn > CHURN_RETENTION_MESSAGE,
            engagement < ENGAGEMENT_IMPORTANT,
        ],
        [
            MessageType.SERVICE_ONLY,
            MessageType.BILLING_SUPPORT,
            MessageType.RETENTION_FOCUS,
            MessageType.ENGAGEMENT_BOOST,
        ],
        MessageType.VALUE_OPPORTUNITY,
    )


def _issue_categories(frame: pd.DataFrame, grounds: np.ndarray) -> np.ndarray:
    """Choose what the contact is about: the first that holds."""
    unresolved = (frame["unresolved"] > 0).to_numpy(dtype=bool)
    about_app = (frame["about_app"] > 0).to_numpy(dtype=bool)
    return _pick(
        [
            grounds & _BILLING != 0,
            unresolved & about_app,
            unresolved | (grounds & Ground.LOW_SATISFACTION != 0),
            grounds & (Ground.HIGH_CHURN | Ground.MEDIUM_CHURN) != 0,
            grounds & (_DISENGAGED | Ground.STATUS_AT_RISK) != 0,
        ],
        [
            IssueCategory.BILLING,
            IssueCategory.TECHNICAL,
            IssueCategory.SERVICE,
            IssueCategory.RETENTION,
            IssueCategory.ENGAGEMENT,
        ],
        IssueCategory.OPPORTUNITY,
    )


def _pick(conditions: list[np.ndarray], choices: list[str], otherwise: str) -> np.ndarray:
    """np.select for words."""
    import numpy as np

    place = np.select(conditions, range(len(choices)), len(choices))
    words = np.array([*map(str, choices), str(otherwise)], dtype=object)
    chosen: np.ndarray = words[place]
    return chosen
