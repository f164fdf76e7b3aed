"""The schema: numbered migrations, real types, keys, indexes; two programs that start at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from engine.store.connection import SCHEMA_VERSION, StoreError, connect, schema_version
from engine.store.migrations import migrate, migrations

CHILDREN = (
    "account_activity",
    "interaction_history",
    "notification_history",
    "recommended_actions",
    "energy_usage",
)


@pytest.fixture
def fresh(tmp_path: Path) -> sqlite3.Connection:
    connection = connect(tmp_path / "deep" / "folder" / "sne.db")
    migrate(connection)
    return connection


def test_the_migrations_are_numbered_and_their_count_is_the_version() -> None:
    names = [migration.name for migration in migrations._migrations]
    assert [name[:5] for name in names] == [f"m{n:04}" for n in range(1, len(names) + 1)]
    assert len(names) == SCHEMA_VERSION


def test_migrating_twice_changes_nothing(fresh: sqlite3.Connection) -> None:
    before = [tuple(row) for row in fresh.execute("SELECT * FROM sqlite_master")]
    assert migrate(fresh) == SCHEMA_VERSION
    assert [tuple(row) for row in fresh.execute("SELECT * FROM sqlite_master")] == before


def test_every_child_table_has_a_foreign_key_and_an_index_on_the_customer(
    fresh: sqlite3.Connection,
) -> None:
    database = Database(fresh)
    for name in CHILDREN:
        table = database.table(name)
        (key,) = table.foreign_keys
        assert (key.column, key.other_table) == ("customer_id", "customer_profiles")
        assert any(index.columns[0] == "customer_id" for index in table.indexes)
        assert table.strict


def test_types_and_keys_are_enforced(fresh: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        fresh.execute("INSERT INTO account_activity (customer_id, mended) VALUES (1, 0)")
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        fresh.execute(
            "INSERT INTO customer_profiles "
            "(customer_id, age, opted_in, priority_services, breathing_space) "
            "VALUES (1, 'old', 0, 0, 0)"
        )


def test_readers_do_not_wait_for_writers_and_commits_are_durable(
    fresh: sqlite3.Connection,
) -> None:
    assert fresh.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert fresh.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert fresh.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_migration_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_database: Database) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(migrations._migrations[-1], "fn", broken)
    connection = connect(tmp_path / "sne.db")
    with pytest.raises(RuntimeError, match="out of luck"):
        migrate(connection)
    assert schema_version(connection) == 0
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0


START = """
import sys
from pathlib import Path
from engine.store.connection import connect
from engine.store.migrations import migrate
sys.stdin.readline()
print(migrate(connect(Path(sys.argv[1]))))
"""


def test_programs_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", START, str(tmp_path / "sne.db")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        out, err = program.communicate(timeout=60)
        assert (out.strip(), err) == (str(SCHEMA_VERSION), "")


def test_a_newer_file_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "sne.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer program"):
        connect(path)
    assert path.read_bytes() == before
