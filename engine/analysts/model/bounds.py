"""The limits that the rules set to what a model may decide.

Text in a record may talk a model into anything; it can never talk a Critical down, nor a Routine
up to Critical without a fact that the rules know. The worklist's order is the rules' alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.models.vocabulary import Priority, Urgency

HIGHEST_RISK = 10
RISK_ABOVE = 2
"""Points by which a model may see more risk than the rules."""

_URGENCIES = tuple(Urgency)


@dataclass(frozen=True, slots=True)
class Decision:
    """How pressing a case is."""

    priority: Priority
    urgency: Urgency
    risk_score: int


def bounded(model: Decision, rules: Decision) -> Decision:
    """Return the model's decision, kept within what the facts allow.

    Never less pressing than the rules say; at most Important where the rules say Routine; Critical
    only where the rules say so; the risk at most two points above the rules'.
    """
    priority = rules.priority
    if rules.priority is Priority.LOW and model.priority is not Priority.LOW:
        priority = Priority.MEDIUM
    # By its place: the vocabulary lists the most urgent first.
    at_least = _URGENCIES.index(rules.urgency)
    most = 0 if priority is Priority.HIGH else _URGENCIES.index(Urgency.WITHIN_WEEK)
    urgency = _URGENCIES[max(min(_URGENCIES.index(model.urgency), at_least), min(most, at_least))]
    highest = min(rules.risk_score + RISK_ABOVE, HIGHEST_RISK)
    risk = min(max(model.risk_score, rules.risk_score), highest)
    return Decision(priority, urgency, risk)
