"""What a check of a text gives: what is wrong with it, and where the rest of it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What kind of check found a fault."""

    FACT = "fact"
    PROMISE = "promise"
    LANGUAGE = "language"
    PROMOTION = "promotion"
    LENGTH = "length"
    SUPPORT = "support"
    TOKEN = "token"  # noqa: S105 - a category


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a text: ``text[start:end]``, and why it is one; an empty span: it is missing.

    Attributes:
        kind: what it is within its category, for example ``amount`` or ``refund``.
        explanation: one plain line for the agent.
    """

    category: Category
    kind: str
    start: int
    end: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Traced:
    """Something stated in a text, ``text[start:end]``, and where the record says so.

    Attributes:
        value: what was looked up, for example ``2026-09-03``.
        source: file and column, for example ``Notification History.csv N-1100 Sent_Date``.
    """

    start: int
    end: int
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A text checked. Findings and trace are in the order of the text."""

    findings: tuple[Finding, ...]
    trace: tuple[Traced, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
