"""How many rows of which kind a customer has, for texts that count ("you called three times")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.case import Profile

_INTERACTIONS = "Interaction History.csv rows"
_NOTIFICATIONS = "Notification History.csv rows"
_BY_TYPE = {"Complaint": "complaint", "Query": "question"}
_BY_CHANNEL = {"Phone": "call", "Email": "email", "SMS": "text", "Chat": "chat"}


def tallies_of(profile: Profile) -> dict[str, dict[int, str]]:
    """Return the counts that a text may state, by what is counted, each with its source."""
    found: dict[str, dict[int, str]] = {}
    for rows in (_contacts, _messages, _campaigns):
        for what, count, source in rows(profile):
            if count:
                found.setdefault(what, {}).setdefault(count, source)
    return found


def _contacts(profile: Profile) -> Iterator[tuple[str, int, str]]:
    rows = profile.interactions
    for what in ("contact", "issue"):
        yield what, len(rows), _INTERACTIONS
        yield what, sum(row.is_unresolved for row in rows), _INTERACTIONS
    yield "issue", sum(row.about_billing for row in rows), _INTERACTIONS
    for kind in sorted({row.interaction_type for row in rows if row.interaction_type}):
        same = [row for row in rows if row.interaction_type == kind]
        for what in dict.fromkeys((_BY_TYPE.get(kind, "contact"), "contact", "issue")):
            yield what, len(same), _INTERACTIONS
            yield what, sum(row.is_unresolved for row in same), _INTERACTIONS
    for summary in sorted({row.summary for row in rows if row.summary}):
        alike = [row for row in rows if row.summary == summary]
        for what in ("contact", "issue", _BY_TYPE.get(alike[0].interaction_type or "", "contact")):
            yield what, len(alike), _INTERACTIONS
    for channel, what in _BY_CHANNEL.items():
        yield what, sum(row.channel == channel for row in rows), _INTERACTIONS
    for sentiment in ("Positive", "Neutral", "Negative"):
        yield "contact", sum(row.sentiment == sentiment for row in rows), _INTERACTIONS
    gave = sum("meter reading" in (row.summary or "").lower() for row in rows)
    yield "reading", gave, _INTERACTIONS


def _messages(profile: Profile) -> Iterator[tuple[str, int, str]]:
    past = profile.notifications
    yield "message", len(past), _NOTIFICATIONS
    yield "message", sum(one.opened is False for one in past), _NOTIFICATIONS
    yield "message", sum(one.opened is True for one in past), _NOTIFICATIONS
    yield "message", sum(one.clicked is True for one in past), _NOTIFICATIONS
    lost = sum(one.delivery_status in ("Failed", "Bounced") for one in past)
    yield "message", lost, _NOTIFICATIONS
    for kind in sorted({one.notification_type for one in past if one.notification_type}):
        count = sum(one.notification_type == kind for one in past)
        yield "message", count, _NOTIFICATIONS
        if kind == "Payment Reminder":
            yield "reminder", count, _NOTIFICATIONS
    for channel in sorted({one.channel for one in past if one.channel}):
        count = sum(one.channel == channel for one in past)
        yield "message", count, _NOTIFICATIONS


def _campaigns(profile: Profile) -> Iterator[tuple[str, int, str]]:
    yield "action", len(profile.actions), "Recommended Actions.csv rows"
    for energy in profile.energy:
        yield "campaign", energy.campaign_opens or 0, "Energy Usage.csv Campaign_Opens"
        yield "campaign", energy.campaign_clicks or 0, "Energy Usage.csv Campaign_Clicks"
        yield "campaign", energy.campaign_conversions or 0, "Energy Usage.csv Campaign_Conversions"
