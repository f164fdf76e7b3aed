"""A message on its way from a file into a conversation."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.models.conversations import Direction


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message and what its row says about the conversation.

    Attributes:
        conversation_id: the conversation that it belongs to.
        participant: the customer's name or number, as far as the row says.
        counterpart: the company.
        message_id: its id within the source.
        direction: who wrote it.
        at: when, as stored.
        text: what.
        customer_id: the customer's number in the profiles, where the row says it.
        platform: where it was written.
        agent: who wrote it for the company.
        is_autoresponse: whether a machine did.
        parent_id: the message that it answers.
        stated: what the row says about the conversation as a whole, such as a rating.
    """

    conversation_id: str
    participant: str
    counterpart: str
    message_id: str
    direction: Direction
    at: str
    text: str
    customer_id: int | None = None
    platform: str | None = None
    agent: str | None = None
    is_autoresponse: bool = False
    parent_id: str | None = None
    stated: Mapping[str, str | float] = field(default_factory=dict)


def made_id(*parts: str) -> str:
    """Return the id of a message that has none: made of what it says, the same every time."""
    text = "\x1f".join(parts)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
