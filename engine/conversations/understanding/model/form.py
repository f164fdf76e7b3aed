"""The form that the model fills in: one definition that asks for the judgements and checks them."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from engine.analysts.model.faults import Fault
from engine.providers.base import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTRIES, NUMBER = "conversations", "conversation"
_MOST_TOPICS = 4


class Judgement(BaseModel):
    """What the model thinks of one conversation. Facts, times and formulas are not among it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    sentiment: float = Field(ge=-1, le=1)
    shift: float = Field(ge=-2, le=2)
    topics: list[str] = Field(max_length=_MOST_TOPICS)
    status: Literal["resolved", "escalated", "open"]
    first_contact: bool
    satisfaction: int = Field(ge=1, le=5)
    effort: int = Field(ge=1, le=7)
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)
    ] = Field(description="one line that names messages, e.g. M2")


def judgement_tool(topics: Sequence[str]) -> Tool:
    """Return the form for several conversations as the tool that the model is forced to use."""
    entry = deepcopy(Judgement.model_json_schema())
    for key in ("title", "description"):
        entry.pop(key, None)
    for field in entry["properties"].values():
        field.pop("title", None)
    entry["properties"]["topics"]["items"] = {"type": "string", "enum": list(topics)}
    entry["properties"] = {NUMBER: {"type": "integer", "minimum": 1}, **entry["properties"]}
    entry["required"] = [NUMBER, *entry["required"]]
    schema = {
        "type": "object",
        "properties": {ENTRIES: {"type": "array", "items": entry}},
        "required": [ENTRIES],
        "additionalProperties": False,
    }
    return Tool("judgements", "Record one judgement for each conversation.", schema)


def entries_of(arguments: dict[str, Any], count: int) -> list[dict[str, Any] | Fault]:
    """Return the entry of each conversation, C1 first, or why there is none.

    An entry that is missing or doubled is the fault of that conversation alone; entries of
    conversations that were not asked about are nobody's.
    """
    given = arguments.get(ENTRIES)
    found: dict[int, list[dict[str, Any]]] = {}
    for entry in given if isinstance(given, list) else []:
        number = entry.get(NUMBER) if isinstance(entry, dict) else None
        if isinstance(number, int) and not isinstance(number, bool):
            found.setdefault(number, []).append(entry)
    return [_only(found.get(number, [])) for number in range(1, count + 1)]


def _only(entries: list[dict[str, Any]]) -> dict[str, Any] | Fault:
    if len(entries) != 1:
        wrong = "is there more than once" if entries else "is missing"
        return Fault("schema", "the entry", f"the entry of this conversation {wrong}")
    return {name: value for name, value in entries[0].items() if name != NUMBER}


def read_judgement(entry: dict[str, Any], topics: Sequence[str]) -> Judgement | list[Fault]:
    """Return one entry as a judgement, or what is wrong with it.

    The faults name fields and rules, never what stood in them.
    """
    try:
        judgement = Judgement.model_validate(entry)
    except ValidationError as error:
        return [
            # A field of the model's own invention is not named: its name is the model's text.
            Fault("schema", str(place) if place in Judgement.model_fields else "the entry", wrong)
            for place, wrong in (
                (found["loc"][0], found["msg"])
                for found in error.errors(include_url=False, include_input=False)
            )
        ]
    if not set(judgement.topics) <= set(topics):
        return [Fault("schema", "topics", f"only these may be named: {json.dumps(list(topics))}")]
    return judgement
