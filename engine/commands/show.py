"""Print one customer: the whole profile, why they are where they are, and the analysis."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError
from engine.commands.output import local, print_json
from engine.privacy.clean import clean_line, clean_text
from engine.scoring.priority import explain_grounds
from engine.scoring.risk import explain_risk, risk_factors
from engine.scoring.segments import explain_segment
from engine.store.analyses import analysis_to_json
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.case import Analysis, Profile


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("customer", metavar="ID", help="the customer's id")
    json_option(parser)


def run(context: Context) -> int:
    """Print the customer."""
    customer_id = choices.customer_id(context.arguments.customer)
    workbench = context.ready()
    try:
        profile = workbench.profile(customer_id)
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    analysis = workbench.analysis(profile)
    if context.arguments.json:
        print_json(to_json(profile, analysis))
    else:
        _print(profile, analysis)
    return DONE


def to_json(profile: Profile, analysis: Analysis) -> dict[str, Any]:
    """Return profile, score with its factors, and analysis as plain data."""
    score = profile.score
    return {
        **_plain(profile.customer),
        "segment": score.segment,
        "segment_confidence": score.segment_confidence,
        "segment_evidence": list(explain_segment(profile)),
        "risk_score": score.risk_score,
        "risk_factors": [_plain(factor) for factor in risk_factors(profile)],
        "risk_sum": explain_risk(profile),
        "data_confidence": score.data_confidence,
        "priority": score.priority,
        "priority_label": score.priority.label,
        "priority_rules": list(explain_grounds(profile)),
        "urgency": score.urgency,
        "recommended": score.recommended,
        "contactable": score.contactable,
        "objected_at": _plain(score.objected_at),
        "reasons": list(score.reasons),
        "channel": score.channel,
        "as_of": _plain(score.as_of),
        "account_activity": _plain(profile.activities),
        "interaction_history": _plain(profile.interactions),
        "notification_history": _plain(profile.notifications),
        "recommended_actions": _plain(profile.actions),
        "energy_usage": _plain(profile.energy),
        "sent": _plain(profile.sent),
        "notes": _plain(profile.notes),
        "assignment": _plain(profile.assignment),
        "handover": _plain(profile.handover),
        "analysis": analysis_to_json(analysis),
    }


def _plain(value: Any) -> Any:
    """Return a value of the models as JSON can hold it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return to_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _print(profile: Profile, analysis: Analysis) -> None:
    score, customer = profile.score, profile.customer
    known = (
        f"#{customer.customer_id}",
        customer.name or "(no name)",
        customer.location,
        f"aged {customer.age}" if customer.age is not None else None,
        score.channel,
        score.segment,
    )
    print(clean_line(" · ".join(str(part) for part in known if part)))
    print(
        f"{score.priority.label} · act {score.urgency.label} · risk {score.risk_score}/10 · "
        f"{'contact recommended' if score.recommended else 'no contact recommended'} · "
        f"analyst: {analysis.analyst}"
    )
    if analysis.fallback_reason:
        print(f"The rules speak because of this: {clean_line(analysis.fallback_reason)}")
    if profile.assignment.by:
        print(f"Assigned to {clean_line(profile.assignment.words)}")
    if note := profile.handover:
        print(f"Note by {note.agent}, {local(note.written_at)}: {clean_line(note.text)}")
    as_seen = f"as {analysis.analyst} sees it, {analysis.segment}: {analysis.segment_reason}"
    segment = explain_segment(profile) + ((as_seen,) if analysis.analyst != "rules" else ())
    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Why", (analysis.contact_reason, analysis.potential_impact)),
        ("Rules that hold", explain_grounds(profile)),
        (
            "Risk",
            (explain_risk(profile), *(factor.sentence for factor in risk_factors(profile))),
        ),
        (f"Segment (confidence {score.segment_confidence:.0%})", segment),
        ("Insights", analysis.customer_insights),
        ("How to speak", (analysis.communication_style, *analysis.conversation_starters)),
        ("Avoid", analysis.topics_to_avoid),
        ("Next steps", analysis.resolution_steps),
        ("Follow up", (analysis.follow_up.timing, analysis.follow_up.success_sign)),
        (
            "Interactions",
            tuple(
                f"{local(i.occurred_at)} {i.channel} {i.interaction_type} "
                f"{i.sentiment} {i.resolution_status}: {i.summary}"
                for i in profile.interactions
            ),
        ),
        (
            "Recommended actions",
            tuple(
                f"{a.recommended_action}: {a.scenario} ({a.urgency_level}, {a.assigned_team})"
                for a in profile.actions
            ),
        ),
        (
            "Notifications before",
            tuple(
                f"{local(n.sent_at)} {n.channel} {n.notification_type} {n.delivery_status}"
                f"{', opened' if n.opened else ''}{', clicked' if n.clicked else ''}"
                for n in profile.notifications
            ),
        ),
        (
            "Energy",
            tuple(
                f"{e.daily_energy_usage_kwh} kWh a day, solar or EV: {e.solar_ev_ownership}, "
                f"billing anomaly: {e.billing_anomaly}"
                for e in profile.energy
            ),
        ),
        (
            "Sent from here",
            tuple(
                f"{local(n.approved_at)} {n.channel} {n.state}: {n.message}" for n in profile.sent
            ),
        ),
        (
            "Notes",
            tuple(f"{local(n.written_at)} {n.agent}: {n.text}" for n in profile.notes),
        ),
    )
    for title, lines in sections:
        if any(lines):
            print(f"\n{title}")
            for line in filter(None, lines):
                print(f"  {clean_line(line)}")
    print(f"\nMessage · {analysis.channel}\n")
    print(clean_text(analysis.message))
