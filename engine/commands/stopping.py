"""A signal ends a run after what is under way."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.running.crew import Crew


@contextmanager
def cancelled_by_signals(running: Crew[Any, Any]) -> Iterator[None]:
    """Let Ctrl+C and SIGTERM end the run after the calls under way, whose answers are kept."""

    def cancel(_number: int, _frame: object) -> None:
        running.cancel()

    before = [(number, signal.signal(number, cancel)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
