"""Facts about what the customer raised, what we sent, and how they took it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from engine.analysts.cases import Case
from engine.analysts.words import known, listed, mark, quoted
from engine.language.british import format_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from engine.analysts.texts import Texts
    from engine.models.case import Profile
    from engine.models.records import Interaction, RecommendedAction

COMPLAINT_PERIOD = timedelta(weeks=8)
"""After it the customer must be told of the Ombudsman (SI 2008/1898; uk-rules, rule 15)."""

_URGENCIES = ("High", "Medium", "Low")
_ABOUT_PRICE = re.compile(
    r"\b(pay|payments?|paying|tariffs?|prices?|afford\w*|cheaper|discount)\b", re.IGNORECASE
)
_ISSUES_NAMED = 2
_UNOPENED_WORTH_TELLING = 2


def contact_facts(profile: Profile, case: Case, texts: Texts) -> dict[str, str]:
    """Return what interactions, notifications, actions and notes say; see ``placeholders``."""
    return (
        _open_issues(profile, case, texts)
        | _conversation(profile, texts)
        | _answers(profile, texts)
        | _failures(profile, texts)
        | _actions(profile, texts)
        | _own_work(profile)
    )


def is_open_complaint(interaction: Interaction) -> bool:
    """Return whether this is a complaint that the file says is still open."""
    return interaction.is_unresolved and interaction.interaction_type == "Complaint"


def most_urgent_action(profile: Profile) -> RecommendedAction | None:
    """Return the recommended action with the highest urgency, the first of several."""

    def rank(action: RecommendedAction) -> int:
        level = action.urgency_level
        return _URGENCIES.index(level) if level in _URGENCIES else len(_URGENCIES)

    return min(profile.actions, key=rank, default=None)


def _is_open_billing(interaction: Interaction) -> bool:
    return interaction.is_unresolved and interaction.about_billing


# Which open issue a case speaks of; where it says nothing, the newest one.
_SPEAKS_OF: dict[Case, Callable[[Interaction], bool]] = {
    Case.UNRESOLVED_COMPLAINT: is_open_complaint,
    Case.UNRESOLVED_BILLING: _is_open_billing,
    Case.MISSED_PAYMENT_OPEN_ISSUE: lambda one: is_open_complaint(one) or _is_open_billing(one),
}


def _open_issues(profile: Profile, case: Case, texts: Texts) -> dict[str, str]:
    unresolved = [one for one in profile.interactions if one.is_unresolved]
    if not unresolved:
        return {}
    speaks_of = _SPEAKS_OF.get(case)
    newest = next((one for one in unresolved if speaks_of is None or speaks_of(one)), None)
    phrases = list(dict.fromkeys(_phrase(one, texts) for one in unresolved))
    complaints = [one for one in unresolved if is_open_complaint(one)]
    expired = profile.score.as_of - COMPLAINT_PERIOD
    overdue = [one.occurred_at for one in complaints if one.occurred_at]
    escalated = next((one for one in unresolved if one.resolution_status == "Escalated"), None)
    return known(
        issue=_phrase(newest, texts) if newest else None,
        issue_date=_day(newest.occurred_at) if newest else None,
        issue_summary=_summary(newest) if newest else None,
        issue_status=newest.resolution_status.lower()
        if newest and newest.resolution_status
        else None,
        issues=listed(phrases[:_ISSUES_NAMED], texts.word("words.and"))
        if len(phrases) > 1
        else None,
        unresolved=texts.count("interaction", str(len(unresolved))),
        open_complaint=mark(complaints),
        complaint_overdue=_day(min(overdue)) if overdue and min(overdue) <= expired else None,
        escalated_date=_day(escalated.occurred_at) if escalated else None,
    )


def _phrase(interaction: Interaction, texts: Texts) -> str:
    """Return the issue in our words: what is recorded is never copied into a message."""
    kind = "billing" if interaction.about_billing else (interaction.interaction_type or "other")
    return (
        texts.named("issues", interaction.summary)
        or texts.named("issue_kinds", kind)
        or texts.word("issue_kinds.other")
    )


def _summary(interaction: Interaction) -> str | None:
    return quoted(interaction.summary) or quoted(interaction.interaction_type)


def _conversation(profile: Profile, texts: Texts) -> dict[str, str]:
    interactions = profile.interactions
    if not interactions:
        return {}
    newest = interactions[0]
    moods = Counter(one.sentiment for one in interactions)
    price = next(
        (one for one in interactions if one.summary and _ABOUT_PRICE.search(one.summary)), None
    )
    counted = {name.lower(): str(moods[name]) for name in ("Positive", "Neutral", "Negative")}
    return known(
        contacts=texts.count("interaction", str(len(interactions))),
        moods=texts.first("words.moods", counted),
        last_contact_date=_day(newest.occurred_at),
        last_contact_channel=quoted(newest.channel),
        last_contact_summary=_summary(newest),
        last_sentiment=newest.sentiment.lower() if newest.sentiment else None,
        price_question=_summary(price) if price else None,
        price_question_date=_day(price.occurred_at) if price else None,
    )


def _answers(profile: Profile, texts: Texts) -> dict[str, str]:
    told = [one for one in profile.notifications if one.opened is not None and one.channel]
    sent = Counter(one.channel for one in told)
    opened = Counter(one.channel for one in told if one.opened)
    by_channel = [
        texts.first(
            "words.answered",
            {"opened": str(opened[name]), "sent": str(count), "channel": str(quoted(name))},
        )
        for name, count in sent.most_common()
    ]
    ignored = list(takewhile(lambda one: one.opened is False, told))
    many = len(ignored) >= _UNOPENED_WORTH_TELLING
    return known(
        answered=", ".join(by_channel),
        unopened=texts.count("notification", str(len(ignored))) if many else None,
        unopened_since=_day(ignored[-1].sent_at) if many else None,
    )


def _failures(profile: Profile, texts: Texts) -> dict[str, str]:
    failed = [one for one in profile.notifications if one.delivery_status in ("Failed", "Bounced")]
    if not failed:
        return {}
    return known(
        failed=texts.count("notification", str(len(failed))),
        failed_date=_newest_day(one.sent_at for one in failed),
    )


def _actions(profile: Profile, texts: Texts) -> dict[str, str]:
    urgent = most_urgent_action(profile)
    if urgent is None:
        return {}
    shown = [
        texts.first(
            "words.action",
            known(recommended_action=quoted(one.recommended_action), scenario=quoted(one.scenario)),
        )
        for one in profile.actions
    ]
    return known(
        recommended_actions=", ".join(dict.fromkeys(text for text in shown if text)),
        scenario=quoted(urgent.scenario),
        urgency_level=quoted(urgent.urgency_level),
        follow_up_asked=mark(any(one.follow_up_required for one in profile.actions)),
    )


def _own_work(profile: Profile) -> dict[str, str]:
    """What was sent and noted from this workbench."""
    values: dict[str, str] = {}
    if profile.contacts:
        newest = max(profile.contacts, key=lambda one: one.approved_at)
        values |= known(
            previous_channel=newest.channel.value,
            previous_date=_day(newest.approved_at),
            previous_state=newest.state.value,
        )
    if profile.notes:
        note = max(profile.notes, key=lambda one: one.written_at)
        values |= known(
            note=quoted(note.text), note_agent=quoted(note.agent), note_date=_day(note.written_at)
        )
    return values


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else format_date(moment)


def _newest_day(moments: Iterable[datetime | None]) -> str | None:
    dated = [moment for moment in moments if moment is not None]
    return _day(max(dated)) if dated else None
