"""Commitments, threats and pressure: what nobody can trace may not be promised.

Sources: Ofgem SLC 0 (fair, not misleading), SLC 27.5–27.11 (no threats, no amounts), SLC 26 and
uk-rules, rule 12 (health never in an SMS). Neutral offers of help are no promises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.commitments import COMMITMENTS
from engine.checks.findings import Category
from engine.checks.pressure import PRESSURE
from engine.language.phrases import any_of
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    import re

    from engine.checks.evidence import Evidence
    from engine.checks.promise import Promise
    from engine.checks.reader import Reader

_HEALTH = any_of(
    r"(health|medical|illness(es)?|ill|sick|sickness|disab(led|ility|ilities)|cancer|diabet(es|"
    r"ic)|dialysis|dementia|"
    r"alzheimer\w*|depress(ed|ion)|anxiety|mental|asthma\w*|oxygen|stroke|heart (condition|"
    r"attack|disease|problem)|epilep\w+|pregnan\w+|hospital\w*|"
    r"wheelchair|surgery|operation|medication|medicine|insulin|chronic|copd|arthritis|autis\w+|"
    r"blind|deaf|hearing loss|carer|doctor|gp|terminal|"
    r"condition|diagnos\w+|disorder|nebuli[sz]er|stairlift|chemotherapy|vulnerab\w+)"
)
_HEALTH_SAFE = any_of(
    r"(terms and|air|weather|market) conditions?", r"account health( \w+)?", r"health check"
)
# Where one of these comes first in the clause, nothing is promised: it is asked, supposed, denied.
_LOOSE = any_of(
    r"(whether|if|find out|let you know|tell you|explain|see (how|what|if|whether)|look(ing)? "
    r"into|check(ing)?|discuss|talk (about|through)|ask(ed|ing)?( us| me)? (for|about)|"
    r"question(s)? about|your (complaint|question|query|request) (about|for|on)|understand|not "
    r"able|cannot|can't|unable|no)"
)
# These lines and schemes are free, and somebody in danger should call at once.
_HELPLINE = any_of(
    r"0800 111 999",
    r"105",
    r"999",
    r"(smell|gas) (gas|leak|emergency)",
    r"power (goes|cut|is out)",
    r"ombudsman",
    r"citizens advice|stepchange|national debtline|money-?helper",
    r"priority services",
)
_LOOSENABLE = frozenset(
    {"refund", "credit", "compensation", "discount", "saving", "waiver", "visit"}
)
# In the record these words are history: "thank you for telling us about the quick refund".
_OF_THE_PAST = {"refund": "refund", "discount": "discount", "compensation": "compens"}
_COMING = any_of(
    r"(we|i|you)('ll| will| shall| are going to|'re going to| have|'ve)",
    r"will be",
    r"is on its way",
    r"due",
    r"entitled",
)
_SAFE = any_of(
    # Warnings not to give secrets away, and support that is a scheme of its own.
    r"(never|not|don't|won't|will not) (\w+ ){0,3}(ask|send|share|give|tell|reply with|need|"
    r"email|text)( \w+){0,8} (password|pin|card|details|code|number|bank)\w*( \w+)?",
    r"warm home discount( scheme)?",
    r"citizens advice|energy switch guarantee|guaranteed standards",
    r"(direct debit )guarantee",
    r"universal credit|pension credit|emergency credit|credit (meter|union)",
    r"(please )?feel free",
    r"free priority services( register)?",
    r"hands-free|smoke-free|toll-free|debt-free|free-?phone",
    r"(the ombudsman|citizens advice|stepchange|it|(the|their|this) (service|advice|help|call|"
    r"number|support)|register) (is|are) free",
    r"(no|not in a|never any) (urgent|urgency|hurry|rush|need to hurry)",
    r"(not|n't|nothing) urgent(ly)?",
    r"there is no (deadline|charge|hurry|rush)",
    r"(will not|won't|never) (be )?(disconnect|disconnected|cut( you)?( off)?)(?= NEVER)",
    r"power (was|is|has been)? ?(cut off)",
    r"cut (and|down|back)",
)


def check_promises(reader: Reader, evidence: Evidence, channel: Channel | None) -> None:
    """Report commitments, threats, pressure, requests for secrets, and health in an SMS."""
    text = _SAFE.sub(lambda found: "\0" * len(found.group()), reader.text)
    low = reader.low
    for promise in (*COMMITMENTS, *PRESSURE):
        # Who gets the Warm Home Discount is for nobody here to say; its name alone is harmless.
        where = reader.text if promise.kind == "entitlement" else text
        for found in promise.phrases.finditer(where, low):
            if not _is_loose(reader, evidence, promise, found):
                reader.miss(Category.PROMISE, promise.kind, *found.span(), promise.explanation)
    if channel is Channel.SMS:
        open_text = _HEALTH_SAFE.sub(lambda found: "\0" * len(found.group()), reader.text)
        for found in _HEALTH.finditer(open_text):
            reader.miss(
                Category.PROMISE,
                "health",
                *found.span(),
                "health and vulnerability never stand in a text message (uk-rules, rule 12)",
            )


def _is_loose(reader: Reader, evidence: Evidence, promise: Promise, found: re.Match[str]) -> bool:
    before = reader.clause_before(found.start())
    if promise.kind in ("free", "pressure") and _HELPLINE.search(
        reader.sentence_around(*found.span())
    ):
        return True
    if promise.kind == "done":
        return any(word in before.split()[-4:] for word in ("if", "once", "when", "until", "after"))
    if promise.kind not in _LOOSENABLE:
        return False
    clause = before + found.group().lower()
    past = _OF_THE_PAST.get(promise.kind)
    if past and any(stem.startswith(past[:6]) for stem in evidence.stems):
        return _COMING.search(clause) is None
    return _LOOSE.search(before) is not None and _COMING.search(before[-40:]) is None
