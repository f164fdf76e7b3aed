"""Signs that a customer may need support: age, difficulty with paying, what they told us.

Sources: Ofgem SLC 0 (look for vulnerability) and SLC 26 (whom to offer the Priority Services
Register); Ofgem consumer standards of 14 December 2023 (missed payments). The signs decide what is
offered; they never stand in a message.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.language.phrases import any_of
from engine.models.vocabulary import Ground
from engine.privacy.health import mentions_health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.case import Profile

PENSION_AGE = 66
"""State Pension age rises from 66 to 67 by 2028 (Pensions Act 2014); 66 leaves nobody out."""

_HARDSHIP = any_of(
    r"(requested|asked for|wants?|needs?) a payment (plan|arrangement|holiday)",
    r"(more|extra|longer) time to pay",
    r"(cannot|can't|could not|couldn't|unable to|struggl\w+ to|hard to|difficult to|not able to) "
    r"(\w+ )?(pay|afford|cope|heat|top up)",
    r"(struggl\w+|difficult\w*|trouble|worried|behind) (\w+ ){0,3}(pay|paying|payments?|bills?)",
    r"hardship",
    r"financial (difficult\w+|trouble|problems?|worries)",
    r"(lost (my|his|her|their|the) job|redundan\w+|out of work|unemployed)",
    r"(money|things|budget) (is|are) (very |really )?tight",
    r"in (debt|arrears)",
    r"(food ?bank|universal credit|self-disconnect\w*|no credit on the meter)",
)


def is_of_pension_age(profile: Profile) -> bool:
    """Return whether the record says that the customer has reached State Pension age."""
    age = profile.customer.age
    return age is not None and age >= PENSION_AGE


def shows_hardship(profile: Profile) -> bool:
    """Return whether the customer told us, or a colleague noted, that paying is difficult."""
    return any(_tells_of_hardship(text) for text in _told(profile))


def shows_need(profile: Profile) -> bool:
    """Return whether what is recorded speaks of health or other circumstances."""
    return any(_tells_of_need(text) for text in _told(profile))


def has_missed_payment(profile: Profile) -> bool:
    """Return whether a payment was missed, and may be spoken of: not in Breathing Space."""
    missed = Ground.MISSED_PAYMENT in profile.score.grounds
    return missed and not profile.customer.breathing_space


def may_join_register(profile: Profile) -> bool:
    """Return whether to offer the Priority Services Register: a sign shows, and they are not on."""
    return not profile.customer.priority_services and (
        is_of_pension_age(profile) or shows_hardship(profile) or shows_need(profile)
    )


def _told(profile: Profile) -> Iterator[str]:
    for interaction in profile.interactions:
        if interaction.summary:
            yield interaction.summary
    for note in profile.notes:
        yield note.text


# Summaries repeat a great deal: a contact centre has words of its own for each matter.
@lru_cache(maxsize=10_000)
def _tells_of_hardship(text: str) -> bool:
    return _HARDSHIP.search(text) is not None


@lru_cache(maxsize=10_000)
def _tells_of_need(text: str) -> bool:
    return mentions_health(text)
