"""Where a channel reaches a customer, and when two spellings are one address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    from engine.models.records import Customer

_TRUNK_ZERO = re.compile(r"\(0\)")
_HOME_CODE = "44"


def address_of(customer: Customer, channel: Channel) -> str | None:
    """Return what a channel takes for an address of the customer, as the record has it."""
    if channel is Channel.EMAIL:
        return customer.email
    if channel is Channel.APP_PUSH:
        return customer.push_token
    return customer.phone


def address_key(channel: Channel, address: str | None) -> str | None:
    """Return the address as it is compared, or None where there is none.

    An e-mail address without its capitals, a telephone number as its digits with the country code
    (a number without one is a British one), a push token as it is. No large library is needed, so
    that it may be asked inside a transaction.
    """
    text = (address or "").strip()
    if not text:
        return None
    if channel is Channel.EMAIL:
        return text.casefold()
    if channel is Channel.APP_PUSH:
        return text
    digits = re.sub(r"\D", "", _TRUNK_ZERO.sub("", text))
    if text.startswith("+"):
        return digits or None
    if digits.startswith("00"):
        return digits[2:]
    return _HOME_CODE + digits[1:] if digits.startswith("0") else digits or None


def channel_of(address: str) -> Channel:
    """Return the channel that an address of its form belongs to."""
    if "@" in address:
        return Channel.EMAIL
    return Channel.APP_PUSH if address.startswith("arn:") else Channel.SMS
