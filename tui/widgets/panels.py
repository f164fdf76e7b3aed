"""What the insight panels say about one customer: plain lines, made once per customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.vocabulary import OutboxState
from engine.scoring.priority import explain_grounds
from engine.scoring.risk import explain_risk, risk_factors
from engine.scoring.segments import explain_segment
from tui.text import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.case import Analysis, Profile


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: its title, what stands beside the title while it is closed, and its lines.

    A line is (bullet, text): the text wraps under itself, behind its bullet.
    """

    title: str
    summary: str
    lines: tuple[tuple[str, str], ...]


NO_SEGMENT = "Nothing on record speaks for a segment."


def panels_of(profile: Profile, analysis: Analysis) -> tuple[Panel, ...]:
    """Return the panels of one customer, in the order of the screen."""
    return (
        _why(profile),
        Panel(
            "Customer service insights",
            f"{len(analysis.customer_insights)}",
            (
                *_bullets(*analysis.customer_insights),
                ("If nothing is done: ", analysis.potential_impact),
            ),
        ),
        Panel(
            "Communication strategy",
            "",
            (
                ("Style: ", analysis.communication_style),
                *(("“ ", starter) for starter in analysis.conversation_starters),
                *(("Avoid: ", topic) for topic in analysis.topics_to_avoid),
            ),
        ),
        Panel(
            "Next best action",
            f"{len(analysis.resolution_steps)} steps",
            (
                *((f"{n}. ", step) for n, step in enumerate(analysis.resolution_steps, 1)),
                ("Follow up: ", analysis.follow_up.timing),
                ("It worked if: ", analysis.follow_up.success_sign),
            ),
        ),
        _segment(profile, analysis),
        _history(profile),
    )


def _why(profile: Profile) -> Panel:
    score = profile.score
    return Panel(
        "Why this customer, why now",
        f"risk {score.risk_score}/10",
        (
            *_bullets(*explain_grounds(profile)),
            ("", explain_risk(profile)),
            *_bullets(*(factor.sentence for factor in risk_factors(profile))),
            (
                "",
                (
                    f"Known for this much of the score: {score.data_confidence:.0%}. "
                    f"Counted from {day(score.as_of)}, the newest day in the files."
                ),
            ),
        ),
    )


def _segment(profile: Profile, analysis: Analysis) -> Panel:
    score = profile.score
    lines = _bullets(*explain_segment(profile)) or (("", NO_SEGMENT),)
    if analysis.analyst != "rules":
        seen = f"{analysis.segment}: {analysis.segment_reason}"
        lines += ((f"As {analysis.analyst} sees it: ", seen),)
    return Panel("Segment", f"{score.segment} · confidence {score.segment_confidence:.0%}", lines)


def _history(profile: Profile) -> Panel:
    counts = (
        (len(profile.sent), "sent"),
        (len(profile.notes), "note"),
        (len(profile.interactions), "interaction"),
        (len(profile.notifications), "notification"),
        (len(profile.actions), "action"),
    )
    summary = " · ".join(
        f"{count} {name}{'s' if count > 1 and name != 'sent' else ''}"
        for count, name in counts
        if count
    )
    return Panel("History", summary, tuple(_events(profile)) or (("", "Nothing on record."),))


def _events(profile: Profile) -> Iterator[tuple[str, str]]:
    if profile.aside is not None:
        because = f": {profile.aside.reason}" if profile.aside.reason else ""
        yield (
            f"{day(profile.aside.closed_at)} ",
            (
                f"{profile.aside.mark} by {profile.aside.agent}, off the list until "
                f"{day(profile.aside.until)}{because}"
            ),
        )
    for note in profile.notes:
        yield f"{day(note.written_at)} ", f"Note by {note.agent}: {note.text}"
    for gone in profile.suppressed:
        yield f"{day(gone.since)} ", f"{gone.address} takes no more messages: {gone.reason}"
    for sent in profile.sent:
        if sent.state is not OutboxState.CANCELLED:
            reported = [
                r.words for r in profile.reports if r.notification_id == sent.notification_id
            ]
            became = ", ".join((str(sent.state), *reported))
            yield f"{day(sent.approved_at)} ", f"{sent.channel}, {became}: {sent.message}"
    for action in profile.actions:
        team = f" ({action.assigned_team})" if action.assigned_team else ""
        yield "To do: ", f"{action.recommended_action}: {action.scenario}{team}"
    for contact in profile.interactions:
        about = [contact.channel, contact.interaction_type, contact.sentiment]
        status = f" [{contact.resolution_status}]" if contact.resolution_status else ""
        yield (
            f"{day(contact.occurred_at)} ",
            f"{', '.join(filter(None, about))}: {contact.summary or 'no summary'}{status}",
        )
    for old in profile.notifications:
        fate = [old.delivery_status, "opened" if old.opened else None, old.action_taken]
        yield (
            f"{day(old.sent_at)} ",
            (
                f"{old.notification_type or 'Notification'} by {old.channel}: "
                f"{', '.join(filter(None, fate))}"
            ),
        )


def _bullets(*texts: str) -> tuple[tuple[str, str], ...]:
    return tuple(("• ", text) for text in texts)
