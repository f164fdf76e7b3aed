"""Forms that a well-behaved model fills in, worked out from the request that it was sent."""

from __future__ import annotations

import re
from typing import Any

from tests.wire.received import Received

_FACT = re.compile(r"^(F\d+)\. (.+?): (.+)$", re.MULTILINE)
_RULES = re.compile(r"^priority (\w+), urgency (\w+), risk (\d+)/10$", re.MULTILINE)


def filled_in(request: Received) -> dict[str, Any]:
    """Return what a model answers that takes the rules' view and writes a plain message."""
    return form_for(request.user)


def form_for(record: str, **changes: Any) -> dict[str, Any]:
    """Return the form for a record as it was sent; ``changes`` replace fields."""
    found = _RULES.search(record)
    assert found, record
    priority, urgency, risk = found.groups()
    greeting, supplier = _after(record, 'greeting "', '"'), _after(record, '", from ', "\n")
    form = {
        "segment": _after(record, "segment ", " ("),
        "segment_reason": "The facts speak for this segment.",
        "priority": priority,
        "urgency": urgency,
        "risk_score": int(risk),
        "issue_category": _after(record, "\nabout ", "\n"),
        "contact_reason": "The record calls for contact.",
        "trigger_facts": [name for name, _label, _value in _FACT.findall(record)][:2],
        "potential_impact": "Without contact the customer may leave.",
        "customer_insights": ["Likes plain answers."],
        "communication_style": "Warm, calm and short.",
        "conversation_starters": ["How are things going?", "What matters most to you?"],
        "topics_to_avoid": ["Anything that the record does not say."],
        "resolution_steps": ["Listen first.", "Agree what comes next.", "Offer to write instead."],
        "follow_up_timing": "Look again when they have answered.",
        "follow_up_sign": "They answer.",
        "message": f"{greeting}, {supplier} here. If you would like to talk about your account, "
        "just reply and we will help.",
    }
    return form | changes


def _after(text: str, before: str, until: str) -> str:
    return text.partition(before)[2].partition(until)[0]
