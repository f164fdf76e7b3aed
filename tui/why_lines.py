"""What changed against the period before, in words: how it stands, and what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.service import MEASURES, Grouping
from tui.text import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.conversations.changes import Change
    from engine.models.service import Metrics
    from tui.summary import Summary

    Text = tuple[str, str]

_CSAT = MEASURES[0]
MOST = 4
"""Causes that are named of each kind: the next ones hardly matter."""

LEAST = 0.05
"""Points that one decimal shows."""

_KINDS = {Grouping.TOPIC: "Topics", Grouping.AGENT: "Agents"}


def why_lines(summary: Summary, width: int) -> list[Text]:
    """Say what the satisfaction is, how it has changed, and with what; for a width."""
    metrics = summary.metrics
    lines = [*_wrapped(*_whole(metrics), width)]
    delta = metrics.delta(_CSAT.name)
    for by, title in _KINDS.items():
        moved = [change for change in summary.changes if change.by is by]
        if not moved or delta is None:
            continue
        # What pulled the same way as the whole explains it; the rest comes after.
        moved.sort(key=lambda change: ((change.weight < 0) is not (delta < 0), -abs(change.weight)))
        lines += [("", ""), (f"{title} that moved it", "title")]
        for change in moved[:MOST]:
            lines += _wrapped(*_moved(change), width)
    for note in _notes(metrics):
        lines += [("", ""), *_wrapped(note, "important", width)]
    return lines


def _whole(metrics: Metrics) -> Text:
    value = metrics.figures.values[_CSAT.name]
    if value.value is None:
        return "Nobody's satisfaction is known of these days.", "dim"
    said = f"CSAT {value.value:.1f} %: of {value.sample:,} conversations, stated or inferred."
    delta = metrics.delta(_CSAT.name)
    if delta is None or metrics.previous is None or metrics.previous_since is None:
        return f"{said} There is no period before to set it against.", "strong"
    then = metrics.previous.values[_CSAT.name]
    before = f"from {then.value:.1f} % of {then.sample:,}"
    if abs(delta) < LEAST:
        return f"{said} As before, {before}.", "strong"
    verb, tone = ("rose", "good") if delta > 0 else ("fell", "bad")
    return f"{said} It {verb} by {abs(delta):.1f} points, {before}.", tone


def _moved(change: Change) -> Text:
    parts = []
    if change.csat_now is not None and change.csat_then is not None:
        parts.append(f"{change.csat_now:.0f} % satisfied, {change.csat_then:.0f} % before")
    elif change.csat_now is not None:
        parts.append(f"{change.csat_now:.0f} % satisfied")
    elif change.csat_then is not None:
        parts.append(f"{change.csat_then:.0f} % satisfied before")
    parts.append(
        f"{100 * change.share_now:.0f} % of conversations, {100 * change.share_then:.0f} % before "
        f"({change.now:,} and {change.then:,})"
    )
    said = f"{change.weight:+.1f} {change.name}: {'; '.join(parts)}"
    return said, "good" if change.weight > 0 else "bad"


def _notes(metrics: Metrics) -> Iterable[str]:
    if metrics.failed:
        yield f"{metrics.failed:,} conversations could not be understood; they are in no figure."
    if metrics.waiting:
        yield f"{metrics.waiting:,} are not understood yet: sne chats understand"


def _wrapped(text: str, tone: str, width: int) -> Iterator[Text]:
    first, *rest = wrap(text, width - 2)
    yield first, tone
    for line in rest:
        yield f"  {line}", ""
