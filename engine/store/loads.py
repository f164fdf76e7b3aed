"""What was loaded from where; read before the first paint, so without pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def last_source(connection: sqlite3.Connection) -> str | None:
    """Return the folder or workbook of the last whole load; None before the first.

    A mended rejects file adds to what is there; it is not where the customers come from.
    """
    row = connection.execute(
        "SELECT source FROM loads l WHERE EXISTS (SELECT 1 FROM loaded_files f "
        "WHERE f.load_id = l.load_id AND NOT f.mended) ORDER BY load_id DESC LIMIT 1"
    ).fetchone()
    found: str | None = row["source"] if row else None
    return found
