"""What a window shows that is too small for the workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text import wrap
from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.widgets.lines import Part

COLUMNS, LINES = 20, 5
"""The smallest window in which a name and a reason, or a line of a message, can be read."""

_LARGER = "Make the window larger."


def is_too_small(columns: int, lines: int) -> bool:
    """Whether a window cannot show enough to act upon."""
    return columns < COLUMNS or lines < LINES


def larger(y: int, width: int) -> Sequence[Part]:
    """Return line ``y`` of the request for a larger window."""
    lines = wrap(_LARGER, width)
    return ((lines[y], "important"),) if y < len(lines) else ()


class TooSmall(LineWidget):
    """A plain request; the style sheet shows it in place of everything else."""

    def __init__(self) -> None:
        """Wait to be shown."""
        super().__init__(id="too-small")

    def parts(self, y: int, width: int) -> Sequence[Part]:
        """Draw the request."""
        return larger(y, width)
