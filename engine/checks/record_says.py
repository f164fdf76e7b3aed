"""Where the record bears out a claim, or None where it does not; used by ``standing``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.evidence import ACTIONS, ACTIVITY, ENERGY, INTERACTIONS, NOTIFICATIONS, PROFILES
from engine.checks.record_words import in_words, said_in
from engine.models.vocabulary import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.checks.evidence import Evidence
    from engine.models.records import Interaction


def _row(row: Interaction, column: str) -> str:
    when = f" {row.occurred_at.date().isoformat()}" if row.occurred_at else ""
    return f"{INTERACTIONS}{when} {column}"


def account_state(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where Account_Status is what the text says it is."""
    status = (evidence.profile.activity.account_status or "").lower()
    said = said_in(found, "state", "kind", "done")
    if said.startswith("suspend") or said in ("on hold", "restricted", "frozen", "blocked"):
        said = "suspended"
    if said == "inactive":
        said = "dormant"
    if said == "overdue":
        return payment(evidence, found)
    return f"{ACTIVITY} Account_Status" if status and said == status else None


def _of_kind(evidence: Evidence, matter: str) -> list[Interaction]:
    rows = list(evidence.profile.interactions)
    if "complaint" in matter:
        return [row for row in rows if row.interaction_type == "Complaint"]
    if "billing" in matter:
        return [row for row in rows if row.about_billing]
    return rows


def matter_resolved(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where a matter of this kind is resolved and none of it is open."""
    rows = _of_kind(evidence, found.group().lower())
    if any(row.is_unresolved for row in rows):
        return None
    done = next((row for row in rows if row.resolution_status == "Resolved"), None)
    return _row(done, "Resolution_Status") if done else None


def matter_open(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where a matter of this kind is open; an escalated one must be escalated."""
    said = found.group().lower()
    rows = [row for row in _of_kind(evidence, said) if row.is_unresolved]
    if "escalated" in said:
        rows = [row for row in rows if row.resolution_status == "Escalated"]
    return _row(rows[0], "Resolution_Status") if rows else None


def complained(evidence: Evidence, found: re.Match[str]) -> str | None:  # noqa: ARG001 - a table calls all alike
    """Return where the record holds a complaint."""
    for row in evidence.profile.interactions:
        if row.interaction_type == "Complaint" or "compla" in (row.summary or "").lower():
            return _row(row, "Interaction_Type")
    tickets = (energy.support_ticket_issue for energy in evidence.profile.energy)
    return f"{ENERGY} Support_Ticket_Issue" if "Complaint" in tickets else None


def _missed(evidence: Evidence) -> str | None:
    profile = evidence.profile
    if any(action.scenario == "Missed payment" for action in profile.actions):
        return f"{ACTIONS} Scenario"
    if any(energy.billing_anomaly == "Missed Payment" for energy in profile.energy):
        return f"{ENERGY} Billing_Anomaly"
    return f"{ACTIONS} Scenario" if Ground.MISSED_PAYMENT in profile.score.grounds else None


def payment(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the record shows a payment as missed or as made."""
    said = found.group().lower()
    part = said_in(found, "state", "went", "got", "you", "missed", "owe", "thanks")
    if part in ("declined", "rejected", "returned", "refused", "bounced", "cancelled", "owe"):
        return None
    if part in ("missed", "late", "overdue", "unpaid", "outstanding", "failed", "has not arrived",
                "hasn't arrived", "has not reached us", "did not reach us", "did not go through",
                "didn't go through", "are behind", "have fallen behind", "have not paid",
                "haven't paid", "never paid", "did not pay"):  # fmt: skip
        return _missed(evidence)
    if " not " in said:
        return _missed(evidence)
    if part in ("due", "are in arrears", "are in debt"):
        return None
    paid = evidence.profile.activity.last_transaction == "Bill Payment"
    return f"{ACTIVITY} Last_Transaction" if paid and not _missed(evidence) else None


def plan(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where Subscription_Type is the plan named."""
    name = (evidence.profile.activity.subscription_type or "").lower()
    said = said_in(found, "plan", "customer")
    if name and said == name:
        return f"{ACTIVITY} Subscription_Type"
    # "Asked when the fixed tariff ends": the customer's own words for it.
    return None if said in ("basic", "premium", "green") else in_words(evidence, said)


def registered(evidence: Evidence, found: re.Match[str]) -> str | None:  # noqa: ARG001 - a table calls all alike
    """Return where the customer stands on the Priority Services Register."""
    on = evidence.profile.customer.priority_services
    return f"{PROFILES} Priority_Services" if on else None


def breathing_space(evidence: Evidence, found: re.Match[str]) -> str | None:  # noqa: ARG001 - a table calls all alike
    """Return where the record holds Breathing Space."""
    return f"{PROFILES} Breathing_Space" if evidence.profile.customer.breathing_space else None


def owns(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the record says that the customer has this equipment."""
    thing = said_in(found, "thing")
    kinds = {energy.solar_ev_ownership for energy in evidence.profile.energy}
    wanted = "Solar" if thing.startswith("solar") else "EV"
    if thing.startswith(("solar", "electric", "ev")) and kinds & {wanted, "Both"}:
        return f"{ENERGY} Solar_EV_Ownership"
    return in_words(evidence, thing)


def did(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the record shows that the customer did this."""
    act, thing, profile = said_in(found, "did"), said_in(found, "to"), evidence.profile
    account, customer = profile.activity, profile.customer
    if act in ("switched", "changed", "moved", "chose") and re.search(r"tariff|plan", found[0]):
        held = account.last_transaction == "Tariff Switch"
        switched = _first(profile.notifications, "Action_Taken", "action_taken", "Switched tariff")
        return f"{ACTIVITY} Last_Transaction" if held else switched
    recent, flag = _RECENT.get((act, thing)) or _RECENT.get((act, "")), _FLAGS.get(act)
    if recent and account.recent_activity == recent:
        return f"{ACTIVITY} Recent_Activity"
    if act == "downloaded":
        return _scenario(evidence, "New app download")
    if flag and thing != "ticket":
        return _first(profile.notifications, *flag)
    known = {
        "opted out": (profile.score.objected_at, f"{INTERACTIONS} Interaction_Type"),
        "unsubscribed": (profile.score.objected_at, f"{INTERACTIONS} Interaction_Type"),
        "opted in": (customer.opted_in, f"{PROFILES} Opted_In"),
        "signed up": (customer.opted_in, f"{PROFILES} Opted_In"),
        "joined": (customer.customer_since, f"{PROFILES} Customer_Since"),
    }
    if act in known:
        held_value, source = known[act]
        return source if held_value else None
    return None if recent else in_words(evidence, found.group())


_RECENT = {
    ("downloaded", ""): "Downloaded app",
    ("viewed", ""): "Viewed usage dashboard",
    ("opened", "ticket"): "Opened support ticket",
}
_FLAGS: dict[str, tuple[str, str, object]] = {
    "viewed": ("Action_Taken", "action_taken", "Viewed dashboard"),
    "opened": ("Opened", "opened", True),
    "clicked": ("Clicked", "clicked", True),
}


def _first(rows: Iterable[object], column: str, name: str, value: object) -> str | None:
    for row in rows:
        if getattr(row, name) == value:
            return f"{NOTIFICATIONS} {getattr(row, 'notification_id', '')} {column}"
    return None


def contacted(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the record holds a contact by this channel."""
    said = said_in(found, "how", "ing", "noun")
    channel = next(
        (
            channel
            for channel, words in (
                ("Phone", ("called", "phoned", "rang", "calling", "phoning", "phone call", "call")),
                ("Email", ("emailed", "emailing", "email")),
                ("SMS", ("texted", "texting", "text")),
                ("Chat", ("chatted to", "chatted with", "chatting", "chat")),
            )
            if said in words
        ),
        None,
    )
    if said in ("letter", "tweet", "tweeted", "visit", "visited"):
        return None
    for row in evidence.profile.interactions:
        if channel in (None, row.channel):
            return _row(row, "Channel")
    if channel is None and evidence.profile.activity.last_transaction == "Support Request":
        return f"{ACTIVITY} Last_Transaction"
    return None


def usage(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the record speaks of high usage."""
    low = ("down", "lower", "low", "fallen", "dropped", "decreased", "reduced", "less", "below")
    exact = ("doubled", "double", "twice", "halved", "tripled")
    if any(f" {word}" in found.group().lower() for word in (*low, *exact)):
        return None
    return _scenario(evidence, "High usage detected")


def _scenario(evidence: Evidence, name: str) -> str | None:
    held = any(action.scenario == name for action in evidence.profile.actions)
    return f"{ACTIONS} Scenario" if held else None


def supply(evidence: Evidence, found: re.Match[str]) -> str | None:
    """Return where the record says this about a bill, a meter or the supply."""
    said = found.group().lower()
    anomalies = {energy.billing_anomaly for energy in evidence.profile.energy}
    if "overcharged" in said and "Overcharge" in anomalies:
        return f"{ENERGY} Billing_Anomaly"
    if any(word in said for word in (" unpaid", " overdue")):
        return _missed(evidence)
    if any(word in said for word in ("will ", "going to", " end", "expire", "run", "finish")):
        return None
    return in_words(evidence, said)
