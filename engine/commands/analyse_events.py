"""A run told line by line to the program that started it, and steered by its lines.

Out goes one JSON object per customer and a last one for the end. In come the orders ``first ID …``,
``pause``, ``resume`` and ``cancel``; the end of the input cancels as well, so that no run outlives
the screen that started it.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from engine.running.run import Outcome, Run


class Events:
    """One run's lines, both ways."""

    def __init__(self, orders: TextIO, lines: TextIO, total: int) -> None:
        """Read orders from one stream and write lines to the other."""
        self._orders = orders
        self._lines = lines
        self._total = total
        self._done = 0
        self._lock = threading.Lock()

    def show(self, outcome: Outcome) -> None:
        """Tell what came of a customer."""
        with self._lock:
            self._done += 1
            self._write(
                {
                    "customer_id": outcome.customer_id,
                    "result": outcome.result,
                    "reason": outcome.reason or None,
                    "done": self._done,
                    "total": self._total,
                }
            )

    def end(self, summary: dict[str, Any]) -> None:
        """Tell how the run ended."""
        with self._lock:
            self._write({"end": summary})

    def listen(self, running: Run) -> None:
        """Obey orders until the input ends."""
        threading.Thread(target=self._obey, args=(running,), daemon=True).start()

    def _obey(self, running: Run) -> None:
        for line in self._orders:
            word, _, rest = line.strip().partition(" ")
            if word == "first":
                running.waiting.first(int(one) for one in rest.split() if one.isdigit())
            elif word == "pause":
                running.pause()
            elif word == "resume":
                running.resume()
            elif word == "cancel":
                break
        running.cancel()

    def _write(self, data: dict[str, Any]) -> None:
        print(json.dumps(data), file=self._lines, flush=True)
