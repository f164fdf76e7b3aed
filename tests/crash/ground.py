"""The databases that scenarios begin with: made once, copied before every kill."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from engine.store import audit
from engine.store.connection import connect, transaction
from engine.store.migrations import migrations
from tests.crash.program import NOW, ROOT, Program

USER_DATA = ROOT / "user_data"
MESSAGE = "We have read your message and will call you tomorrow."
OLD_TEXT, NEW_TEXT = "old text, " * 40 + "ends", "new text, " * 400 + "ends"
"""Drafts that take one page of the file, and several."""
AT_NIGHT = "2026-11-20T02:00:00+00:00"
"""When what is approved waits for the hours of contact, and can be taken back."""
OLD_VERSION = 4
"""The schema of the file that is migrated: it has drafts and an audit trail already."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema of a file: the number of the last migration, and all that was created."""

    version: int
    created: frozenset[tuple[str, ...]]


def schema_of(database: Path) -> Schema:
    """Return the schema that the file has now."""
    with closing(sqlite3.connect(database)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        created = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return Schema(version, frozenset(created))


class Ground:
    """What the scenarios need, in a directory of its own."""

    def __init__(self, program: Program, directory: Path) -> None:
        """Load the customers, give them addresses, queue messages to some, by the real program.

        Attributes:
            customers: four who can be written to; in ``queued`` a message to each of them waits.
            writer: one more, with an unsent draft; in ``leased`` Ben writes to them, too.
            old_schema: that of ``old``, a file of an earlier release; ``new_schema``: of today's.
        """
        self._program = program
        self._directory = directory
        self.changed_files = directory / "changed"
        self._change_files()
        self._run("load", USER_DATA)
        with closing(sqlite3.connect(program.database)) as connection, connection:
            rows = connection.execute(
                "SELECT customer_id FROM scores WHERE contactable ORDER BY work_order LIMIT 5"
            )
            self.writer, *self.customers = (row[0] for row in rows)
            connection.execute(
                "UPDATE customer_profiles SET email = customer_id || '@example.com' "
                "WHERE customer_id IN (SELECT customer_id FROM scores WHERE contactable)"
            )
        self._run("draft", self.writer, "--message", OLD_TEXT, "--channel", "Email")
        self._keep("loaded")
        self._run("lease", self.writer, agent="ben")
        self._keep("leased")
        self._run("lease", self.writer, "--release", agent="ben")
        for customer_id in self.customers:
            text = ("--message", MESSAGE, "--channel", "Email", "--yes")
            self._run("send", customer_id, *text, now=AT_NIGHT)
        self._keep("queued")
        self._make_old()
        self.old_schema = schema_of(self._path("old"))
        self.lay("old", program.database)
        self._run("deliver")
        self.new_schema = schema_of(program.database)

    def lay(self, name: str, database: Path) -> None:
        """Put a fresh copy of a database where the program looks for it."""
        for beside in ("-wal", "-shm"):
            database.with_name(database.name + beside).unlink(missing_ok=True)
        shutil.copy(self._path(name), database)

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}.db"

    def _run(self, *arguments: object, now: str = NOW, agent: str = "anna") -> None:
        ended = self._program.run(*arguments, now=now, agent=agent)
        assert ended.code == 0, (arguments, ended, self._program.errors)

    def _keep(self, name: str) -> None:
        """Keep the database as it is, in one file."""
        with closing(sqlite3.connect(self._program.database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self._program.database, self._path(name))

    def _change_files(self) -> None:
        """Write the customer files once more, every satisfaction score one less."""
        shutil.copytree(USER_DATA, self.changed_files)
        path = self.changed_files / "Customer Profiles.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            if row["Satisfaction_Score"].isdigit():
                row["Satisfaction_Score"] = str(max(1, int(row["Satisfaction_Score"]) - 1))
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    def _make_old(self) -> None:
        """Make a file as an earlier release of the program left it, with work in it."""
        connection = connect(self._path("old"))
        with closing(connection), transaction(connection):
            later = migrations._migrations[OLD_VERSION].name
            migrations.apply(Database(connection, execute_plugins=False), stop_before=later)
            connection.execute(f"PRAGMA user_version = {OLD_VERSION}")
            connection.execute(
                "INSERT INTO customer_profiles "
                "(customer_id, opted_in, priority_services, breathing_space) VALUES (1, 1, 0, 0)"
            )
            connection.execute(
                "INSERT INTO drafts VALUES (1, 'anna', 'Email', ?, 7, ?)", (OLD_TEXT, NOW)
            )
            audit.record(connection, at=NOW, agent="anna", action="note", customer_id=1)
