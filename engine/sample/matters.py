"""What customers get in touch about: summaries in the register of a contact centre's notes.

Which one is likely depends on who asks, in what mood and in which season.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from engine.models.vocabulary import Segment
from engine.sample.dates import SEASONS
from engine.sample.dice import weighted

_Weights = tuple[int, ...]


class About(Enum):
    """What the systems before this one noticed a contact to be about."""

    BILLING = "billing"
    TARIFFS = "tariffs"
    OTHER = "other"


class Matter(NamedTuple):
    """Why somebody gets in touch, as the agent notes it.

    Attributes:
        kind: Interaction_Type.
        tone: key into ``SENTIMENTS``.
    """

    summary: str
    kind: str
    tone: str
    about: About = About.OTHER


class _Occasion(NamedTuple):
    """When a matter comes up: weights by archetype and by mood, and the seasons it keeps to."""

    matter: Matter
    archetypes: _Weights
    moods: _Weights
    seasons: tuple[str, ...]


def _query(
    summary: str,
    archetypes: _Weights,
    moods: _Weights,
    about: About = About.OTHER,
    seasons: tuple[str, ...] = SEASONS,
) -> _Occasion:
    return _Occasion(Matter(summary, "Query", "query", about), archetypes, moods, seasons)


def _complaint(
    summary: str,
    archetypes: _Weights,
    moods: _Weights,
    about: About = About.OTHER,
    seasons: tuple[str, ...] = SEASONS,
) -> _Occasion:
    return _Occasion(Matter(summary, "Complaint", "complaint", about), archetypes, moods, seasons)


def _feedback(summary: str, tone: str, archetypes: _Weights, moods: _Weights) -> _Occasion:
    return _Occasion(Matter(summary, "Feedback", tone), archetypes, moods, SEASONS)


_COLD = ("winter", "autumn")
_WARM = ("spring", "summer")

# Weights by archetype: Value Seekers, Traditionalists, Digital Natives, Eco Savers; then by mood:
# calm, cross, upset.
_SEGMENTS = tuple(Segment)
_OCCASIONS = (
    # Payments and tariffs.
    _query("Inquired about payment options", (10, 3, 2, 1), (4, 3, 2)),
    _query("Requested a payment plan", (6, 1, 1, 0), (1, 2, 3)),
    _query("Asked for a tariff comparison", (11, 2, 3, 3), (5, 3, 1), About.TARIFFS),
    _query("Asked when the fixed tariff ends", (6, 4, 3, 3), (3, 2, 1), About.TARIFFS),
    _query("Asked about prices from next month", (5, 4, 2, 2), (3, 3, 2), About.TARIFFS),
    _query("Asked about the Warm Home Discount", (6, 3, 0, 0), (3, 2, 2), seasons=_COLD),
    _query("Reported billing issue", (4, 3, 2, 2), (2, 2, 1), About.BILLING),
    _complaint("Reported billing issue", (4, 3, 3, 2), (1, 4, 6), About.BILLING),
    _complaint("Reported estimated bill too high", (4, 4, 2, 2), (0, 3, 6), About.BILLING),
    _complaint("Disputed a Direct Debit increase", (4, 4, 2, 2), (0, 3, 5), About.BILLING),
    # Green energy.
    _query("Asked about green tariff", (1, 1, 2, 10), (5, 2, 1), About.TARIFFS),
    _query("Asked about solar export payments", (0, 0, 0, 7), (4, 2, 1), seasons=_WARM),
    _query("Asked about charging an electric car", (0, 0, 2, 6), (4, 2, 1)),
    _query("Asked how to insulate an older house", (1, 2, 0, 5), (3, 1, 1), seasons=_COLD),
    # Meters, paper, moving.
    _query("Asked for a smart meter appointment", (3, 4, 4, 5), (4, 3, 1)),
    _query("Gave a meter reading", (3, 9, 1, 2), (4, 2, 1)),
    _query("Asked how to read the meter", (1, 5, 1, 0), (3, 1, 1)),
    _query("Asked for letters in larger print", (0, 6, 0, 0), (3, 2, 1)),
    _query("Moving house, asked for a final reading", (3, 1, 5, 2), (3, 2, 1)),
    _complaint("In-home display shows no usage", (2, 3, 2, 3), (1, 2, 2)),
    _complaint("Engineer missed the appointment", (2, 4, 2, 2), (0, 2, 4)),
    # The app.
    _query("Asked how to see usage in the app", (1, 0, 7, 3), (4, 1, 1)),
    _query("Could not log in to the app", (2, 0, 7, 2), (2, 3, 2)),
    _feedback("Gave feedback on new app", "feedback", (2, 0, 9, 4), (5, 3, 2)),
    _feedback("Said the app is slow to load", "grumble", (1, 0, 5, 2), (1, 3, 2)),
    # Heat, supply and service.
    _complaint("Reported no heating since morning", (3, 3, 2, 1), (1, 2, 3), seasons=("winter",)),
    _query("Reported a power cut after the storm", (2, 3, 2, 2), (2, 2, 2), seasons=_COLD),
    _complaint("Complained of a long wait to get through", (3, 5, 2, 2), (0, 3, 4)),
    _feedback("Thanked the agent for a quick refund", "praise", (3, 3, 2, 2), (4, 1, 0)),
    _feedback("Praised the engineer who fitted the meter", "praise", (1, 4, 2, 3), (3, 1, 0)),
    _feedback("Found the new bill easier to read", "praise", (2, 3, 2, 2), (3, 1, 0)),
)

MATTERS: dict[Segment, tuple[tuple[tuple[Matter, ...], ...], ...]] = {
    segment: tuple(
        tuple(
            weighted(
                {
                    occasion.matter: occasion.archetypes[column] * occasion.moods[mood]
                    for occasion in _OCCASIONS
                    if season in occasion.seasons
                }
            )
            for season in SEASONS
        )
        for mood in range(3)
    )
    for column, segment in enumerate(_SEGMENTS)
}
"""Slots of matters, by archetype, then mood, then season."""

MISSED_PAYMENT_MATTERS = weighted(
    {
        Matter("Requested a payment plan", "Query", "query"): 4,
        Matter("Inquired about payment options", "Query", "query"): 3,
        Matter("Asked for more time to pay", "Query", "query"): 3,
    }
)
"""What a customer asks who has missed a payment."""

DISPUTED_BILL_MATTERS = weighted(
    {
        Matter("Reported billing issue", "Complaint", "complaint", About.BILLING): 5,
        Matter("Reported estimated bill too high", "Complaint", "complaint", About.BILLING): 3,
        Matter("Reported a payment taken twice", "Complaint", "complaint", About.BILLING): 2,
    }
)
"""What a customer says who disputes a bill."""

OBJECTIONS = weighted(
    {
        Matter("Requested to stop notifications", "Unsubscribe", "query"): 6,
        Matter("Asked to come off the mailing list", "Unsubscribe", "query"): 2,
        Matter("Requested to stop notifications", "Query", "query"): 2,
    }
)
"""How somebody tells us to stop; not always filed as Unsubscribe."""

SENTIMENTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "query": (
        weighted({"Neutral": 72, "Positive": 22, "Negative": 6}),
        weighted({"Neutral": 64, "Positive": 6, "Negative": 30}),
        weighted({"Neutral": 40, "Negative": 60}),
    ),
    "complaint": (
        weighted({"Negative": 66, "Neutral": 34}),
        weighted({"Negative": 86, "Neutral": 14}),
        weighted({"Negative": 97, "Neutral": 3}),
    ),
    "feedback": (
        weighted({"Positive": 64, "Neutral": 30, "Negative": 6}),
        weighted({"Positive": 24, "Neutral": 42, "Negative": 34}),
        weighted({"Positive": 6, "Neutral": 28, "Negative": 66}),
    ),
    "praise": (weighted({"Positive": 1}),) * 3,
    "grumble": (
        weighted({"Neutral": 50, "Negative": 50}),
        weighted({"Neutral": 20, "Negative": 80}),
        weighted({"Negative": 1}),
    ),
}
"""Slots of sentiments, by tone, then mood."""
