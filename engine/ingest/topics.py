"""What an interaction is about, read once when it is loaded, so that scoring only counts bits."""

from __future__ import annotations

import re
from functools import lru_cache

from engine.language.objection import is_objection
from engine.models.vocabulary import Topic

# "An interaction about billing" (contract, part A) is about what was charged, not how to pay.
_WORDS = {
    Topic.BILLING: (r"bill(s|ed|ing)?\b|over-?charg|charged\b|invoice|refund|debt\b|arrears\b",),
    Topic.PAYMENT: (r"pay(ing|ment|ments)?\b|direct debit\b|instal?ments?\b|afford",),
    Topic.TARIFF: (r"tariffs?\b|cheaper\b|prices?\b|quote\b|deals?\b",),
    Topic.GREEN: (
        r"green\b|solar\b|renewable|ev\b|electric (car|vehicle)|heat pump|insulat",
        r"energy[- ](sav|effic)",
    ),
    Topic.APP: (r"app\b|online account\b|dashboard\b|website\b|log(ging)? ?in\b",),
}
_PATTERNS = {
    topic: re.compile(rf"\b({'|'.join(words)})", re.IGNORECASE) for topic, words in _WORDS.items()
}


@lru_cache(maxsize=50_000)
def topics_of(interaction_type: str | None, summary: str | None) -> Topic:
    """Return the topics of one interaction, from its type and the words of its summary."""
    found = Topic(0)
    if interaction_type == "Unsubscribe":
        found |= Topic.OBJECTION
    if not summary:
        return found
    if is_objection(summary):
        found |= Topic.OBJECTION
    for topic, pattern in _PATTERNS.items():
        if pattern.search(summary):
            found |= topic
    return found
