"""Rows that contradict themselves: kept as they are, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CLICKED_UNOPENED = "clicked but never opened"
OPENED_UNDELIVERED = "not delivered yet opened"


def contradictions(
    table: str, columns: Mapping[str, Sequence[object]]
) -> Iterator[tuple[str, list[int]]]:
    """Yield each kind of contradiction within a row, with the places of the rows."""
    if table != "notification_history":
        return
    names = ("opened", "clicked", "delivery_status")
    frame = pd.DataFrame({name: columns[name] for name in names}, dtype=object)
    opened, clicked = frame["opened"] == 1, frame["clicked"] == 1
    undelivered = frame["delivery_status"].isin(["Failed", "Bounced"])
    for text, mask in (
        (CLICKED_UNOPENED, clicked & (frame["opened"] == 0)),
        (OPENED_UNDELIVERED, undelivered & opened),
    ):
        rows = mask.to_numpy().nonzero()[0].tolist()
        if rows:
            yield text, rows
