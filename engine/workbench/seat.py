"""The seat: who works at which database, by which clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery.claimant import this_process
from engine.delivery.holders import Holder
from engine.models.people import Worker
from engine.store import worklist
from engine.store.connection import SCHEMA_VERSION, has_customers, schema_version
from engine.store.loads import last_source
from engine.store.scores import last_run
from engine.store.worklist_totals import totals
from engine.workbench import permissions
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from engine.clock import Clock
    from engine.ingest.report import LoadReport
    from engine.loading import Progress
    from engine.models.people import Permission
    from engine.settings import Settings


class Seat:
    """One agent at one database. Not for several threads at once; take one each."""

    def __init__(self, settings: Settings, connection: sqlite3.Connection, clock: Clock) -> None:
        """Work on an open store; the agent is the one of the settings, the seat this process."""
        self.settings = settings
        self.connection = connection
        self.clock = clock
        self.agent = settings.agent
        self.seat = this_process()

    @property
    def who(self) -> Worker:
        """Who sits here now: the agent and their team."""
        return Worker(self.agent, self.settings.people.team_of(self.agent), self.now_text())

    def why_not(self, permission: Permission) -> str | None:
        """Return why the agent's role does not allow something, and whose does; or None."""
        return permissions.why_not(self.settings.people, self.agent, permission)

    @property
    def holder(self) -> Holder:
        """Who holds what is leased here: the agent at this seat."""
        return Holder(self.agent, self.seat)

    @property
    def is_ready(self) -> bool:
        """Whether customers have been loaded and the schema is up to date."""
        return self.is_up_to_date and has_customers(self.connection)

    @property
    def is_up_to_date(self) -> bool:
        """Whether the schema is that of this program; else ``prepare`` brings it there."""
        return schema_version(self.connection) == SCHEMA_VERSION

    def prepare(self) -> None:
        """Bring the schema up to date; costs nothing where it is."""
        if schema_version(self.connection) < SCHEMA_VERSION:
            from engine.store.migrations import migrate

            migrate(self.connection)

    def load(
        self, path: Path, progress: Progress = lambda _what, _done, _total: None
    ) -> LoadReport:
        """Load the customer files at ``path``; see ``engine.loading.load``."""
        from engine.loading import load

        return load(
            self.connection,
            path,
            rejects_directory=self.settings.rejects_directory,
            agent=self.agent,
            clock=self.clock,
            model_segments=self.settings.analysis.segment_by == "model",
            progress=progress,
        )

    def back_up(self, target: Path, progress: Callable[[int, int], object]) -> None:
        """Copy the database into a new file; see ``engine.store.backup.copy_to``."""
        from engine.store.backup import copy_to

        copy_to(self.connection, target, progress)

    def last_source(self) -> str | None:
        """Return where the customers were loaded from; None before the first load."""
        return last_source(self.connection) if self.is_ready else None

    def count_customers(self) -> int:
        """Return how many customers there are."""
        return totals(self.connection, worklist.WorklistQuery(segment=None)).customers

    def data_version(self) -> int:
        """Return a number that grows whenever customers were loaded and scored anew."""
        run = last_run(self.connection)
        return run[0] if run else 0

    def database_version(self) -> int:
        """Return a number that changes whenever another connection has written."""
        version: int = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def _must_exist(self, customer_id: int) -> None:
        if worklist.item(self.connection, customer_id, now=self.now_text()) is None:
            raise UnknownCustomerError(customer_id)

    def now_text(self) -> str:
        """Return the present moment as stored."""
        return to_text(self.clock())
