"""A conversation as a model may read it: numbered, masked lines, and no more than that.

Left out are autoresponses, handles, links and long numbers (orders, cases, tickets), whoever they
belong to; what identifies somebody is a token; health is reduced to what a task needs; only plain
words leave. A text that gives orders is withheld, also where the order is spread over messages that
follow one another. Of a long conversation the beginning and the end are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from engine.analysts.model.orders import LONGEST_TEXT, WITHHELD, gives_orders
from engine.analysts.model.plain import plain
from engine.models.conversations import Direction
from engine.privacy.clean import clean_line
from engine.privacy.health import reduce_health
from engine.privacy.labels import Label
from engine.privacy.masking import Masker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta

    from engine.models.conversations import Conversation, Message

FIRST, LAST = 6, 18
"""Messages that are shown of the beginning and of the end of a long conversation."""

_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)[@#][\w.]+")
_LONG_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """One conversation, ready to leave.

    Attributes:
        lines: ``M1. customer: …``, one message a line; nothing in them identifies a person.
        numbers: the messages that are shown, by number.
        masker: what puts the values back, here; it knows this conversation alone.
    """

    lines: tuple[str, ...]
    numbers: frozenset[int]
    masker: Masker

    @property
    def text(self) -> str:
        """The lines as they are sent."""
        return "\n".join(self.lines)


def heard(conversation: Conversation) -> list[Message]:
    """Return what people wrote, oldest first; a customer's message never is an autoresponse."""
    found = [
        message
        for message in conversation.messages
        if not message.is_autoresponse or message.direction is Direction.TO_COMPANY
    ]
    return sorted(found, key=lambda message: message.at)


def shown(
    conversation: Conversation,
    *,
    known: Iterable[tuple[Label, str]] = (),
    agent: str = "",
    words: frozenset[str] = frozenset(),
) -> Shown:
    """Return a conversation as a model may read it.

    Args:
        conversation: what was written.
        known: what the customer's record holds that identifies them.
        agent: who is at the keyboard; never named to a model.
        words: words of our own lists that may leave beside the plain ones, in lower case.
    """
    messages = heard(conversation)
    masker = Masker([*known, *_named(conversation, messages, agent)])
    places = range(1, len(messages) + 1)
    kept = [at for at in places if at <= FIRST or at > len(messages) - LAST]
    withheld = set(_withheld(messages))
    lines = []
    for at in kept:
        message = messages[at - 1]
        text = WITHHELD if at in withheld else _safe(message.text, masker, words)
        wait = message.at - messages[at - 2].at if at > 1 else None
        lines.append(f"M{at}. {_side(message)}{_after(wait)}: {text}")
    if len(kept) < len(messages):
        lines.insert(FIRST, f"({len(messages) - len(kept)} messages are not shown)")
    return Shown(tuple(lines), frozenset(kept), masker)


def _named(
    conversation: Conversation, messages: Sequence[Message], agent: str
) -> Iterator[tuple[Label, str]]:
    called = conversation.participant
    if called:
        yield (Label.NAME if any(map(str.isalpha, called)) else Label.ACCOUNT), called
    for name in dict.fromkeys([agent, *(message.agent or "" for message in messages)]):
        if name:
            yield Label.NAME, name


def _withheld(messages: Sequence[Message]) -> Iterator[int]:
    """Yield the numbers of the messages that give orders, alone or one after the other."""
    at = 0
    for _side, run in groupby(messages, key=lambda message: message.direction):
        texts = [_cut(message.text) for message in run]
        numbers = range(at + 1, at + len(texts) + 1)
        at += len(texts)
        alone = [number for number, text in zip(numbers, texts, strict=True) if gives_orders(text)]
        yield from alone
        if not alone and len(texts) > 1 and gives_orders(" ".join(texts)):
            yield from numbers


def _cut(text: str) -> str:
    return clean_line(text)[:LONGEST_TEXT]


def _safe(text: str, masker: Masker, words: frozenset[str]) -> str:
    """Return a text as data: one line, masked, unable to close its delimiter."""
    line = _HANDLE.sub("…", _LINK.sub("…", _cut(text)))
    # Before masking, which alone may put angle brackets in.
    line = line.replace("<", "‹").replace(">", "›")
    return plain(_LONG_NUMBER.sub("…", masker.mask(reduce_health(line))), words)


def _side(message: Message) -> str:
    return "customer" if message.direction is Direction.TO_COMPANY else "company"


def _after(wait: timedelta | None) -> str:
    if wait is None:
        return ""
    minutes = round(wait.total_seconds() / 60)
    if minutes < 60:
        return f", after {minutes} min"
    if minutes < 48 * 60:
        return f", after {round(minutes / 60)} h"
    return f", after {round(minutes / 1440)} days"
