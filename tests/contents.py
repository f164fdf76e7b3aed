"""All that a database holds, to see whether anything has changed."""

from __future__ import annotations

import sqlite3


def contents_of(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table; of a search index, those of the tables that it is kept in.

    Unlike ``iterdump`` it can be asked of indexes that keep no text.
    """
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "ORDER BY name"
    ).fetchall()
    return {
        name: [tuple(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')]  # noqa: S608 - names of its own schema
        for (name,) in map(tuple, tables)
    }
