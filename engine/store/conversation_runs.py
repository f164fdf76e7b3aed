"""The log of imports of conversations, and the newest moment seen per source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


def begin(
    connection: sqlite3.Connection,
    *,
    started_at: str,
    agent: str,
    file: str,
    configuration: Mapping[str, object],
) -> int:
    """Note that an import begins; return its number.

    The caller holds the lock of imports: a run that still counts as running has died.
    """
    connection.execute(
        "UPDATE conversation_runs SET status = 'interrupted', ended_at = ?, "
        "error = 'the program ended before the import did; load the file again' "
        "WHERE status = 'running'",
        (started_at,),
    )
    cursor = connection.execute(
        "INSERT INTO conversation_runs (started_at, agent, file, status, configuration) "
        "VALUES (?, ?, ?, 'running', ?)",
        (started_at, agent, file, json.dumps(configuration)),
    )
    return int(cursor.lastrowid or 0)


def end(
    connection: sqlite3.Connection, run_id: int, ended_at: str, outcome: Mapping[str, object]
) -> None:
    """Note how an import ended; the keys of ``outcome`` are columns of the log."""
    columns = ", ".join(f"{name} = :{name}" for name in outcome)
    connection.execute(
        f"UPDATE conversation_runs SET ended_at = :ended_at, {columns} WHERE run_id = :run_id",
        {**outcome, "ended_at": ended_at, "run_id": run_id},
    )


def runs(connection: sqlite3.Connection, limit: int) -> list[dict[str, Any]]:
    """Return the latest imports, the last first."""
    rows = connection.execute(
        "SELECT * FROM conversation_runs ORDER BY run_id DESC LIMIT ?", (limit,)
    )
    return [dict(row) | {"configuration": json.loads(row["configuration"])} for row in rows]


def raise_watermark(connection: sqlite3.Connection, source: str, newest_at: str | None) -> None:
    """Remember the newest moment seen of a source; an older one changes nothing."""
    if newest_at is not None:
        connection.execute(
            "INSERT INTO conversation_watermarks (source, newest_at) VALUES (?, ?) "
            "ON CONFLICT (source) DO UPDATE SET newest_at = max(newest_at, excluded.newest_at)",
            (source, newest_at),
        )


def watermark(connection: sqlite3.Connection, source: str) -> str | None:
    """Return the newest moment seen of a source; None before the first import."""
    row = connection.execute(
        "SELECT newest_at FROM conversation_watermarks WHERE source = ?", (source,)
    ).fetchone()
    return row["newest_at"] if row else None
