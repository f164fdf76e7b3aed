"""The way out that every marketing message must name (PECR regs 22 and 23)."""

from __future__ import annotations

import re

from engine.language.length import measure
from engine.models.vocabulary import Channel, MessageKind

_SAYS_HOW = re.compile(
    r"\b(?:reply|text|send|answer|write|email)\b[^.!?\n]{0,40}"
    r"\b(?:stop|stopall|unsubscribe|opt[ -]?out|end|quit)\b"
    r"|\bto (?:stop|unsubscribe|opt[ -]?out)\b|\bopt[ -]?out\b|\bunsubscribe\b",
    re.IGNORECASE,
)

EMAIL_LINE = "If you do not want marketing from us, reply to this e-mail with STOP."


def names_a_way_out(text: str) -> bool:
    """Whether a message says how to opt out."""
    return _SAYS_HOW.search(text) is not None


def with_way_out(text: str, channel: Channel, kind: MessageKind, *, sms_line: str) -> str:
    """Return a message as it goes out: marketing by e-mail or SMS ends with a way to opt out.

    An SMS that has no room for the line stays as it is: cutting the text would change what was
    approved, and a second part would be paid for twice.

    Args:
        text: the approved message.
        channel: through what it goes.
        kind: service messages are left alone.
        sms_line: what an SMS says, by the settings.
    """
    if kind is not MessageKind.MARKETING or names_a_way_out(text):
        return text
    if channel is Channel.EMAIL:
        return f"{text}\n\n{EMAIL_LINE}"
    if channel is Channel.SMS and sms_line:
        longer = f"{text} {sms_line}"
        return longer if measure(channel, longer).fits else text
    return text
