"""How commands print: JSON for programs, aligned columns for people."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


def print_json(value: object) -> None:
    """Print one JSON document."""
    json.dump(value, sys.stdout, ensure_ascii=_is_limited(), indent=2)
    print()


def _is_limited() -> bool:
    """Whether the output cannot carry every letter: JSON then escapes them, and loses none."""
    return not (sys.stdout.encoding or "").lower().startswith("utf")


def print_json_lines(rows: Iterable[object]) -> None:
    """Print a JSON array, an element a line, without holding all of it in memory."""
    first, limited = True, _is_limited()
    print("[", end="")
    for row in rows:
        print("" if first else ",", end="\n")
        print(json.dumps(row, ensure_ascii=limited), end="")
        first = False
    print("]" if first else "\n]")


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in columns as wide as their widest cell; numbers stand to the right."""
    cells = [[cell_text(cell) for cell in row] for row in rows]
    right = [
        bool(cells) and all(_is_number(row[i]) or not row[i] for row in cells)
        for i in range(len(header))
    ]
    widths = [max(len(row[i]) for row in [list(header), *cells]) for i in range(len(header))]
    for row in [list(header), *cells]:
        line = "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        )
        print(line.rstrip())


def cell_text(value: object) -> str:
    """Return a value as people read it, safe for the terminal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}" if value.is_integer() else f"{value:.1f}"
    return clean_line(str(value))


def local(moment: datetime | None) -> str:
    """Return a moment in London time, or nothing."""
    return "" if moment is None else moment.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdigit()
