"""What of a message does not fit its channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.findings import Category
from engine.language.gsm import is_gsm, septets
from engine.language.length import measure
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    from engine.checks.reader import Reader

_ONE_PART_UCS_2 = 70
_ONE_PART_GSM = 160
_LAST_BMP_CHARACTER = "\uffff"


def check_length(reader: Reader, text: str, channel: Channel) -> None:
    """Report the characters that are too many; of an SMS, those beyond its first part."""
    length = measure(channel, text)
    if length.fits:
        return
    start = _first_too_many(text, channel, length.limit)
    limit = length.limit
    why = f"{length.used} {length.unit}; {channel} takes {limit}"
    if channel is Channel.SMS:
        limit = _ONE_PART_GSM if is_gsm(text) else _ONE_PART_UCS_2
        why = f"{length.used} {length.unit} are {length.parts} parts; one SMS takes {limit}"
        if not is_gsm(text):
            strange = next(c for c in text if not is_gsm(c))
            why += f", because {strange!r} is not in the SMS alphabet"
    reader.miss(Category.LENGTH, "too_long", start, len(text), why)


def _first_too_many(text: str, channel: Channel, limit: int) -> int:
    if channel is not Channel.SMS:
        return limit
    used, gsm = 0, is_gsm(text)
    most = _ONE_PART_GSM if gsm else _ONE_PART_UCS_2
    for at, character in enumerate(text):
        used += septets(character) if gsm else 1 + (character > _LAST_BMP_CHARACTER)
        if used > most:
            return at
    return len(text)
