"""An empty database into which tests load customer files, and what stands in it afterwards."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.clock import fixed_clock
from engine.ingest.report import FileReport, LoadReport, LoadStatus
from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings
from tests.conftest import NOW
from tests.contents import contents_of

PROFILES = "Customer Profiles.csv"
ACCOUNTS = "Account Activity Logs.csv"
INTERACTIONS = "Interaction History.csv"
NOTIFICATIONS = "Notification History.csv"
ACTIONS = "Recommended Actions.csv"
ENERGY = "Energy Usage.csv"

FROM_FILES = (
    "customer_profiles",
    "account_activity",
    "interaction_history",
    "notification_history",
    "recommended_actions",
    "energy_usage",
)

Progress = Callable[[str, int, int], None]


class Store:
    """A database of its own; ``load`` is what ``sne load`` calls."""

    def __init__(self, settings: Settings) -> None:
        self.workbench: Workbench = open_workbench(settings, fixed_clock(NOW))
        self.connection = self.workbench.connection
        self.rejects = settings.rejects_directory

    def load(
        self, path: Path, progress: Progress = lambda _what, _done, _total: None
    ) -> LoadReport:
        return self.workbench.load(path, progress)

    def loaded(self, path: Path) -> dict[str, FileReport]:
        """Load files that must not be refused; return their reports by table."""
        report = self.load(path)
        assert report.status is LoadStatus.LOADED, report.files
        return by_table(report)

    def refused(self, path: Path) -> dict[str, str]:
        """Load files that must be refused; return each error by file."""
        before = self.dump()
        report = self.load(path)
        assert report.status is LoadStatus.REFUSED
        assert self.dump() == before
        assert not any(file.rows_loaded for file in report.files)
        return {file.file: file.error for file in report.files if file.error}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table in the order in which they were written."""
        rows = self.connection.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608
        return [dict(row) for row in rows]

    def column(self, table: str, name: str) -> list[Any]:
        return [row[name] for row in self.rows(table)]

    def facts(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return what the files say, whatever the order in which it was loaded."""
        return {
            table: sorted(
                (
                    tuple(v for k, v in row.items() if k not in ("id", "mended"))
                    for row in self.rows(table)
                ),
                key=repr,
            )
            for table in FROM_FILES
        }

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all that the database holds."""
        if not self.connection.execute("PRAGMA user_version").fetchone()[0]:
            self.workbench.prepare()
        return contents_of(self.connection)

    def close(self) -> None:
        self.connection.close()


def by_table(report: LoadReport) -> dict[str, FileReport]:
    return {str(file.table): file for file in report.files}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
