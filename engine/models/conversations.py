"""Conversations and messages, whatever file they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Direction(StrEnum):
    """Who wrote a message, seen from the company."""

    TO_COMPANY = "to_company"
    TO_CLIENT = "to_client"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation.

    Attributes:
        message_id: its id in the source, or one made from what it says where the source has none.
        direction: whether the customer or the company wrote it.
        agent: who wrote it for the company, where the source says so.
        at: when, in UTC.
        text: what was written, cleaned of control characters.
        is_autoresponse: whether a machine of the company wrote it; left out of every figure.
        parent_id: the message it answers, where the source says so.
    """

    message_id: str
    direction: Direction
    agent: str | None
    at: datetime
    text: str
    is_autoresponse: bool
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one customer and one counterpart (a brand, a company) wrote to each other.

    Attributes:
        conversation_id: the chat's id, or for tweets the brand, the customer and the thread.
        source: the kind of file it came from: chats, tweets or interactions.
        customer_id: the customer of the profiles, when known.
        participant: the customer's name or number in the source.
        counterpart: the brand or company.
        messages: oldest first.
        stated: what the source itself says of it as a whole, such as a rating.
    """

    conversation_id: str
    source: str
    customer_id: int | None
    participant: str
    counterpart: str
    messages: tuple[Message, ...]
    stated: Mapping[str, str | int | float] = field(default_factory=dict)
