"""The form that the model fills in: the message, and what it answers."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from engine.providers.base import Tool


class Reply(BaseModel):
    """The model's words. Recipient, channel and time are not among them: it has no say in them."""

    model_config = ConfigDict(extra="forbid", strict=True)

    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)] = Field(
        max_length=2_000, description="the message to the customer, ready to send"
    )
    messages_used: list[int] = Field(
        min_length=1, max_length=8, description="numbers of the messages that it answers"
    )


@cache
def reply_tool() -> Tool:
    """Return the form as the tool that the model is forced to use."""
    schema = deepcopy(Reply.model_json_schema())
    for key in ("title", "description"):
        schema.pop(key, None)
    for field in schema["properties"].values():
        field.pop("title", None)
    return Tool("reply", "Record the next message of the company.", schema)


def read_reply(arguments: dict[str, Any]) -> Reply | None:
    """Return the form that the model filled in, or None where it broke the form."""
    try:
        return Reply.model_validate(arguments)
    except ValidationError:
        return None
