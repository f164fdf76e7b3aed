"""The words of the next best action: from a writer, checked; else from the templates.

The decision's reasons never become the message: a writer's text that repeats any of them, or names
a channel as the contract does, is not used. Lengths: a direct message keeps to the 280 characters
of a public post, so that either may carry it (a direct message alone could hold 10,000); e-mails,
texts, push notifications and call scripts keep to ``engine.language.length``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.conversations.next_action.checking import faults_for_stranger
from engine.language.length import measure
from engine.models.next_action import ReplyChannel
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.models.conversations import Conversation
    from engine.models.next_action import Decision

    FaultsIn = Callable[[str], tuple[str, ...]]
    """Tells what speaks against a message, a line each."""

TEMPLATES = Path(__file__).with_name("wording.toml")
TEMPLATE = "template"
MESSAGE_LIMIT = 280
CARRIED_BY = {
    ReplyChannel.PHONE_CALL: None,
    ReplyChannel.EMAIL: Channel.EMAIL,
    ReplyChannel.DIRECT_MESSAGE: None,
}
"""What carries the words of the contract's channels; None: a message in the conversation."""


class Mood(StrEnum):
    """How the customer is to be met."""

    PLAIN = "plain"
    UPSET = "upset"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Request:
    """What words are wanted for.

    Attributes:
        topics: what the conversation is about, the most mentioned first.
        is_reminder: whether the company had the last word.
        is_call: whether to arrange a call.
        channel: the real channel that carries it; None for a message in the conversation itself,
            where others may read along.
        supplier: our name.
        name: the customer's first name, where it is known and nobody else reads it.
    """

    topics: tuple[str, ...]
    mood: Mood
    is_reminder: bool
    is_call: bool
    channel: Channel | None
    supplier: str
    name: str | None = None


def to_customer(request: Request, channel: Channel, name: str | None) -> Request:
    """Return the same request for a channel that reaches the customer alone."""
    return replace(request, channel=channel, name=name)


class Writer(Protocol):
    """Writes messages; a model may stand behind it."""

    name: str

    def write(self, conversation: Conversation, request: Request, faults_in: FaultsIn) -> str:
        """Return a message in which ``faults_in`` finds nothing.

        Raises:
            NoWordsError: there is none to be had.
        """


class NoWordsError(Exception):
    """A writer has no message; the text says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Words:
    """A message and who wrote it.

    Attributes:
        text: the message.
        by: ``template``, or the writer's name.
        fallback_reason: why a template stands in for the writer; empty where none does.
    """

    text: str
    by: str
    fallback_reason: str = ""


def words_for(
    request: Request,
    conversation: Conversation,
    *,
    decision: Decision,
    writer: Writer | None,
    record: Callable[[Channel, str], tuple[str, ...]] | None = None,
) -> Words:
    """Return the message: the writer's where there is one and it passes, else a template's.

    Args:
        request: what is wanted.
        conversation: what it answers.
        decision: why; none of it may stand in the message.
        writer: who writes, if anybody.
        record: what speaks against a message by the customer's record; default: what does so for
            strangers.
    """
    if writer is None:
        return Words(template(request), TEMPLATE)

    def faults_in(text: str) -> tuple[str, ...]:
        return _faults_in(text, request, decision, record)

    try:
        text = writer.write(conversation, request, faults_in)
    except NoWordsError as error:
        return Words(template(request), TEMPLATE, str(error))
    if faults := faults_in(text):
        return Words(template(request), TEMPLATE, f"the words failed the checks: {faults[0]}")
    return Words(text, writer.name)


def _faults_in(
    text: str,
    request: Request,
    decision: Decision,
    record: Callable[[Channel, str], tuple[str, ...]] | None,
) -> tuple[str, ...]:
    faults = []
    reasons = (decision.explanation, *decision.would_change, *decision.runners_up, *ReplyChannel)
    if any(reason in text for reason in reasons):
        faults.append("it repeats the reasons of the decision, which are for the agent alone")
    if not fits(text, request.channel):
        faults.append("it is too long for what carries it")
    channel = request.channel or Channel.EMAIL
    if record is not None:
        return (*faults, *record(channel, text))
    return (*faults, *faults_for_stranger(text, channel, request.supplier))


def fits(text: str, channel: Channel | None) -> bool:
    """Return whether a message is short enough for what carries it."""
    if channel is None:
        return len(text) <= MESSAGE_LIMIT
    return measure(channel, text).fits


@lru_cache(maxsize=4096)
def template(request: Request) -> str:
    """Return the message of the templates. Words are few: nearly all come from memory.

    Where naming the matter makes the message too long, it is not named.
    """
    matters = _book().matters
    matter = next((matters[topic] for topic in request.topics if topic in matters), None)
    text = _composed(request, matter)
    return text if matter is None or fits(text, request.channel) else _composed(request, None)


def _composed(request: Request, matter: str | None) -> str:
    book = _book()
    name = f" {request.name}" if request.name else ""
    fill = {"matter": matter, "supplier": request.supplier, "name": name}
    if request.channel in (Channel.SMS, Channel.APP_PUSH):
        asked_for = "call" if request.is_call else "answer"
        form = asked_for if matter else f"unnamed_{asked_for}"
        return book.short[form].format_map(fill)
    if request.channel is Channel.PHONE:
        form = "script" if matter else "unnamed_script"
        return book.requests[form].strip().format_map(fill)
    asked = book.requests[_form(request)].strip().format_map(fill)
    openings = book.openings if matter else book.unnamed
    kind = "reminder" if request.is_reminder else "answer"
    opening = openings[kind][request.mood].format_map(fill)
    gap = "\n\n" if request.channel is Channel.EMAIL else " "
    return f"{opening}{gap}{asked}"


def _form(request: Request) -> str:
    form = "message" if request.channel is None else "email"
    return f"{form}_call" if request.is_call else form


@dataclass(frozen=True, slots=True)
class _Book:
    """The templates, as ``wording.toml`` has them."""

    matters: dict[str, str]
    openings: dict[str, dict[str, str]]
    unnamed: dict[str, dict[str, str]]
    requests: dict[str, str]
    short: dict[str, str]


@lru_cache(maxsize=1)
def _book() -> _Book:
    return _Book(**tomllib.loads(TEMPLATES.read_text(encoding="utf-8")))
