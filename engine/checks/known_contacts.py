"""Phone numbers, links and addresses: how they look, and those that anybody may be told."""

from __future__ import annotations

import re

LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')]+"
    r"|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:co\.uk|org\.uk|gov\.uk|com|co|org|net|uk|io|info|"
    r"ly|app|energy|gov|me|link|page|shop|xyz|scot|wales)\b(?:/[^\s<>\"')]*)?"
)
EMAIL = re.compile(r"\b[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# The look-ahead comes first: it turns most places down at once.
PHONE = re.compile(
    r"(?=[\d(+])(?:"
    r"(?<![\w.£$€/])(?:\+\d|\(?0)(?:[\d ()-]){7,16}\d(?!\w)"
    r"|(?<=\bcall )\d{3,6}\b|(?<=\btext )\d{3,6}\b|(?<=\bring )\d{3,6}\b|(?<=\bdial )\d{3,6}\b"
    r"|(?<=\bphone )\d{3,6}\b|(?<=\bcall us on )\d{3,6}\b|(?<=\bstop to )\d{3,6}\b"
    r"|(?<=\w to )\d{5,6}\b|(?<=\byes to )\d{3,6}\b|(?<=\bnumber )\d{3,6}\b|\b0?800[ "
    r"\d]{5,9}\d\b|\b03\d\d ?\d{3} ?\d{4}\b"
    r")"
)
_SPOKEN = re.compile(r"\b(?:105|999|18000|18001)\b")

_PUBLIC = (
    ("105", "national power cut number (Energy Networks Association)"),
    ("999", "emergency services"),
    ("18000", "Relay UK, emergency"),
    ("18001", "Relay UK"),
    ("0800 111 999", "National Gas Emergency Service, Great Britain"),
    ("0800 002 001", "gas emergency, Northern Ireland"),
    ("0330 440 1624", "Energy Ombudsman"),
    ("0808 223 1133", "Citizens Advice consumer service"),
    ("0808 808 4000", "National Debtline"),
    ("0800 138 1111", "StepChange Debt Charity"),
    ("energyombudsman.org", "Energy Ombudsman"),
    ("ombudsman-services.org", "Energy Ombudsman"),
    ("citizensadvice.org.uk", "Citizens Advice"),
    ("ofgem.gov.uk", "Ofgem"),
    ("gov.uk", "the government"),
    ("stepchange.org", "StepChange Debt Charity"),
    ("nationaldebtline.org", "National Debtline"),
    ("moneyhelper.org.uk", "MoneyHelper"),
    ("powercut105.com", "national power cut number"),
)


def contact_key(text: str) -> str:
    """Return the one spelling under which a phone number, link or e-mail address is looked up."""
    low = text.strip().lower().rstrip(".,;:!?)/")
    if "@" in low:
        return low
    digits = re.sub(r"\D", "", low)
    if digits and not re.search("[a-z]", low):
        return re.sub(r"^(?:0044|44)(?=\d{9,10}$)", "0", digits)
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", low).rstrip("/")


PUBLIC_CONTACTS = {contact_key(text): f"public: {whose}" for text, whose in _PUBLIC}
"""What everybody may be told, by ``contact_key``, and whose it is."""


def contacts_in(text: str) -> list[str]:
    """Return the keys of the phones, links and addresses in ``text``."""
    low = text.lower()
    found = [match.group() for pattern in (EMAIL, LINK, PHONE) for match in pattern.finditer(low)]
    bare = re.fullmatch(r"\s*\d{3,6}\s*", low)
    return [contact_key(one) for one in (*found, *([low] if bare else []))]


def spoken_numbers(low: str) -> list[re.Match[str]]:
    """Return the short public numbers that stand in a text, with or without "call" before them."""
    return list(_SPOKEN.finditer(low))
