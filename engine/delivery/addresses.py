"""Where a customer can be reached, from the record alone; and why not, where they cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_LONGEST_ADDRESS = 254
"""RFC 5321, section 4.5.3.1.3, less the angle brackets."""

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?P<local>{_LOCAL}(?:\.{_LOCAL})*)@(?:{_LABEL}\.)+{_LABEL}")
_LONGEST_LOCAL = 64

_HOME = "GB"
_MOBILE = re.compile(r"7(?!0|6(?!24))\d{9}")
"""Mobile numbers of the UK: 07, but neither personal numbers (070) nor pagers (076; 07624 is the
Isle of Man's mobiles). Source: Ofcom, National Telephone Numbering Plan. The numbers that Ofcom
keeps for drama are among them, which libraries call invalid."""

_ENDPOINT = re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:endpoint/[\x21-\x7e]+")


def email_problem(address: str | None) -> str | None:
    """Say why an e-mail address cannot be written to, or None when it can."""
    if not address:
        return "There is no e-mail address on record"
    found = _ADDRESS.fullmatch(address)
    too_long = len(address) > _LONGEST_ADDRESS
    if found is None or too_long or len(found["local"]) > _LONGEST_LOCAL:
        return f"“{clean_line(address)}” is not a valid e-mail address"
    return None


def phone_problem(number: str | None) -> str | None:
    """Say why a number cannot be called, or None when it can."""
    if not number:
        return "There is no phone number on record"
    if _parsed(number) is None:
        return f"“{clean_line(number)}” is not a valid phone number"
    return None


def mobile_problem(number: str | None) -> str | None:
    """Say why a number cannot take an SMS, or None when it can."""
    if problem := phone_problem(number):
        return problem
    parsed = _parsed(number or "")
    if parsed is None or not _is_mobile(parsed):
        return f"“{clean_line(number or '')}” is not a mobile number: it takes no SMS"
    return None


def push_problem(token: str | None) -> str | None:
    """Say why a token does not reach an app, or None when it does."""
    if not token:
        return "There is no push token on record: the customer has not set up the app"
    if not _ENDPOINT.fullmatch(token):
        return "The push token on record is not the ARN of an SNS endpoint"
    return None


def e164(number: str) -> str:
    """Return a number as networks write it, ``+447700900123``.

    Raises:
        ValueError: it is no phone number.
    """
    import phonenumbers

    parsed = _parsed(number)
    if parsed is None:
        raise ValueError(f"{number!r} is no phone number")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _parsed(number: str) -> PhoneNumber | None:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, _HOME)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number(parsed) else None


def _is_mobile(parsed: PhoneNumber) -> bool:
    import phonenumbers

    if parsed.country_code == phonenumbers.country_code_for_region(_HOME):
        return _MOBILE.fullmatch(str(parsed.national_number)) is not None
    kinds = phonenumbers.PhoneNumberType
    return phonenumbers.number_type(parsed) in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)
