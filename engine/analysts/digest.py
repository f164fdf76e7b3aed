"""What an analysis rests on, in one word: an analysis of an unchanged record stays good."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.models.case import Profile

_ANY_MOMENT = datetime.min.replace(tzinfo=UTC)


def digest(profile: Profile) -> str:
    """Return a digest of what the files say about a customer.

    What agents did is left out, and so is the moment of the extract: a load that brings nothing
    new about a customer leaves their analyses standing.
    """
    facts = (
        profile.customer,
        replace(profile.score, as_of=_ANY_MOMENT),
        profile.activities,
        profile.interactions,
        profile.notifications,
        profile.actions,
        profile.energy,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()
