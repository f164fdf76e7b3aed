"""Why something happened must stand in the record: nobody may invent a fault or a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.findings import Category
from engine.checks.stems import stems
from engine.language.phrases import any_of

if TYPE_CHECKING:
    from engine.checks.evidence import Evidence
    from engine.checks.reader import Reader

_TO_CLAUSE_END = r"(?P<cause>[^.;:!?\n,()]{2,90})"
_BECAUSE = re.compile(
    rf"\b(?P<link>because(?:\s+of)?|due\s+to|caused\s+by|as\s+a\s+result\s+of|owing\s+to|"
    rf"on\s+account\s+of|"
    rf"thanks\s+to|down\s+to|result(?:ed|s)?\s+from|stem(?:s|med)?\s+from|(?:the|main|"
    rf"only)\s+(?:reason|cause)"
    rf"(?:\s+\w+){{0,5}}?\s+(?:is|was)(?:\s+that)?|following)\s+{_TO_CLAUSE_END}"
)
_FAULT = any_of(
    r"(an? |the |some |this |our |your )?(\w+ )?(system|computer|technical|billing|meter|"
    r"metering|software|it|admin|"
    r"administrative|human|clerical|bank|banking|data|server|engineering|supplier|network|grid|"
    r"staff|smart meter)"
    r" (error|fault|failure|glitch|mistake|outage|breakdown|malfunction|shortages?|mix-up|"
    r"migration|upgrade)",
    r"(an? |the |some )?(error|fault|failure|glitch|mistake|"
    r"malfunction|breakdown|mix-up) (in|on|with|"
    r"at|within|by) (our|the|your) (\w+ )?(side|end|systems?|billing|meter|software|bank|network|"
    r"computers?|team|records|app|website|supplier)",
    r"(cold|hot|bad) (weather|winter|spell|snap)",
    r"(wholesale|energy|global) (prices?|market|crisis)( \w+)? (rose|risen|increased|went up|"
    r"crisis|rise|increase)",
    r"(we|our (team|engineers?|system|colleagues?)|the engineer|your (bank|landlord|neighbour)) "
    r"(made|had|caused|lost|forgot|misread|misplaced|miscalculated|got) (a|an|the|your|it|to) "
    r"?(mistake|error|mix-up|fault|wrong|reading|"
    r"bill|payment|complaint|letter|problem)?",
    r"(your|the) (meter|reading|bill|account) was (mixed up|confused|misread|miscalculated|"
    r"read wrongly|swapped)",
)
_FAULT_WORDS = (
    "error", "fault", "failure", "glitch", "mistake", "outage", "breakdown", "malfunction",
    "shortage", "mix-up", "mix up", "migration", "weather", "winter", "spell", "snap", "wholesale",
    "crisis", "market", "mixed up", "confused", "misread", "miscalculated", "lost", "forgot",
    "misplaced", "swapped", "system upgrade", "mixup", "read wrongly",
)  # fmt: skip
_OUR_MIND = re.compile(
    r"^(?:we|i)(?:'d|'re|\s+(?:would|want|care|value|know|think|hope|need|understand|believe|like|"
    r"may|might|are\s+(?:here|sorry|keen)|can|could|will|take|wish|do\s+not|don't))\b"
    r"|^(?:you|your\s+\w+)\s+(?:may|might|could|can|care|matter|deserve|are\s+important|prefer|"
    r"would|should)\b"
    r"|^(?:it|this|that|they|these|there)\s+(?:is|are|was|matters|may|might|can|helps|takes|has)\b"
    r"|^(?:this|that|it|these|those|them|the\s+(?:delay|trouble|wait))\s*$|^(?:be|go|end|start|"
    r"expire|renew)\b"
    r"|^(?:every|each|nobody|no\s+one|everyone|people|a\s+(?:bill|clear|plan)|bills|needs|people)\b"
)
_EVENT_LINKS = ("following", "thanks to", "down to")
_KEPT = 60


def check_causes(reader: Reader, evidence: Evidence) -> None:
    """Trace every stated cause, or report it."""
    for found in _BECAUSE.finditer(reader.low):
        _check(reader, evidence, found)
    if any(word in reader.low for word in _FAULT_WORDS):
        for found in _FAULT.finditer(reader.text):
            wanted = stems(found.group())
            if not all(stem in evidence.stems for stem in wanted):
                _miss(reader, found.start(), found.end())


def _check(reader: Reader, evidence: Evidence, found: re.Match[str]) -> None:
    link, cause = found["link"], found["cause"].strip()
    if _OUR_MIND.search(cause) or cause.split()[0] in ("what", "how", "why", "which"):
        return
    cause = re.split(r"\s+(?:and|but|so|then|while|which|that|we|until|or)\s+", cause)[0][:_KEPT]
    if link in _EVENT_LINKS and not re.match(r"(?:an?|the|our|your|some|recent)\b", cause):
        return
    wanted = [stem for stem in stems(cause) if stem not in _ABOUT_US]
    if not wanted:
        return
    if re.match(r"(?:you|your)\b", cause) and _we_know(reader, evidence, found):
        return
    missing = [stem for stem in wanted if stem not in evidence.stems]
    start, end = found.start(), found.start("cause") + len(cause)
    if missing:
        _miss(reader, start, end)
    else:
        reader.hold(start, end, " ".join(cause.split()), evidence.stems[wanted[0]])


_ABOUT_US = frozenset(stems("customer account message record time year know loyal be long"))


def _we_know(reader: Reader, evidence: Evidence, found: re.Match[str]) -> bool:
    """Whether the reason is the customer's own doing that another check has traced."""
    start, end = found.start("cause"), found.end("cause")
    return bool(evidence.names) and not reader.is_free(start, end) and not reader.missed(start, end)


def _miss(reader: Reader, start: int, end: int) -> None:
    reader.miss(
        Category.FACT, "cause", start, end, "the record does not say that this was the cause"
    )
