"""The analyst that needs nothing but the record: rules choose the case, tables hold the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysts.cases import MARKETING_CASES, OPPORTUNITIES, Case, approach_of, case_of
from engine.analysts.compose import Composer
from engine.analysts.entries import AVOID, FIRST_STEPS, INSIGHTS, LATER_STEPS, segment_key
from engine.analysts.facts import facts_of
from engine.analysts.placeholders import CUSTOMER_FACTS
from engine.analysts.triggers import trigger_factors
from engine.analysts.words import known
from engine.language.british import first_name
from engine.language.promotion import is_marketing
from engine.models.case import Analysis, FollowUp
from engine.scoring.segments import explain_segment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.analysts.texts import Texts
    from engine.models.case import Profile

NO_EVIDENCE = "the record holds no evidence for any segment"

_STARTERS = 3
_STEPS_BEFORE_ALTERNATIVE = 4


def _name_to_greet_by(profile: Profile) -> str | None:
    """Return the first name, unless the name itself would make any message read as marketing."""
    name = first_name(profile.customer.name)
    return None if name is None or is_marketing(name) else name


class RulesAnalyst:
    """Explains a case from its record alone; an ``Analyst``. Takes well under a millisecond.

    What scoring decided (priority, urgency, risk, category, message type, channel) is taken over
    as it is. The message never promotes to someone who is not to be promoted to.

    Args:
        texts: the wording, from ``load_texts``.
        supplier_name: who we are, as customers read it.

    Raises:
        TextsError: some message could not fit its channel with this supplier's name.
    """

    name = "rules"

    def __init__(self, texts: Texts, supplier_name: str) -> None:
        self._texts = texts
        self._composer = Composer(texts, supplier_name)

    def analyse(self, profile: Profile) -> Analysis:
        """Return the whole analysis of one customer; see ``Analyst``."""
        texts, score = self._texts, profile.score
        case = case_of(profile)
        approach = approach_of(profile, case)
        # Nothing but an opportunity, and none to be taken: then the limit is the reason.
        cause = approach if case in OPPORTUNITIES.values() else case
        facts = facts_of(profile, case, approach, texts)
        said, done = f"cases.{cause}", f"cases.{approach}"
        segment = f"segments.{segment_key(score.segment)}"
        starters = texts.every(f"{done}.starters", facts) + texts.every(f"{segment}.starter", facts)
        return Analysis(
            customer_id=profile.customer.customer_id,
            analyst=self.name,
            priority=score.priority,
            urgency=score.urgency,
            risk_score=score.risk_score,
            issue_category=score.issue_category,
            contact_reason=texts.first(f"{said}.reason", facts),
            trigger_factors=trigger_factors(profile),
            potential_impact=texts.first(f"{said}.impact", facts),
            customer_insights=self._firsts("insights", INSIGHTS, facts),
            communication_style=" ".join(
                (texts.first(f"{done}.style", facts), texts.first(f"{segment}.style", facts))
            ),
            conversation_starters=starters[:_STARTERS],
            topics_to_avoid=self._avoid(done, facts),
            resolution_steps=self._steps(profile, approach, facts),
            follow_up=FollowUp(
                timing=texts.first(f"follow_up.{score.urgency.value}", facts),
                success_sign=texts.first(f"{done}.sign", facts),
            ),
            message=self._composer.message(
                approach,
                score.channel,
                facts,
                _name_to_greet_by(profile),
                self._suggestion(profile, approach),
            ),
            message_type=score.message_type,
            channel=score.channel,
            segment=score.segment,
            segment_reason=next(iter(explain_segment(profile)), NO_EVIDENCE),
        )

    def customer_facts(self, profile: Profile) -> dict[str, str]:
        """Return what a text to the customer may say of them, by placeholder."""
        case = case_of(profile)
        facts = facts_of(profile, case, approach_of(profile, case), self._texts)
        named = {"first_name": _name_to_greet_by(profile), "tariff": facts.get("plan")}
        said = {name: facts[name] for name in CUSTOMER_FACTS if name in facts}
        return said | known(**named)

    def _firsts(self, table: str, names: Iterable[str], facts: dict[str, str]) -> tuple[str, ...]:
        found = (self._texts.first(f"{table}.{name}", facts) for name in names)
        return tuple(text for text in found if text)

    def _avoid(self, done: str, facts: dict[str, str]) -> tuple[str, ...]:
        texts = self._texts
        general = [text for name in AVOID for text in texts.every(f"avoid.{name}", facts)]
        return tuple(dict.fromkeys((*texts.every(f"{done}.avoid", facts), *general)))

    def _steps(self, profile: Profile, approach: Case, facts: dict[str, str]) -> tuple[str, ...]:
        """Return what the law asks for first, then the case's own steps; last the alternative."""
        *own, alternative = self._texts.every(f"cases.{approach}.steps", facts)
        steps = (
            *self._firsts("extra_steps", FIRST_STEPS, facts),
            *own,
            *self._action_steps(profile, approach),
            *self._firsts("extra_steps", LATER_STEPS, facts),
        )
        return (*steps[:_STEPS_BEFORE_ALTERNATIVE], alternative)

    def _action_steps(self, profile: Profile, approach: Case) -> list[str]:
        """Return steps from the recommended actions; none that would be wrong for this customer."""
        if profile.customer.breathing_space:
            return []
        kinds = ("service", "marketing") if approach in MARKETING_CASES else ("service",)
        found = (
            self._texts.named(f"action_steps.{kind}", action.recommended_action)
            for action in profile.actions
            for kind in kinds
        )
        return list(dict.fromkeys(step for step in found if step))

    def _suggestion(self, profile: Profile, approach: Case) -> str | None:
        if approach not in MARKETING_CASES:
            return None
        found = (
            self._texts.named("suggestions", action.recommended_action)
            for action in profile.actions
        )
        return next((text for text in found if text), None)
