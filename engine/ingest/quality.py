"""Rows that contradict themselves: kept as they are, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CLICKED_UNOPENED = "clicked but never opened"
OPENED_UNDELIVERED = "not delivered yet opened"

_KINDS: dict[str, set[tuple[object, ...]]] = {
    CLICKED_UNOPENED: {(0, 1, status) for status in ("Delivered", "Failed", "Bounced", None)},
    OPENED_UNDELIVERED: {
        (1, clicked, status) for clicked in (0, 1, None) for status in ("Failed", "Bounced")
    },
}
"""What contradicts itself: was it opened, was it clicked, what became of it."""

_ANY = set[tuple[object, ...]]().union(*_KINDS.values())


def contradictions(
    table: str, columns: Mapping[str, Sequence[object]]
) -> Iterator[tuple[str, list[int]]]:
    """Yield each kind of contradiction within a row, with the places of the rows."""
    if table != "notification_history":
        return
    rows = list(zip(columns["opened"], columns["clicked"], columns["delivery_status"], strict=True))
    # Nearly all rows are sound: they are asked about once, whatever the number of kinds.
    odd = [place for place, row in enumerate(rows) if row in _ANY]
    for text, kind in _KINDS.items():
        if places := [place for place in odd if rows[place] in kind]:
            yield text, places
