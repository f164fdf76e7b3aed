"""What an analysis rests on, in one word: an analysis of an unchanged record stays good."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine.models.reports import ReportKind
from engine.models.vocabulary import Segment

if TYPE_CHECKING:
    from engine.models.case import Profile

_ANY_SEGMENT = Segment.VALUE_SEEKERS
_ANY_MOMENT = datetime.min.replace(tzinfo=UTC)


def digest(profile: Profile) -> str:
    """Return a digest of what the files say about a customer, and of what went to them from here.

    An analysis made before a message went would propose the same again; so would one that does
    not know that an address is dead. What agents did beside that is left out, and so is the moment
    of the extract: a load that brings nothing new about a customer leaves their analyses standing.
    Whose segment counts is no fact either; the evidence for it is among them.
    """
    facts = (
        profile.customer,
        replace(profile.score, as_of=_ANY_MOMENT, segment=_ANY_SEGMENT),
        profile.activities,
        profile.interactions,
        profile.notifications,
        profile.actions,
        profile.energy,
        *_contacts(profile),
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _contacts(profile: Profile) -> tuple[object, ...]:
    """Return what went and what came of it; nothing where nothing went."""
    sent = tuple(sorted(one.notification_id for one in profile.contacts))
    came_back = tuple(one for one in profile.reports if one.kind is not ReportKind.DELIVERED)
    found = (sent, came_back, profile.suppressed)
    return (found,) if any(found) else ()
