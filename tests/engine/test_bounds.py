"""What a model may decide, and what it may not."""

from __future__ import annotations

from itertools import product

import pytest

from engine.analysts.model.bounds import RISK_ABOVE, Decision, bounded
from engine.models.vocabulary import Priority, Urgency

DECISIONS = [
    Decision(priority, urgency, risk)
    for priority, urgency, risk in product(Priority, Urgency, (1, 4, 7, 10))
]
ORDER = tuple(Urgency)


@pytest.mark.parametrize("rules", DECISIONS, ids=str)
def test_no_model_makes_a_case_less_pressing_than_the_rules(rules: Decision) -> None:
    for model in DECISIONS:
        made = bounded(model, rules)
        assert made.priority.rank <= rules.priority.rank
        assert ORDER.index(made.urgency) <= ORDER.index(rules.urgency)
        assert rules.risk_score <= made.risk_score <= min(rules.risk_score + RISK_ABOVE, 10)


@pytest.mark.parametrize("rules", DECISIONS, ids=str)
def test_no_model_makes_a_critical_where_the_rules_see_none(rules: Decision) -> None:
    if rules.priority is Priority.HIGH:
        return
    for model in DECISIONS:
        made = bounded(model, rules)
        assert made.priority is not Priority.HIGH
        assert made.urgency is rules.urgency or made.urgency in (
            Urgency.WITHIN_WEEK,
            Urgency.ROUTINE,
        )


@pytest.mark.parametrize("rules", DECISIONS, ids=str)
def test_a_model_that_agrees_with_the_rules_changes_nothing(rules: Decision) -> None:
    assert bounded(rules, rules) == rules


def test_a_model_may_see_a_little_more_than_the_rules() -> None:
    rules = Decision(Priority.LOW, Urgency.ROUTINE, 3)
    model = Decision(Priority.MEDIUM, Urgency.WITHIN_WEEK, 5)
    assert bounded(model, rules) == model
