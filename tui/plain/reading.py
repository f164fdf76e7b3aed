"""What plain mode reads out: a list, one customer, a message, as lines without any drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.language.length import measure
from engine.privacy.clean import clean_line, clean_text
from tui.widgets.next_action import action_lines
from tui.widgets.panels import panels_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.models.case import Analysis, Profile
    from engine.models.next_action import Prediction
    from engine.models.vocabulary import Channel
    from engine.models.work import Draft, WorkItem
    from engine.store.worklist_totals import Totals


def totals(found: Totals) -> str:
    """Return how many customers there are, by priority."""
    parts = ", ".join(f"{count} {p.label.lower()}" for p, count in found.by_priority.items())
    customers = "1 customer" if found.customers == 1 else f"{found.customers} customers"
    return f"{customers}: {parts}."


def line_of(item: WorkItem) -> str:
    """Return one customer as one line."""
    parts = [
        f"{item.priority.label}, risk {item.risk_score} of 10",
        f"#{item.customer_id} {item.name or '(no name)'}",
        ", ".join(item.reasons) or "routine",
        f"by {item.channel}",
        str(item.mark),
        f"draft by {item.draft_by}" if item.draft_by else "",
    ]
    return clean_line(". ".join(part for part in parts if part)) + "."


def case(profile: Profile, analysis: Analysis, place: int, total: int) -> Iterator[str]:
    """Yield who this is and why they are next."""
    customer, score = profile.customer, profile.score
    known = [
        f"#{customer.customer_id} {customer.name or '(no name)'}",
        customer.location,
        f"aged {customer.age}" if customer.age is not None else None,
    ]
    yield f"{place} of {total}: {clean_line(', '.join(filter(None, known)))}."
    yield (
        f"{score.priority.label}, act {score.urgency.label}, risk {score.risk_score} of 10. "
        f"Written by: {analysis.analyst}."
    )
    yield f"Why: {clean_line(analysis.contact_reason)}"
    if profile.aside is not None:
        until = profile.aside.until.astimezone(LONDON)
        yield f"{profile.aside.mark} by {profile.aside.agent} until {until:%a %d %b %H:%M}."
    for note in profile.notes:
        yield f"Note by {note.agent}: {clean_line(note.text)}"


def message(channel: Channel, text: str, draft: Draft | None) -> Iterator[str]:
    """Yield the message, with whose it is and how long."""
    length = measure(channel, text)
    whose = "your draft" if draft is not None else "proposed"
    too_long = "" if length.fits else ", longer than the channel takes"
    yield f"Message by {channel}, {whose}, {length.used} of {length.limit} {length.unit}{too_long}:"
    for line in clean_text(text).split("\n"):
        yield f"  {line}"


def next_action(action: Prediction | None) -> Iterator[str]:
    """Yield what is best done about the customer's open conversation; nothing without one."""
    if action is None:
        return
    yield "Open conversation"
    for bullet, text in action_lines(action):
        yield f"  {clean_line(bullet + text)}"


def everything(profile: Profile, analysis: Analysis) -> Iterator[str]:
    """Yield all that the panels of the screen say."""
    for panel in panels_of(profile, analysis):
        summary = f" ({panel.summary})" if panel.summary else ""
        yield f"{panel.title}{summary}"
        for bullet, text in panel.lines:
            yield f"  {clean_line(bullet + text)}"
