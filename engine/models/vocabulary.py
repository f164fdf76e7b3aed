"""The words that files, rules and screens share, each a closed vocabulary (contract, part A)."""

from __future__ import annotations

from enum import IntFlag, StrEnum


class Segment(StrEnum):
    """The four business segments; not the ``Segment`` label of the source system."""

    VALUE_SEEKERS = "Value Seekers"
    TRADITIONALISTS = "Traditionalists"
    DIGITAL_NATIVES = "Digital Natives"
    ECO_SAVERS = "Eco Savers"


class Priority(StrEnum):
    """How soon a customer needs contact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        """The word that people read: Critical, Important or Routine."""
        return {"high": "Critical", "medium": "Important", "low": "Routine"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the most pressing, 2 for the least; the order of the worklist."""
        return {"high": 0, "medium": 1, "low": 2}[self.value]


class Urgency(StrEnum):
    """By when to act."""

    IMMEDIATE = "immediate"
    WITHIN_24H = "within_24h"
    WITHIN_WEEK = "within_week"
    ROUTINE = "routine"

    @property
    def label(self) -> str:
        """The urgency in words."""
        return {
            "immediate": "now",
            "within_24h": "within 24 hours",
            "within_week": "within a week",
            "routine": "no hurry",
        }[self.value]


class IssueCategory(StrEnum):
    """What the contact is about."""

    BILLING = "billing"
    RETENTION = "retention"
    ENGAGEMENT = "engagement"
    TECHNICAL = "technical"
    SERVICE = "service"
    OPPORTUNITY = "opportunity"


class MessageType(StrEnum):
    """Which family of message the facts call for."""

    RETENTION_FOCUS = "retention_focus"
    ENGAGEMENT_BOOST = "engagement_boost"
    VALUE_OPPORTUNITY = "value_opportunity"
    BILLING_SUPPORT = "billing_support"
    SERVICE_ONLY = "service_only"


class Ground(IntFlag):
    """The rules that make a customer Critical or Important (contract, part A)."""

    MISSED_PAYMENT = 1
    UNRESOLVED_BILLING = 2
    UNRESOLVED_COMPLAINT = 4
    SEVERAL_UNRESOLVED = 8
    LOW_SATISFACTION = 16
    HIGH_CHURN = 32
    MEDIUM_CHURN = 64
    LOW_ENGAGEMENT = 128
    STATUS_AT_RISK = 256
    STATUS_DORMANT = 512


class Topic(IntFlag):
    """What an interaction is about; see ``engine.ingest.topics``."""

    BILLING = 1
    OBJECTION = 2
    PAYMENT = 4
    TARIFF = 8
    GREEN = 16
    APP = 32


class Channel(StrEnum):
    """How a notification reaches a customer."""

    EMAIL = "Email"
    SMS = "SMS"
    APP_PUSH = "App Push"
    PHONE = "Phone"


class WorkMark(StrEnum):
    """What an agent has done with a customer; empty when nothing."""

    OPEN = ""
    SENT = "sent"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"


class OutboxState(StrEnum):
    """The life of a send; see ``engine.delivery``."""

    QUEUED = "queued"
    ATTEMPTING = "attempting"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class MessageKind(StrEnum):
    """Service or marketing, by the words of the message (rules of contact, rule 1)."""

    SERVICE = "service"
    MARKETING = "marketing"
