"""A figure by day, plotted in characters: lines and points, readable without any colour."""

from __future__ import annotations

import math
import os
from datetime import date
from typing import TYPE_CHECKING

from tui.driver.repertoire import Repertoire, encoding_of
from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.service import Figures, Measure
    from tui.widgets.lines import Part

SCALES: dict[str, tuple[float, float]] = {
    "sentiment": (-1, 1),
    "csi": (0, 10),
    "effectiveness_score": (0, 10),
    "effort_score": (0, 10),
    "efficiency_score": (0, 10),
    "empathy_score": (0, 10),
    "ces": (1, 7),
}
"""The scale of each figure without a unit."""

TICKS = 5
"""Days that are named below a plot."""

POINT = "x"
LINE, PLAIN_LINE = "braille", "."
"""What joins the points: where the terminal has no such dots, full stops."""


class DayPlot(LineWidget):
    """The plot; what draws it is imported when there is something to draw."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="plot")
        self._measure: Measure | None = None
        self._days: Sequence[tuple[str, Figures]] = ()
        self._lines: Sequence[str] = ()
        self._line = LINE if Repertoire(encoding_of(os.environ)).is_faithful("⠿") else PLAIN_LINE

    def show(self, measure: Measure, days: Sequence[tuple[str, Figures]]) -> None:
        """Plot a figure by day."""
        self._measure, self._days = measure, days
        self._draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def _draw(self) -> None:
        if self._measure is not None:
            points = [
                (date.fromisoformat(day).toordinal(), value)
                for day, figures in self._days
                if (value := figures.values[self._measure.name].value) is not None
            ]
            size = self.size.width, self.size.height - 1
            self._lines = drawn(self._measure, points, *size, line=self._line) if points else ()
        self.refresh()

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - drawn for the width
        """Draw a line of the plot."""
        measure = self._measure
        if measure is None:
            return ()
        if y == 0:
            unit = f", {measure.unit}" if measure.unit else ""
            return ((f"{measure.title}{unit}, by day", "title"), ("   m the next figure", "dim"))
        if not self._lines:
            return (("no day has this figure" if y == 1 else "", "dim"),)
        return ((self._lines[y - 1], "accent"),) if y <= len(self._lines) else ()


def drawn(
    measure: Measure,
    points: Sequence[tuple[int, float]],
    width: int,
    height: int,
    *,
    line: str = LINE,
) -> list[str]:
    """Return a plot as lines of plain text.

    Args:
        measure: the figure.
        points: the number of a day and the figure of that day, in order.
        width: cells of a line.
        height: lines.
        line: the marker between the points.
    """
    if width < 20 or height < 5:
        return []
    from textual_plotext.plot import Plot

    days, values = [day for day, _value in points], [value for _day, value in points]
    plot = Plot()
    plot.theme("clear")
    plot.plotsize(width, height)
    plot.plot(days, values, marker=line)
    plot.scatter(days, values, marker=POINT)
    low, high = _limits(measure, values)
    plot.ylim(low, high)
    quarters = [low + n * (high - low) / 4 for n in range(5)]
    plot.yticks(quarters, [f"{quarter:g}" for quarter in quarters])
    first, last = days[0], days[-1]
    step = max((last - first) / (TICKS - 1), 1)
    ticks: list[float] = sorted({min(round(first + step * n), last) for n in range(TICKS)})
    plot.xticks(ticks, [_short(round(tick)) for tick in ticks])
    text: str = plot.uncolorize(plot.build())
    return text.splitlines()


def _short(number: int) -> str:
    day = date.fromordinal(number)
    return f"{day.day} {day:%b}"


def _limits(measure: Measure, values: Sequence[float]) -> tuple[float, float]:
    """Return a scale that does not make a small change look large."""
    if measure.unit == "%":
        return (0, 100)
    if measure.unit == "min":
        return (0, _round_up(max(values)))
    return SCALES[measure.name]


def _round_up(value: float) -> float:
    """Return the next of 1, 2 and 4 times a power of ten: its quarters are short to write."""
    power = 10.0 ** math.floor(math.log10(max(value, 1)))
    return next(step * power for step in (1, 2, 4, 10) if step * power >= value)
