"""What leaves for the model: constant instructions, then one conversation as masked data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from engine.conversations.next_action.model.form import reply_tool
from engine.conversations.next_action.wording import Mood
from engine.conversations.shown import shown
from engine.models.vocabulary import Channel
from engine.privacy.clean import clean_line
from engine.privacy.labels import Label
from engine.providers.base import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.conversations.next_action import wording
    from engine.conversations.shown import Shown
    from engine.models.conversations import Conversation

MAX_TOKENS = 700

_LENGTHS = {
    None: "in public, 100 to 240 characters",
    Channel.SMS: "text message, at most 140 characters, plain characters only",
    Channel.APP_PUSH: "push notification, at most 140 characters, plain characters only",
    Channel.EMAIL: "e-mail, 40 to 110 words, short paragraphs",
    Channel.PHONE: "what the agent says on the phone, 40 to 110 words",
}
_MOODS = {
    Mood.PLAIN: "the customer is calm",
    Mood.UPSET: "the customer is upset",
    Mood.ESCALATED: "the customer wants somebody senior",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request, ready to leave.

    Attributes:
        request: what is sent; it holds no value that identifies a person.
        shown: the masked lines and what puts the values back.
        tokens: those that the message may hold: the name in the greeting, or none.
        key: a digest of everything the answer depends on but the model.
    """

    request: Request
    shown: Shown
    tokens: frozenset[str]
    key: str


@cache
def system_prompt() -> str:
    """Return the constant instructions."""
    return files(__package__).joinpath("system.txt").read_text(encoding="utf-8")


@cache
def _version() -> str:
    form = json.dumps(reply_tool().schema, sort_keys=True)
    return hashlib.sha256((system_prompt() + form).encode()).hexdigest()[:12]


def prepare(
    conversation: Conversation,
    wanted: wording.Request,
    *,
    known: Iterable[tuple[Label, str]],
    agent: str,
    words: frozenset[str],
) -> Prepared:
    """Return the request for one message.

    Args:
        conversation: what it answers.
        wanted: what is wanted.
        known: what the customer's record holds that identifies them.
        agent: who is at the keyboard; never named to a model.
        words: words of our own lists that may leave beside the plain ones.
    """
    names = [(Label.NAME, wanted.name)] if wanted.name else []
    found = shown(conversation, known=[*known, *names], agent=agent, words=words)
    token = found.masker.mask(wanted.name) if wanted.name else ""
    kind = "a reminder: the company wrote last" if wanted.is_reminder else "an answer"
    data = "\n".join(
        [
            "<conversation>",
            *found.lines,
            "write:",
            f"{_LENGTHS[wanted.channel]}",
            f'greeting "Hello {token}"' if token else 'greeting "Hello"',
            f"from {clean_line(wanted.supplier)}",
            f"{kind}; {_MOODS[wanted.mood]}",
            "ask when it suits to speak on the phone" if wanted.is_call else "answer in writing",
            "</conversation>",
        ]
    )
    request = Request(system_prompt(), data, reply_tool(), MAX_TOKENS)
    key = hashlib.sha256(f"reply {_version()}\n{data}".encode()).hexdigest()
    tokens = frozenset({token} & set(found.masker.issued))
    return Prepared(request, found, tokens, key)


def repair(prepared: Prepared, faults: Sequence[str]) -> Request:
    """Return the request that tells the model what was wrong with its message."""
    first = prepared.request
    mask = prepared.shown.masker.mask
    wrong = [f"- {mask(clean_line(fault))}" for fault in faults]
    text = "\n".join(
        [
            first.user,
            "An automatic check found these faults in your last message:",
            *wrong,
            "Fill in the form again with every fault mended.",
        ]
    )
    return Request(first.system, text, first.tool, first.max_tokens)
