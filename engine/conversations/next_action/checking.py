"""Check words to somebody of whom nothing is on record: they may state no fact at all.

Words to a customer who is known are checked against their record, as every message is.
"""

from __future__ import annotations

from functools import lru_cache

from engine.checks.evidence import evidence_of
from engine.checks.message import check_message
from engine.clock import from_text
from engine.models.case import Profile, Score
from engine.models.records import Customer
from engine.models.vocabulary import (
    Channel,
    Ground,
    IssueCategory,
    MessageType,
    Priority,
    Segment,
    Urgency,
)

_EPOCH = from_text("1970-01-01T00:00:00+00:00")


@lru_cache(maxsize=1024)
def faults_for_stranger(text: str, channel: Channel, supplier: str) -> tuple[str, ...]:
    """Return what speaks against a message to a stranger, a line each.

    Language, promises, identifiers, promotion, length, and every fact: none is on record.
    """
    evidence = evidence_of(_stranger(), supplier_name=supplier)
    findings = check_message(text, evidence, channel=channel, may_promote=False).findings
    return tuple(dict.fromkeys(finding.explanation for finding in findings))


def _stranger() -> Profile:
    """Return the profile of somebody of whom nothing is known."""
    score = Score(
        customer_id=0,
        segment=Segment.VALUE_SEEKERS,
        segment_confidence=0.0,
        segment_evidence=0,
        risk_score=1,
        risk_points={},
        data_confidence=0.0,
        priority=Priority.LOW,
        grounds=Ground(0),
        urgency=Urgency.ROUTINE,
        recommended=False,
        contactable=False,
        objected_at=None,
        message_type=MessageType.SERVICE_ONLY,
        issue_category=IssueCategory.SERVICE,
        channel=Channel.EMAIL,
        churn=None,
        reasons=(),
        as_of=_EPOCH,
    )
    return Profile(Customer(0), score)
