"""How long a message is and may be on its channel; quick enough for every key press.

The limits are those of the contract, part A ("Message length").
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.gsm import GSM_7, sms_parts
from engine.models.vocabulary import Channel

_CHARACTER_LIMITS = {
    Channel.APP_PUSH: 160,
    Channel.EMAIL: 1_200,
    # A call script is read, not sent: this is about two minutes of speech.
    Channel.PHONE: 2_000,
}

LONGEST = 10_000
"""Characters of a text that is edited; what goes beyond is cut, since no channel carries it."""


@dataclass(frozen=True, slots=True)
class MessageLength:
    """A message measured.

    Attributes:
        used: units taken.
        limit: units there are; for an SMS that needs several parts, what those parts carry.
        unit: what is counted: ``septets`` or ``UTF-16 units`` for SMS, ``characters`` elsewhere.
        parts: how many messages it is sent as; more than 1 only for SMS.
        fits: whether it may go as it is; an SMS must be a single part.
    """

    used: int
    limit: int
    unit: str
    parts: int
    fits: bool


def measure(channel: Channel, text: str) -> MessageLength:
    """Return how much of what ``channel`` allows ``text`` takes."""
    if channel is Channel.SMS:
        sms = sms_parts(text)
        unit = "septets" if sms.alphabet == GSM_7 else "UTF-16 units"
        return MessageLength(sms.units, sms.limit, unit, sms.parts, fits=sms.parts == 1)
    limit = _CHARACTER_LIMITS[channel]
    return MessageLength(len(text), limit, "characters", 1, fits=len(text) <= limit)
