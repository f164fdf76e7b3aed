"""The form that the model fills in: one definition that asks for the answer and checks it."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from engine.analysts.model.faults import Fault
from engine.providers.base import Tool

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=400)]
_FactId = Annotated[str, StringConstraints(pattern=r"^F\d{1,3}$")]


class Form(BaseModel):
    """The model's analysis of one customer, in tokens where a person would be named.

    The fields are those of the contract, part A. Channel, recipient and consent are not among
    them: the model has no say in them.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    segment: Literal["Value Seekers", "Traditionalists", "Digital Natives", "Eco Savers"]
    segment_reason: _Line = Field(description="why this segment, from the facts")
    priority: Literal["high", "medium", "low"]
    urgency: Literal["immediate", "within_24h", "within_week", "routine"]
    risk_score: int = Field(ge=1, le=10)
    issue_category: Literal[
        "billing", "retention", "engagement", "technical", "service", "opportunity"
    ]
    contact_reason: _Line = Field(description="one sentence: why contact this customer now")
    trigger_facts: list[_FactId] = Field(
        min_length=1, max_length=6, description="ids of the facts that call for contact, e.g. F3"
    )
    potential_impact: _Line = Field(description="one sentence: what happens without contact")
    customer_insights: list[_Line] = Field(min_length=1, max_length=4)
    communication_style: _Line
    conversation_starters: list[_Line] = Field(min_length=2, max_length=3)
    topics_to_avoid: list[_Line] = Field(max_length=4)
    resolution_steps: list[_Line] = Field(
        min_length=3, max_length=5, description="best first; the last one is an alternative"
    )
    follow_up_timing: _Line = Field(description="when to look again")
    follow_up_sign: _Line = Field(description="the sign that it worked")
    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)] = Field(
        max_length=4_000, description="the message to the customer, ready to send"
    )


@cache
def form_tool() -> Tool:
    """Return the form as the tool that the model is forced to use."""
    schema = deepcopy(Form.model_json_schema())
    return Tool("analysis", "Record the analysis of this customer.", _plain(schema))


def read_form(arguments: dict[str, Any]) -> Form | list[Fault]:
    """Return the form that the model filled in, or what is wrong with it.

    The faults name fields and rules, never what stood in them.
    """
    try:
        return Form.model_validate(arguments)
    except ValidationError as error:
        return [
            Fault(
                "schema",
                ".".join(str(part) for part in found["loc"]) or "the form",
                found["msg"],
            )
            for found in error.errors(include_url=False, include_input=False)
        ]


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Drop what helps no model and costs tokens: titles and the class's own description."""
    schema.pop("title", None)
    schema.pop("description", None)
    for field in schema["properties"].values():
        field.pop("title", None)
    return schema
