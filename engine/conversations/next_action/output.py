"""Predictions as other programs take them: the columns of the contract (part B), and JSON."""

from __future__ import annotations

import csv
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from engine.clock import to_text
from engine.errors import OperatorError
from engine.models.next_action import ResponsePattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from engine.models.next_action import Features, Prediction

COLUMNS = (
    "customer_id",
    "chat_log",
    "channel",
    "message",
    "send_time",
    "reasoning",
    "issue_status",
)
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_DIGITS = 2


def to_json(prediction: Prediction) -> dict[str, Any]:
    """Return a prediction as plain data: the contract's columns, then what stands behind them."""
    decision, advice, proposal = prediction.decision, prediction.advice, prediction.proposal
    return {
        **_row(prediction),
        "features": _features(prediction.features),
        "rule": decision.rule,
        "runners_up": list(decision.runners_up),
        "would_change": list(decision.would_change),
        "awaited": str(prediction.awaited),
        "topics": list(prediction.topics),
        "conversation_id": prediction.conversation_id,
        "other_open_conversations": list(prediction.other_open),
        "linked_customer_id": prediction.linked_customer_id,
        "recommended_channel": None if advice is None else str(advice.channel),
        "recommended_because": None if advice is None else advice.reason,
        "recommended_message": None if proposal is None else proposal.message,
        "recommended_written_by": None if proposal is None else proposal.written_by,
        "recommended_fallback_reason": (proposal and proposal.fallback_reason) or None,
        "written_by": prediction.written_by,
        "fallback_reason": prediction.fallback_reason or None,
    }


def _row(prediction: Prediction) -> dict[str, str]:
    return {
        "customer_id": prediction.customer_id,
        "chat_log": prediction.chat_log,
        "channel": str(prediction.decision.channel),
        "message": prediction.message,
        "send_time": to_text(prediction.moment.at),
        "reasoning": prediction.reasoning,
        "issue_status": str(prediction.issue_status),
    }


def _features(features: Features) -> dict[str, Any]:
    found = {name: getattr(features, name) for name in features.__dataclass_fields__}
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, ResponsePattern):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


class PredictionsFile:
    """A CSV of predictions that appears whole, or not at all. A context manager.

    A spreadsheet takes a cell that begins with =, +, -, @, a tab or a carriage return for a
    formula; such a cell gets an apostrophe in front, which spreadsheets do not show.
    """

    def __init__(self, path: Path) -> None:
        """Write beside ``path`` until all is done.

        Raises:
            OperatorError: the file cannot be made there.
        """
        self._path = path
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        except OSError as error:
            raise OperatorError(f"{path}: cannot be written: {error.strerror}") from None
        self._part = Path(name)
        self._stream = os.fdopen(handle, "w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def passed_on(self, predictions: Iterable[Prediction]) -> Iterator[Prediction]:
        """Write predictions while they go by."""
        for prediction in predictions:
            self._writer.writerow([safe_cell(cell) for cell in _row(prediction).values()])
            yield prediction

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        """Put the file in its place, or take away what was written of it."""
        try:
            self._stream.close()
            if kind is None:
                self._part.replace(self._path)
        except OSError as failed:
            raise OperatorError(f"{self._path}: cannot be written: {failed.strerror}") from None
        finally:
            self._part.unlink(missing_ok=True)


def safe_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_RUNS) else text
