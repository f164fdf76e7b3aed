"""Numbered migrations: the history of the schema, oldest first. A released one never changes.

Built on sqlite-utils' migrations, which record each one by name in ``_sqlite_migrations``. Their
count is also written to ``PRAGMA user_version``, so that the screen can tell an up-to-date file
from an old one without importing sqlite-utils.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from engine.store.connection import SCHEMA_VERSION, schema_version, transaction
from engine.store.migrations.m0001_customers import m0001_customers
from engine.store.migrations.m0002_loads import m0002_loads
from engine.store.migrations.m0003_scores import m0003_scores
from engine.store.migrations.m0004_work import m0004_work
from engine.store.migrations.m0005_models import m0005_models
from engine.store.migrations.m0006_batches import m0006_batches
from engine.store.migrations.m0007_gate import m0007_gate
from engine.store.migrations.m0008_attempts import m0008_attempts
from engine.store.migrations.m0009_leases import m0009_leases
from engine.store.migrations.m0010_assignment import m0010_assignment
from engine.store.migrations.m0011_reports import m0011_reports
from engine.store.migrations.m0012_conversations import m0012_conversations
from engine.store.migrations.m0013_understanding import m0013_understanding
from engine.store.migrations.m0014_worklist_indexes import m0014_worklist_indexes
from engine.store.migrations.m0015_stated_by_messages import m0015_stated_by_messages

if TYPE_CHECKING:
    import sqlite3

migrations = Migrations("sne")
for _migration in (
    m0001_customers,
    m0002_loads,
    m0003_scores,
    m0004_work,
    m0005_models,
    m0006_batches,
    m0007_gate,
    m0008_attempts,
    m0009_leases,
    m0010_assignment,
    m0011_reports,
    m0012_conversations,
    m0013_understanding,
    m0014_worklist_indexes,
    m0015_stated_by_messages,
):
    migrations()(_migration)


def migrate(connection: sqlite3.Connection) -> int:
    """Bring the schema up to date and return its number. Does nothing when it is.

    All pending migrations are one transaction. Two processes may start at once: the second waits
    for the first and finds nothing left to do.
    """
    if schema_version(connection) < SCHEMA_VERSION:
        with transaction(connection):
            migrations.apply(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return schema_version(connection)
