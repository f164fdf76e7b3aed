"""What moved the satisfaction of a period, in words, beside its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.summary import Summary
    from tui.widgets.lines import Part


class Why(LineWidget):
    """What changed, in words."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="why")
        self._summary: Summary | None = None
        self._lines: Sequence[Part] = ()

    def show(self, summary: Summary) -> None:
        """Say what changed in another period."""
        self._summary = summary
        self.on_resize()

    def on_resize(self) -> None:
        """Wrap for the width."""
        from tui.why_lines import why_lines

        if self._summary is not None and self.size.width:
            self._lines = why_lines(self._summary, self.size.width)
        self.refresh()

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - wrapped for the width
        """Draw a line."""
        return (self._lines[y],) if y < len(self._lines) else ()
