"""What an analysis rests on, in one word: an analysis of an unchanged record stays good."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine.models.vocabulary import Segment

if TYPE_CHECKING:
    from engine.models.case import Profile

_ANY_SEGMENT = Segment.VALUE_SEEKERS
_ANY_MOMENT = datetime.min.replace(tzinfo=UTC)


def digest(profile: Profile) -> str:
    """Return a digest of what the files say about a customer.

    What agents did is left out, and so is the moment of the extract: a load that brings nothing
    new about a customer leaves their analyses standing. Whose segment counts is no fact either;
    the evidence for it is among them.
    """
    facts = (
        profile.customer,
        replace(profile.score, as_of=_ANY_MOMENT, segment=_ANY_SEGMENT),
        profile.activities,
        profile.interactions,
        profile.notifications,
        profile.actions,
        profile.energy,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()
