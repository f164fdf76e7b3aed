"""All checks of one text; quick enough for every key press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.causes import check_causes
from engine.checks.contacts import check_contacts
from engine.checks.dates import check_dates
from engine.checks.figures import check_figures
from engine.checks.findings import Category
from engine.checks.fixed import skip_fixed
from engine.checks.language import check_language
from engine.checks.overflow import check_length
from engine.checks.people import check_people
from engine.checks.promises import check_promises
from engine.checks.reader import Reader
from engine.checks.soft_promotion import check_soft_promotion
from engine.checks.standing import check_standing
from engine.checks.tokens import check_tokens
from engine.language.promotion import promotional_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.checks.evidence import Evidence
    from engine.checks.findings import Checked
    from engine.models.vocabulary import Channel


def check_message(
    text: str,
    evidence: Evidence,
    *,
    channel: Channel,
    may_promote: bool,
    quoted: Iterable[str] = (),
) -> Checked:
    """Check a message to the customer.

    Args:
        text: the message; spans are offsets in it.
        evidence: what it may state, from ``evidence_of``.
        channel: how it goes; decides its length and whether health may be named.
        may_promote: whether this customer may be promoted to at all.
        quoted: words of others that the message repeats; their language is left alone.
    """
    reader = Reader(text)
    check_tokens(reader, channel)
    _check_facts(reader, evidence)
    check_promises(reader, evidence, channel)
    check_language(reader, evidence, quoted)
    if not may_promote:
        for span in promotional_spans(text):
            reader.miss(Category.PROMOTION, "promotion", span.start, span.end, span.explanation)
        check_soft_promotion(reader)
    check_length(reader, text, channel)
    return reader.result()


def check_words(text: str, evidence: Evidence) -> Checked:
    """Check a line for the agent: its facts and its language; it may be long and speak of risk."""
    reader = Reader(text)
    check_tokens(reader, None)
    _check_facts(reader, evidence, counts=True)
    check_language(reader, evidence)
    return reader.result()


def _check_facts(reader: Reader, evidence: Evidence, *, counts: bool = False) -> None:
    # In this order: a date is not two numbers, a phone number is no amount.
    check_contacts(reader, evidence)
    skip_fixed(reader)
    check_dates(reader, evidence)
    check_figures(reader, evidence, counts=counts)
    check_standing(reader, evidence)
    check_causes(reader, evidence)
    check_people(reader, evidence)
