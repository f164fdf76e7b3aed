"""Several workers on one pile of work, with a model behind them: pause, resume, cancel."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from engine.store.connection import commit_quicker, connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from engine.clock import Clock
    from engine.running.asking import Asker

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")


@dataclass(slots=True, kw_only=True)
class Crew(ABC, Generic[_Item, _Outcome]):
    """One run. ``work`` does it; the other methods may be called from any thread meanwhile.

    What there is to take, and what is done with it, is said by those that are built on this.

    Attributes:
        database: the store; every worker opens it for itself.
        asker: how the model is asked.
        workers: how many at a time.
        force: ask again also about what is done and has not changed.
        clock: the present moment.
        report: told what came of everything, from the workers' threads.
        cancelled: set to end the run after what is under way.
        stopped: why the run ended early; empty when it did not.
    """

    database: Path
    asker: Asker
    workers: int
    force: bool
    clock: Clock
    report: Callable[[_Outcome], None]
    cancelled: threading.Event
    stopped: str = ""
    _may_go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._may_go_on.set()

    def work(self) -> None:
        """Work until nothing is left, or the run is stopped or cancelled."""
        with ThreadPoolExecutor(self.workers, thread_name_prefix="model") as pool:
            for done in [pool.submit(self._work_on) for _ in range(self.workers)]:
                done.result()

    def pause(self) -> None:
        """Begin nothing new until ``resume``."""
        self._may_go_on.clear()

    def resume(self) -> None:
        """Go on after ``pause``."""
        self._may_go_on.set()

    def cancel(self, reason: str = "cancelled") -> None:
        """End after what is under way."""
        self.stopped = self.stopped or reason
        self.cancelled.set()
        self._may_go_on.set()

    @abstractmethod
    def _take(self) -> _Item | None:
        """Return what is to be done next; None when nothing is left. Called from any worker."""

    @abstractmethod
    def _one(self, connection: sqlite3.Connection, item: _Item) -> _Outcome | None:
        """Do it; None when there is nothing to tell yet."""

    def _work_on(self) -> None:
        with closing(connect(self.database)) as connection:
            commit_quicker(connection)
            while True:
                self._may_go_on.wait()
                if self.cancelled.is_set():
                    return
                item = self._take()
                if item is None:
                    return
                outcome = self._one(connection, item)
                if outcome is not None:
                    self.report(outcome)
