"""The lines of the metrics: each figure, mood, status, topic and agent, with its conversations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.models.service import MEASURES, Grouping, Measure
from engine.models.understanding import Label, ResolutionStatus
from tui.text import fit
from tui.widgets.conversations import MOODS, STATUS_TONES

if TYPE_CHECKING:
    from engine.models.service import Figures
    from engine.store.conversation_query import ConversationQuery
    from tui.summary import Summary
    from tui.widgets.lines import Part

NAME_WIDTH = 24
BAR_WIDTH = 12
BAR = "■"
"""A cell of a bar: it has a stand-in on every terminal."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line.

    Attributes:
        parts: the line without the cursor: first its name, then the rest.
        query: the conversations behind it; None for the title of a section.
        measure: the figure, where it is one.
    """

    parts: tuple[Part, ...]
    query: ConversationQuery | None = None
    measure: Measure | None = None

    @property
    def is_title(self) -> bool:
        """Whether it names a section."""
        return self.query is None


def rows_of(summary: Summary) -> list[Row]:
    """Return the lines of a period, section by section."""
    return [
        *_figures(summary),
        *_shares(summary),
        *_topics(summary),
        *_agents(summary),
    ]


def _figures(summary: Summary) -> list[Row]:
    found = summary.metrics.figures
    rows = []
    for measure in MEASURES:
        value = found.values[measure.name]
        rows.append(
            Row(
                (
                    (measure.title, ""),
                    (f"{number(measure, value.value):>12}", "strong"),
                    (f"{value.sample:>8,}  ", "dim"),
                    change_of(measure, summary.metrics.delta(measure.name)),
                ),
                summary.query.worst_for(measure.name),
                measure,
            )
        )
    return rows


def number(measure: Measure, value: float | None) -> str:
    """Return a figure with its unit, or a dash where there is nothing to average."""
    if value is None:
        return "–"
    decimals = 1 if measure.unit else measure.decimals
    return f"{value:.{decimals}f} {measure.unit}".rstrip()


def change_of(measure: Measure, delta: float | None) -> Part:
    """Return how a figure has changed: a sign, a number and a word, and a tone for them."""
    if delta is None:
        return ("", "dim")
    decimals = 1 if measure.unit else measure.decimals
    shown = f"{delta:+.{decimals}f}"
    if not float(shown):
        return ("  no change", "dim")
    is_better = (delta > 0) is measure.is_better_high
    word = "better" if is_better else "worse"
    return (f"{shown:>7} {word}", "good" if is_better else "bad")


def _shares(summary: Summary) -> list[Row]:
    figures, query = summary.metrics.figures, summary.query
    everything = max(figures.conversations, 1)
    rows = [_title("Mood")]
    for label in Label:
        symbol, tone = MOODS[label]
        count = figures.labels[label]
        parts = _bar(f"{symbol} {label}", count, count / everything, tone)
        rows.append(Row(parts, replace(query, label=label)))
    rows.append(_title("They stand"))
    for status in ResolutionStatus:
        count = figures.statuses[status]
        parts = _bar(str(status), count, count / everything, STATUS_TONES[status])
        rows.append(Row(parts, replace(query, status=status)))
    return rows


def _topics(summary: Summary) -> list[Row]:
    if not summary.topics:
        return []
    everything = max(summary.metrics.figures.conversations, 1)
    rows = [_title("Topics", "CSAT")]
    for name, figures in summary.topics:
        parts = _bar(name, figures.conversations, figures.conversations / everything, "accent")
        parts += ((f" {_csat(figures):>6}", ""),)
        rows.append(Row(parts, summary.query.of_group(Grouping.TOPIC, name)))
    return rows


def _agents(summary: Summary) -> list[Row]:
    if not summary.agents:
        return []
    rows = [Row((("Agents", "title"), (f"{'OF':>8}{'CSAT':>8}{'FCR':>8}{'REPLY':>10}", "dim")))]
    for name, figures in summary.agents:
        values = figures.values
        reply = values["avg_response_time_minutes"].value
        parts: tuple[Part, ...] = (
            (name, ""),
            (f"{figures.conversations:>8,}", "dim"),
            (f"{_csat(figures):>8}", ""),
            (f"{_percent(values['fcr_percentage'].value):>8}", ""),
            (f"{'–' if reply is None else f'{reply:.0f} min':>10}", ""),
        )
        rows.append(Row(parts, summary.query.of_group(Grouping.AGENT, name)))
    return rows


def _title(text: str, last: str = "") -> Row:
    heads = f"{'OF':>6}{'SHARE':>8}" + (f"  {'':{BAR_WIDTH}} {last:>6}" if last else "")
    return Row(((text, "title"), (heads, "dim")))


def _bar(name: str, count: int, share: float, tone: str) -> tuple[Part, ...]:
    filled = round(share * BAR_WIDTH)
    return (
        (name, ""),
        (f"{count:>6,}{100 * share:>6.1f} %  ", ""),
        (f"{BAR * filled:{BAR_WIDTH}}", tone),
    )


def _csat(figures: Figures) -> str:
    return _percent(figures.values["csat_percentage"].value)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f} %"


def named(row: Row) -> str:
    """Return the name of a line in the width of its column."""
    return fit(row.parts[0][0], NAME_WIDTH)
