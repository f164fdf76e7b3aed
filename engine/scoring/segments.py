"""Which of the four business segments a customer belongs to, by weighed evidence.

Each row of ``EVIDENCE`` that holds adds its points to its segment; the segment with most points
wins. Ties go to the more specific segment, Value Seekers last: nobody is a Value Seeker by
default. The segments are those of the contract, part A; the points are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.vocabulary import Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from engine.models.case import Profile

    Test = Callable[[pd.DataFrame], "pd.Series[bool]"]

TIE_ORDER = (
    Segment.ECO_SAVERS,
    Segment.TRADITIONALISTS,
    Segment.DIGITAL_NATIVES,
    Segment.VALUE_SEEKERS,
)

OLDER_FROM = 60
YOUNG_UNTIL = 35
LONG_TENURE_YEARS = 8.0
HIGH_ENGAGEMENT = 70.0
STRONG_EVIDENCE = 6.0
"""Points from which a lead needs no further support: about half of what a segment can reach."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to place a customer in a segment. Its place in the table is its bit."""

    segment: Segment
    points: float
    sentence: str
    holds: Test


_V, _T, _D, _E = (
    Segment.VALUE_SEEKERS,
    Segment.TRADITIONALISTS,
    Segment.DIGITAL_NATIVES,
    Segment.ECO_SAVERS,
)

# Only append: the place of a row is stored.
EVIDENCE: tuple[Evidence, ...] = (
    Evidence(_V, 3, "low income bracket", lambda f: f["income_bracket"] == "Low"),
    Evidence(_V, 2, "on the Basic plan", lambda f: f["subscription_type"] == "Basic"),
    Evidence(_V, 2, "asked how to pay", lambda f: f["about_payment"] > 0),
    Evidence(
        _V,
        2,
        "compares tariffs or prices",
        lambda f: (f["about_tariffs"] > 0) & (f["about_green"] == 0) | (f["tariff_inquiry"] > 0),
    ),
    Evidence(
        _V,
        1,
        "bill or payment on their mind",
        lambda f: (f["about_billing"] + f["billing_query"] + f["missed_payment"]) > 0,
    ),
    Evidence(_V, 1, "last switched tariff", lambda f: f["last_transaction"] == "Tariff Switch"),
    Evidence(_V, 4, "a Value Seeker in the energy file", lambda f: f["energy_segment"] == _V),
    Evidence(_T, 3, f"aged {OLDER_FROM} or over", lambda f: f["age"] >= OLDER_FROM),
    Evidence(_T, 3, "prefers the phone", lambda f: f["preferred_channel"] == "Phone"),
    Evidence(
        _T,
        2,
        f"with us for {LONG_TENURE_YEARS:g} years or more",
        lambda f: f["account_tenure_years"] >= LONG_TENURE_YEARS,
    ),
    Evidence(_T, 4, "a Traditionalist in the energy file", lambda f: f["energy_segment"] == _T),
    Evidence(_D, 3, "prefers app messages", lambda f: f["preferred_channel"] == "App Push"),
    Evidence(
        _D,
        2,
        f"engagement of {HIGH_ENGAGEMENT:g} or more",
        lambda f: f["engagement_score"] >= HIGH_ENGAGEMENT,
    ),
    Evidence(
        _D,
        2,
        "uses the app or the dashboard",
        lambda f: f["recent_activity"].isin(["Downloaded app", "Viewed usage dashboard"]),
    ),
    Evidence(_D, 1, f"younger than {YOUNG_UNTIL}", lambda f: f["age"] < YOUNG_UNTIL),
    Evidence(_D, 1, "wrote about the app", lambda f: f["about_app"] > 0),
    Evidence(
        _D,
        1,
        "labelled Digital Native at source",
        lambda f: f["source_segment"] == "Digital Native",
    ),
    Evidence(_D, 4, "a Digital Native in the energy file", lambda f: f["energy_segment"] == _D),
    Evidence(_E, 4, "on the Green plan", lambda f: f["subscription_type"] == "Green"),
    Evidence(_E, 2, "asked about green energy", lambda f: f["about_green"] > 0),
    Evidence(_E, 3, "has solar panels or an electric car", lambda f: f["solar_or_ev"] > 0),
    Evidence(_E, 1, "high usage, tips due", lambda f: f["high_usage"] > 0),
    Evidence(_E, 4, "an Eco Saver in the energy file", lambda f: f["energy_segment"] == _E),
)


def evidence_of(bits: int) -> tuple[Evidence, ...]:
    """Return the rows of the table that ``bits`` names."""
    return tuple(row for place, row in enumerate(EVIDENCE) if bits >> place & 1)


def segment_points(bits: int) -> dict[Segment, float]:
    """Return the points of each segment, the winner first, for a person to add up."""
    points = dict.fromkeys(TIE_ORDER, 0.0)
    for row in evidence_of(bits):
        points[row.segment] += row.points
    return dict(sorted(points.items(), key=lambda item: -item[1]))


def explain_segment(profile: Profile) -> tuple[str, ...]:
    """Return the evidence for and against the profile's segment, one line per segment with any."""
    bits = profile.score.segment_evidence
    lines: list[str] = []
    for segment, points in segment_points(bits).items():
        reasons = [
            f"{row.sentence} +{row.points:g}" for row in evidence_of(bits) if row.segment is segment
        ]
        if reasons:
            lines.append(f"{segment} {points:g}: {', '.join(reasons)}")
    return tuple(lines)


def add_segments(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``segment``, ``segment_confidence`` (0–1) and ``segment_evidence`` (bits) per row.

    The confidence is the share of all evidence that speaks for the segment, lowered where there is
    little of it: share × min(1, points / 6).
    """
    import numpy as np
    import pandas as pd

    bits = np.zeros(len(frame), dtype=np.int64)
    points = np.zeros((len(frame), len(TIE_ORDER)))
    for place, row in enumerate(EVIDENCE):
        holds = row.holds(frame).to_numpy(dtype=bool)
        bits |= holds.astype(np.int64) << place
        points[:, TIE_ORDER.index(row.segment)] += holds * row.points
    best = points.argmax(axis=1)
    top = points.max(axis=1)
    share = top / np.maximum(points.sum(axis=1), 1.0)
    names = np.array([str(segment) for segment in TIE_ORDER], dtype=object)
    return pd.DataFrame(
        {
            "segment": names[best],
            "segment_confidence": (share * np.minimum(top / STRONG_EVIDENCE, 1.0)).round(2),
            "segment_evidence": bits,
        },
        index=frame.index,
    )
