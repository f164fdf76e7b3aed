"""How messages state figures: shares, spans, counts, scores, and the words around them."""

from __future__ import annotations

import re
from decimal import Decimal

from engine.checks.numerals import DIGITS, NUMBER

PERCENT = re.compile(rf"(?<![\w.]){NUMBER}\s?(?:%|per\s?cent\b|percent\b|percentage points?\b)")
FRACTION = re.compile(
    r"\b(?:an?|one|two|three|four)[ -](?:third|quarter|fifth|tenth|half|sixth)s?\s+of\s+(?:our|all|"
    r"the|your|uk|british)\b|\b(?:most|half|the majority|many "
    r"thousands|thousands|hundreds|millions)"
    r"\s+of\s+(?:our |your |all |uk )?(?:customers|people|households|homes|neighbours)\b"
)
_UNITS = (
    "years?|yrs?|months?|weeks?|fortnights?|(?:working |business |calendar )?days?|hours?|hrs?|"
    "minutes?|mins?|seconds?|kwh|kw|mwh|units?|degrees?"
)
_COUNTED = {
    "contact": "contacts?|times|occasions?|interactions?|conversations?",
    "call": "calls?|phone calls?",
    "email": "e-?mails?",
    "text": "texts?|text messages?|sms",
    "chat": "chats?",
    "complaint": "complaints?",
    "question": "questions?|quer(?:y|ies)|enquir(?:y|ies)",
    "issue": "issues?|problems?|matters?|requests?|tickets?",
    "message": "messages?|notifications?|letters?",
    "reminder": "reminders?|payment reminders?",
    "action": "actions?|recommended actions?",
    "campaign": "campaigns?|opens?|clicks?",
    # No file counts these; a number of them is never in the record.
    "reading": "readings?|meter readings?",
    "bill": "bills?|payments?|instal?ments?|meters?|accounts?|invoices?|direct debits?|"
    "engineers?|visits?|appointments?|missed payments?|tariffs?|plans?|properties|homes?|people|"
    "customers?|households?|panels?|cars?|bedrooms?|children|power cuts?",
}
NOUN_OF = {what: re.compile(rf"(?:{pattern})\b") for what, pattern in _COUNTED.items()}
_ADJECTIVES = (
    r"(?:(?:open|unresolved|missed|late|unpaid|recent|separate|different|more|further|previous|"
    r"earlier|last|past|pending|escalated|unanswered|unopened|overdue|outstanding|other|negative|"
    r"positive|neutral|payment|consecutive|failed|estimated|billing)\s+)*"
)
_NOUNS = "|".join(_COUNTED.values())
QUANTITY = re.compile(
    rf"(?<![\w.,£$€/#]){NUMBER}(?:[ -]|(?=k))(?P<unit>{_UNITS})\b(?P<old>[ -]old\b)?"
)
COUNT = re.compile(
    rf"(?<![\w.,£$€/#-])(?P<n>{NUMBER}|both|twice|thrice|a couple of|"
    rf"several)\s+(?:of\s+(?:your|our|the|my)\s+)?"
    rf"{_ADJECTIVES}(?P<noun>{_NOUNS})\b|\b(?P<times>twice|thrice)\b"
)
ORDINAL = re.compile(
    rf"\b(?P<n>second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|"
    rf"6th)\s+{_ADJECTIVES}(?P<noun>{_NOUNS})\b"
)
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
OUT_OF = re.compile(
    rf"(?<![\w.,]){NUMBER}\s?(?:/|out\s+of)\s?(?P<whole>100|10|5|ten|five|a\shundred)\b"
)
BARE_NUMBER = re.compile(rf"(?<![\w.,]){DIGITS}(?!\w)")
GLUED = re.compile(r"(?<![\w.,])\d+(?:k|x|st|nd|rd|th)?\b")
KEYWORDS = (
    ("churn", "churn"),
    ("engage", "engagement"),
    ("satisf", "satisfaction"),
    ("rated us", "satisfaction"),
    ("scored us", "satisfaction"),
    ("gave us", "satisfaction"),
    ("marked us", "satisfaction"),
    ("risk", "risk"),
    ("aged", "age"),
    ("age ", "age"),
    ("age of", "age"),
    ("tenure", "years"),
    ("usage", "kwh"),
    ("kwh", "kwh"),
)  # fmt: skip
TIMES = ("times", "occasion", "occasions")
COUNTED_BY = {
    "called": "call", "phoned": "call", "rang": "call", "emailed": "email", "texted": "text",
    "chatted": "chat", "wrote": "email", "reminded": "reminder", "asked": "question",
    "ask": "question", "report": "complaint", "reported": "complaint", "complain": "complaint",
    "complained": "complaint",
}  # fmt: skip
VERB = re.compile(rf"\b(?:{'|'.join(COUNTED_BY)})\b")
ASKED = re.compile(r"\b(?:could|can|would|will|did|do|may) (?:you|we|i)\b|\bplease\b")
HARMLESS_COUNTS = ("both", "several", "a couple of")
SCALES = {"100": ("churn", "engagement"), "10": ("satisfaction", "risk")}
WITHIN = re.compile(
    r"\b(?:within|in|in the next|next|every|for the next|under|in under|less than|at least|"
    r"up to|takes?|take about|only|just)\s+(?:the\s+)?(?:next\s+)?$"
)


ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|close to|some|just (?:over|"
    r"under)|in the region of)\s+$"
)
NEAR = Decimal("0.05")
