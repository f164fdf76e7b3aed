"""Count a text message as the network does: septets, code units and parts.

Sources: 3GPP TS 23.038, section 6.2.1 (the GSM 7 bit default alphabet and its extension table);
3GPP TS 23.040, sections 9.2.3.16 and 9.2.3.24.1 (a part carries 140 octets; a long message spends
6 of them on the header that joins its parts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = "\f^{}\\[~]|€"
_NOT_GSM = re.compile(f"[^{re.escape(_BASIC + _EXTENSION)}]")
_EXTENDED = re.compile(f"[{re.escape(_EXTENSION)}]")

GSM_7 = "GSM-7"
UCS_2 = "UCS-2"

# 140 octets are 160 septets or 70 code units of 16 bits; without the joining header 153 and 67.
_LIMITS = {GSM_7: (160, 153), UCS_2: (70, 67)}

_LAST_BMP_CHARACTER = "\uffff"


@dataclass(frozen=True, slots=True)
class SmsLength:
    """How long a text message is.

    Attributes:
        units: septets in GSM-7, UTF-16 code units in UCS-2.
        limit: how many units the parts can carry: 160 or 70 for one part, 153 or 67 for each of
            several.
        parts: how many messages the network carries and charges for; never less than 1.
        alphabet: ``GSM-7`` or ``UCS-2``; one character outside GSM-7 makes it UCS-2.
    """

    units: int
    limit: int
    parts: int
    alphabet: str


def is_gsm(text: str) -> bool:
    """Return whether every character of ``text`` is in the GSM 7 bit alphabet."""
    return _NOT_GSM.search(text) is None


def septets(text: str) -> int:
    """Return the septets of ``text``: one a character, two for the extension table (€, [, ~ …).

    Raises:
        ValueError: a character is not in the alphabet.
    """
    stranger = _NOT_GSM.search(text)
    if stranger:
        raise ValueError(f"{stranger.group()!r} is not in the GSM 7 bit alphabet")
    return len(text) + len(_EXTENDED.findall(text))


def sms_parts(text: str) -> SmsLength:
    """Return the length of ``text`` as a text message, and the parts it is sent in.

    An escape pair or a surrogate pair is never split between two parts, so that a part may end
    one unit short.
    """
    if is_gsm(text):
        alphabet, units = GSM_7, septets(text)
        widths = [2 if character in _EXTENSION else 1 for character in text]
    else:
        alphabet = UCS_2
        widths = [2 if character > _LAST_BMP_CHARACTER else 1 for character in text]
        units = sum(widths)
    single, joined = _LIMITS[alphabet]
    if units <= single:
        return SmsLength(units, single, 1, alphabet)
    parts = _packed(widths, joined)
    return SmsLength(units, parts * joined, parts, alphabet)


def _packed(widths: list[int], capacity: int) -> int:
    """Count the parts that characters of these widths fill, one after another."""
    parts, used = 1, 0
    for width in widths:
        if used + width > capacity:
            parts, used = parts + 1, 0
        used += width
    return parts
