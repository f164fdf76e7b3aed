"""What the worklist shows and sorts by: reasons, a search text, one number for the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.vocabulary import Channel
from engine.privacy.clean import folded
from engine.scoring.priority import NOT_OPTED_IN, OBJECTED, RULES
from engine.store.work_items import REASON_SEPARATOR
from engine.store.worklist import PRIORITY_SPAN, RISK_SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

_UNKNOWN_CHURN = 10_001

NO_NAME = "\U0010ffff"
"""The last of all letters: stands in the order for a customer without a name."""


# As plain numbers: a million customers ask for their grounds.
_REASONS = [(int(rule.ground), rule.reason) for rule in RULES]
_VALUED = [(int(rule.ground), rule.column) for rule in RULES if rule.column]


def add_worklist(frame: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return ``channel``, ``churn``, ``reasons``, ``search`` and the orders of the list per row.

    ``work_order`` counts up from the most pressing: priority, then risk, then churn.
    ``churn_order`` counts up from the highest churn, the unknown last. ``name_order`` is the name
    without its accents and capitals; who has none comes last. Ties are settled by the customer
    id, the key of the table.
    """
    import pandas as pd

    churn = frame["churn_risk_score"]
    by_risk = scores["priority"] * PRIORITY_SPAN + (10 - scores["risk_score"]) * RISK_SPAN
    by_churn = (10_000 - (churn * 100).round()).fillna(_UNKNOWN_CHURN).astype("int64")
    reasons = _reasons(frame, scores)
    names = [folded(name) if name else "" for name in frame["name"].fillna("").tolist()]
    places = _folded_once(frame["location"].fillna("").tolist())
    return pd.DataFrame(
        {
            "channel": frame["preferred_channel"].fillna(str(Channel.EMAIL)),
            "churn": churn,
            "reasons": reasons,
            "search": [
                f"{customer} {name} {place} {why}"
                for customer, name, place, why in zip(
                    frame.index.tolist(), names, places, _folded_once(reasons), strict=True
                )
            ],
            "work_order": by_risk + by_churn,
            "churn_order": by_churn,
            "name_order": [name or NO_NAME for name in names],
        },
        index=frame.index,
    )


def _folded_once(texts: list[str]) -> list[str]:
    """Fold texts of which many are alike, each of them once."""
    known = {text: folded(text) for text in set(texts)}
    return [known[text] for text in texts]


def _reasons(frame: pd.DataFrame, scores: pd.DataFrame) -> list[str]:
    """Write the reasons of each row; rows alike share one text, which is written once."""
    grounds = scores["grounds"]
    # A value that is no reason must not tell rows apart.
    values = [frame[column].where(grounds & bit != 0, 0.0).tolist() for bit, column in _VALUED]
    objected, opted_in = (frame["objected"] > 0).tolist(), (frame["opted_in"] == 1).tolist()
    written: dict[tuple[object, ...], str] = {}
    texts: list[str] = []
    for key in zip(grounds.tolist(), objected, opted_in, *values, strict=True):
        text = written.get(key)
        if text is None:
            text = written[key] = REASON_SEPARATOR.join(_sentences(*key))
        texts.append(text)
    return texts


def _sentences(grounds: int, objected: bool, opted_in: bool, *values: float) -> Iterator[str]:
    value_of = {bit: value for (bit, _column), value in zip(_VALUED, values, strict=True)}
    for bit, reason in _REASONS:
        if grounds & bit:
            yield reason.format(f"{value_of.get(bit, 0):g}")
    if objected:
        yield OBJECTED
    elif not opted_in:
        yield NOT_OPTED_IN
