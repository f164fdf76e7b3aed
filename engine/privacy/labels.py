"""The kinds of personal data that are masked, and where one stands in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a value is; its name stands in the token, as in ``<EMAIL_1>``."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    CARD = "CARD"
    ADDRESS = "ADDRESS"
    NAME = "NAME"
    POSTCODE = "POSTCODE"
    ACCOUNT = "ACCOUNT"
    METER = "METER"
    SORTCODE = "SORTCODE"
    NINO = "NINO"
    DOB = "DOB"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text that holds personal data.

    Attributes:
        start: offset of the first character.
        end: offset after the last character.
        label: what stands there.
    """

    start: int
    end: int
    label: Label
