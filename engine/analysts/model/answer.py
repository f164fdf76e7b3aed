"""From the model's form to an analysis that anyone may read, or to what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.analysts.cases import may_promote
from engine.analysts.model.bounds import Decision, bounded
from engine.analysts.model.faults import Fault
from engine.analysts.model.form import Form, read_form
from engine.checks.evidence import evidence_of
from engine.checks.message import check_message, check_words
from engine.language.promotion import is_marketing
from engine.models.case import Analysis, FollowUp
from engine.models.vocabulary import Channel, IssueCategory, Priority, Segment, Urgency
from engine.privacy.clean import clean_line, clean_text
from engine.privacy.masking import UnknownTokenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.analysts.model.prompt import Prepared
    from engine.checks.evidence import Evidence
    from engine.checks.findings import Finding
    from engine.models.case import Profile

_LINES = (
    "segment_reason",
    "contact_reason",
    "potential_impact",
    "communication_style",
    "follow_up_timing",
    "follow_up_sign",
)
_ABOUT_THE_RECORD = ("segment_reason", "contact_reason", "customer_insights")
_OF_WHAT_MAY_COME = frozenset({"number", "date", "time", "duration", "status", "cause"})
"""What a line about the next steps may name although no record holds it: "in two working days"."""

_SHORT = (Channel.SMS, Channel.APP_PUSH)
_LISTS = ("customer_insights", "conversation_starters", "topics_to_avoid", "resolution_steps")


class Reader:
    """Reads a model's answers in the name of one supplier.

    Args:
        analyst: what the analyst is called in the analyses.
        supplier_name: who the messages are from.
    """

    def __init__(self, analyst: str, supplier_name: str) -> None:
        self._analyst = analyst
        self._supplier_name = supplier_name

    def read(
        self, profile: Profile, prepared: Prepared, arguments: dict[str, Any], opt_out: str
    ) -> Analysis | list[Fault]:
        """Return the analysis with its names put back, or every fault that was found.

        Args:
            profile: the record.
            prepared: the request that was answered.
            arguments: the model's answer, as it came.
            opt_out: the sentence that every marketing message must hold (PECR reg 22).
        """
        form = read_form(arguments)
        if not isinstance(form, Form):
            return form
        faults = list(_unknown_facts(form, len(prepared.facts)))
        try:
            words = _unmasked(form, prepared)
        except _TokenFaultError as error:
            return [*faults, error.fault]
        evidence = evidence_of(profile, supplier_name=self._supplier_name)
        promotes = may_promote(profile)
        if promotes:
            words["message"] = _with_opt_out(words["message"], opt_out, profile.score.channel)
        faults += _faults_in_lines(words, evidence)
        checked = check_message(
            words["message"], evidence, channel=profile.score.channel, may_promote=promotes
        )
        faults += [_fault(found, "message", words["message"]) for found in checked.findings]
        if faults:
            return [_masked(fault, prepared) for fault in faults]
        return self._analysis(profile, prepared, form, words)

    def _analysis(
        self, profile: Profile, prepared: Prepared, form: Form, words: dict[str, Any]
    ) -> Analysis:
        score = profile.score
        decision = bounded(
            Decision(Priority(form.priority), Urgency(form.urgency), form.risk_score),
            Decision(score.priority, score.urgency, score.risk_score),
        )
        triggers = (prepared.facts[int(name[1:]) - 1].trigger for name in form.trigger_facts)
        return Analysis(
            customer_id=profile.customer.customer_id,
            analyst=self._analyst,
            priority=decision.priority,
            urgency=decision.urgency,
            risk_score=decision.risk_score,
            issue_category=IssueCategory(form.issue_category),
            contact_reason=words["contact_reason"],
            trigger_factors=tuple(dict.fromkeys(triggers)),
            potential_impact=words["potential_impact"],
            customer_insights=tuple(words["customer_insights"]),
            communication_style=words["communication_style"],
            conversation_starters=tuple(words["conversation_starters"]),
            topics_to_avoid=tuple(words["topics_to_avoid"]),
            resolution_steps=tuple(words["resolution_steps"]),
            follow_up=FollowUp(words["follow_up_timing"], words["follow_up_sign"]),
            message=words["message"],
            message_type=score.message_type,
            channel=score.channel,
            segment=Segment(form.segment),
            segment_reason=words["segment_reason"],
        )


class _TokenFaultError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _unknown_facts(form: Form, known: int) -> Iterator[Fault]:
    for name in form.trigger_facts:
        if not 1 <= int(name[1:]) <= known:
            yield Fault("fact", "trigger_facts", "there is no fact of that number", name)


def _unmasked(form: Form, prepared: Prepared) -> dict[str, Any]:
    """Return the words of the form, cleaned, with the values behind their tokens."""

    def whole(place: str, text: str) -> str:
        cleaned = clean_text(text).strip() if place == "message" else clean_line(text)
        try:
            return prepared.masker.unmask(cleaned)
        except UnknownTokenError as error:
            raise _TokenFaultError(
                Fault("token", place, "this token does not stand in the record", str(error))
            ) from None

    words: dict[str, Any] = {place: whole(place, getattr(form, place)) for place in _LINES}
    words["message"] = whole("message", form.message)
    for place in _LISTS:
        words[place] = [whole(place, line) for line in getattr(form, place)]
    return words


def _faults_in_lines(words: dict[str, Any], evidence: Evidence) -> Iterator[Fault]:
    for place in (*_LINES, *_LISTS):
        lines = [words[place]] if isinstance(words[place], str) else words[place]
        for line in lines:
            for finding in check_words(line, evidence).findings:
                if place in _ABOUT_THE_RECORD or finding.kind not in _OF_WHAT_MAY_COME:
                    yield _fault(finding, place, line)


def _with_opt_out(message: str, opt_out: str, channel: Channel) -> str:
    if not is_marketing(message) or opt_out in message:
        return message
    between = " " if channel in _SHORT else "\n\n"
    return f"{message}{between}{opt_out}"


def _fault(finding: Finding, place: str, text: str) -> Fault:
    words = text[finding.start : finding.end]
    return Fault(str(finding.category), place, finding.explanation, words)


def _masked(fault: Fault, prepared: Prepared) -> Fault:
    """Return the fault with the words and the explanation as the model may see them."""
    mask = prepared.masker.mask
    return Fault(fault.kind, fault.place, mask(fault.explanation), mask(fault.words))
