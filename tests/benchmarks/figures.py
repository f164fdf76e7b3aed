"""What a benchmark measured, what it is compared with, and the table of it all."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEADINGS = ("WHAT", "MEASURED", "REFERENCE", "FIGURE", "RATIO", "FLOOR", "MET")


@dataclass(frozen=True, slots=True)
class Figure:
    """Values of one thing, measured several times where that is quick."""

    values: tuple[float, ...]
    unit: str

    @property
    def median(self) -> float:
        """The value that stands for all."""
        return statistics.median(self.values)

    def __str__(self) -> str:
        """Return the median, and the range where there is one."""
        low, high = min(self.values), max(self.values)
        spread = "" if low == high else f" ({_number(low)}–{_number(high)})"
        return f"{_number(self.median)} {self.unit}{spread}"


def figure(values: Iterable[float], unit: str) -> Figure:
    """Return the figure of some values."""
    return Figure(tuple(values), unit)


@dataclass(frozen=True, slots=True)
class Floor:
    """What the project asks for.

    Attributes:
        limit: the most that the median, or its ratio to the reference, may be.
        is_ratio: which of the two.
        note: under which condition, in a few words.
        applies: whether the condition holds in this run.
    """

    limit: float
    is_ratio: bool = False
    note: str = ""
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    measured: Figure
    reference: str = ""
    figure: Figure | None = None
    floor: Floor | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the reference was measured, or None where there is nothing to divide."""
        if self.figure is None or not self.figure.median:
            return None
        return self.measured.median / self.figure.median

    @property
    def is_met(self) -> bool | None:
        """Whether the floor is met; None where there is none or it does not apply."""
        if self.floor is None or not self.floor.applies:
            return None
        value = self.ratio if self.floor.is_ratio else self.measured.median
        return None if value is None else value <= self.floor.limit

    def cells(self) -> tuple[str, ...]:
        """Return the line as text."""
        ratio, floor = self.ratio, self.floor
        unit = "×" if floor and floor.is_ratio else f" {self.measured.unit}"
        return (
            self.what,
            str(self.measured),
            self.reference,
            str(self.figure or ""),
            "" if ratio is None else f"{ratio:.2f}×",
            f"≤ {floor.limit:,g}{unit}{floor.note and ' ' + floor.note}" if floor else "",
            {True: "yes", False: "NO", None: ""}[self.is_met],
        )

    def to_json(self) -> dict[str, Any]:
        """Return the line for a program."""
        return {
            "what": self.what,
            "unit": self.measured.unit,
            "measured": self.measured.values,
            "reference": self.reference or None,
            "reference_unit": self.figure.unit if self.figure else None,
            "reference_measured": self.figure.values if self.figure else None,
            "ratio": self.ratio,
            "floor": self.floor.limit if self.floor else None,
            "floor_is_ratio": self.floor.is_ratio if self.floor else None,
            "met": self.is_met,
        }


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table with aligned columns."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )
    return "\n".join(line.rstrip() for line in padded)


def _number(value: float) -> str:
    """Write a value with three digits, or all of its whole ones."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
