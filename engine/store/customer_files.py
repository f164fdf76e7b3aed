"""Write what the customer files say: whole tables at a time, inside the transaction of a load."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.store.bulk import insert, quoted, without_indexes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

_KEYS = {"customer_profiles": "customer_id", "notification_history": "notification_id"}


def known_customers(connection: sqlite3.Connection) -> Iterator[int]:
    """Yield the ids of all customers loaded so far."""
    for row in connection.execute("SELECT customer_id FROM customer_profiles"):
        yield row[0]


def last_digests(connection: sqlite3.Connection) -> dict[str, str]:
    """Return, per table, the digest of the last whole file that was loaded into it."""
    rows = connection.execute(
        "SELECT table_name, digest, max(load_id) FROM loaded_files WHERE NOT mended "
        "GROUP BY table_name"
    )
    return {row[0]: row[1] for row in rows}


def begin_load(connection: sqlite3.Connection, loaded_at: str, agent: str, source: str) -> int:
    """Record that a load begins; return its id."""
    cursor = connection.execute(
        "INSERT INTO loads (loaded_at, agent, source) VALUES (?, ?, ?)",
        (loaded_at, agent, source),
    )
    return cursor.lastrowid or 0


@contextmanager
def indexes_after(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    """Fill an empty ``table`` first and build its indexes afterwards, which is far quicker.

    A table that holds rows keeps its indexes: the rows to replace are found through them.
    """
    if not _is_empty(connection, table):
        yield
        return
    with without_indexes(connection, table):
        yield


class TableWriter:
    """Replaces, table by table, what a file says about each customer it names.

    A whole file is the truth about the customers it names: their rows become exactly those of the
    file. Customers whom it does not name keep theirs, and so do rows that were mended by hand,
    unless the file now holds the very same row. A mended file adds its rows to what is there.
    """

    def __init__(self, connection: sqlite3.Connection, table: str, *, mended: bool) -> None:
        """Write into ``table``; ``mended`` says what kind of file the rows come from."""
        self._connection = connection
        self._table = table
        self._mended = mended
        self._columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
        self._is_child = "mended" in self._columns
        self._key = _KEYS.get(table)
        self._was_empty = _is_empty(connection, table)
        self._replaces = self._is_child and not mended and not self._was_empty
        if self._replaces:
            connection.execute(
                "CREATE TEMP TABLE IF NOT EXISTS replaced (customer_id INTEGER PRIMARY KEY)"
            )
            connection.execute("DELETE FROM replaced")

    def write(self, rows: Mapping[str, Sequence[Any]]) -> None:
        """Write one batch of rows, given column by column. What they lack is stored as NULL."""
        if self._replaces:
            # The first time a file names a customer, the rows of the load before make way.
            ids = [(customer_id,) for customer_id in set(rows["customer_id"])]
            self._connection.executemany(
                f"DELETE FROM {self._table} WHERE customer_id = ?1 AND NOT mended "
                "AND ?1 NOT IN (SELECT customer_id FROM replaced)",
                ids,
            )
            self._connection.executemany("INSERT OR IGNORE INTO replaced VALUES (?)", ids)
        if self._mended and not self._key:
            add_once = self._add_once(list(rows))
            self._connection.executemany(add_once, zip(*rows.values(), strict=True))
            return
        marks = {"mended": int(self._mended)} if self._is_child else {}
        on_conflict = "" if self._was_empty else self._on_conflict()
        insert(self._connection, self._table, rows, constants=marks, on_conflict=on_conflict)

    def finish(self) -> None:
        """Take away mended rows that the file just written holds as well."""
        if not self._replaces or self._key:
            return
        same = " AND ".join(
            f"whole.{quoted(name)} IS {self._table}.{quoted(name)}"
            for name in self._columns
            if name not in ("id", "mended")
        )
        self._connection.execute(
            f"DELETE FROM {self._table} WHERE mended AND EXISTS "
            f"(SELECT 1 FROM {self._table} AS whole WHERE NOT whole.mended AND {same})"
        )

    def _on_conflict(self) -> str:
        """Return the clause that lets the row of a file replace the one before it."""
        if not self._key:
            return ""
        updates = ", ".join(f"{quoted(n)} = excluded.{quoted(n)}" for n in self._columns)
        return f"ON CONFLICT ({self._key}) DO UPDATE SET {updates}"

    def _add_once(self, names: list[str]) -> str:
        """Return the statement that adds a mended row of ``names``, unless it is there already."""
        numbered = [f"?{place}" for place in range(1, len(names) + 1)]
        same = " AND ".join(
            f"{quoted(name)} IS {mark}" for name, mark in zip(names, numbered, strict=True)
        )
        return (
            f"INSERT INTO {self._table} ({', '.join(map(quoted, names))}, mended) "
            f"SELECT {', '.join(numbered)}, 1 "
            f"WHERE NOT EXISTS (SELECT 1 FROM {self._table} WHERE {same})"
        )


def record_file(
    connection: sqlite3.Connection,
    load_id: int,
    *,
    file: str,
    table: str,
    digest: str,
    mended: bool,
    rows_read: int,
    rows_loaded: int,
    rows_rejected: int,
    notes: Sequence[str],
) -> None:
    """Record what became of one file of a load."""
    connection.execute(
        "INSERT INTO loaded_files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            load_id,
            file,
            table,
            digest,
            int(mended),
            rows_read,
            rows_loaded,
            rows_rejected,
            json.dumps(list(notes), ensure_ascii=False),
        ),
    )


def record_rejects(
    connection: sqlite3.Connection,
    load_id: int,
    file: str,
    table: str,
    rejects: Iterator[tuple[int, str, str, str, Sequence[str]]],
) -> None:
    """Keep rejected rows: (line, column, value, reason, the cells of the row)."""
    connection.executemany(
        "INSERT INTO rejected_rows "
        "(load_id, file, table_name, line, column_name, value, reason, row) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                load_id,
                file,
                table,
                line,
                column,
                value,
                reason,
                json.dumps(list(row), ensure_ascii=False),
            )
            for line, column, value, reason, row in rejects
        ),
    )


def _is_empty(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute(f"SELECT EXISTS (SELECT 1 FROM {quoted(table)})").fetchone()
    return not found[0]
