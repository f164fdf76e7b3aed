"""What models answered, by what they were asked; and who is asking right now.

Answers are kept as they came, in tokens: the values behind them are put back for each customer
anew. The same masked request is never paid for twice, whoever makes it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3


def read_answer(connection: sqlite3.Connection, key: str, model: str) -> dict[str, Any] | None:
    """Return the arguments that ``model`` answered a request with, or None."""
    row = connection.execute(
        "SELECT arguments FROM model_answers WHERE key = ? AND model = ?", (key, model)
    ).fetchone()
    if row is None:
        return None
    arguments: dict[str, Any] = json.loads(row["arguments"])
    return arguments


def keep_answer(
    connection: sqlite3.Connection,
    key: str,
    model: str,
    arguments: dict[str, Any],
    *,
    answered_at: str,
) -> None:
    """Keep an answer that passed the checks, in place of an earlier one."""
    connection.execute(
        "INSERT OR REPLACE INTO model_answers (key, model, answered_at, arguments) "
        "VALUES (?, ?, ?, ?)",
        (key, model, answered_at, json.dumps(arguments, ensure_ascii=False)),
    )


def claim(
    connection: sqlite3.Connection, key: str, model: str, *, by: str, now: str, until: str
) -> bool:
    """Claim a request for ``by`` until a moment; False while somebody else holds it."""
    with transaction(connection):
        taken = connection.execute(
            "SELECT 1 FROM model_claims "
            "WHERE key = ? AND model = ? AND claimed_by <> ? AND until > ?",
            (key, model, by, now),
        ).fetchone()
        if taken is None:
            connection.execute(
                "INSERT OR REPLACE INTO model_claims (key, model, claimed_by, until) "
                "VALUES (?, ?, ?, ?)",
                (key, model, by, until),
            )
    return taken is None


def release(connection: sqlite3.Connection, key: str, model: str, *, by: str) -> None:
    """Give a claim up."""
    connection.execute(
        "DELETE FROM model_claims WHERE key = ? AND model = ? AND claimed_by = ?", (key, model, by)
    )
