"""Why a customer is off the worklist for now: sent, snoozed or skipped, by whom and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.vocabulary import WorkMark
from engine.models.work import Disposition

if TYPE_CHECKING:
    import sqlite3


def close(
    connection: sqlite3.Connection,
    customer_id: int,
    mark: WorkMark,
    *,
    agent: str,
    closed_at: str,
    until: str,
    reason: str | None = None,
) -> None:
    """Take a customer off the worklist until ``until``; the last reason counts."""
    connection.execute(
        "INSERT INTO dispositions (customer_id, mark, agent, closed_at, until, reason) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (customer_id) DO UPDATE SET mark = excluded.mark, "
        "agent = excluded.agent, closed_at = excluded.closed_at, until = excluded.until, "
        "reason = excluded.reason",
        (customer_id, str(mark), agent, closed_at, until, reason),
    )


def reopen(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Put a customer back on the worklist; return whether they were off it."""
    cursor = connection.execute("DELETE FROM dispositions WHERE customer_id = ?", (customer_id,))
    return cursor.rowcount > 0


def take_back(
    connection: sqlite3.Connection, customer_id: int, mark: WorkMark, *, agent: str, closed_at: str
) -> bool:
    """Undo one disposition; False when somebody has put another in its place since."""
    cursor = connection.execute(
        "DELETE FROM dispositions WHERE customer_id = ? AND mark = ? AND agent = ? "
        "AND closed_at = ?",
        (customer_id, str(mark), agent, closed_at),
    )
    return cursor.rowcount > 0


def read(connection: sqlite3.Connection, customer_id: int) -> Disposition | None:
    """Return why a customer is or was off the worklist, the last reason; None when never."""
    row = connection.execute(
        "SELECT mark, agent, closed_at, until, reason FROM dispositions WHERE customer_id = ?",
        (customer_id,),
    ).fetchone()
    if row is None:
        return None
    return Disposition(
        WorkMark(row["mark"]),
        row["agent"],
        from_text(row["closed_at"]),
        from_text(row["until"]),
        row["reason"],
    )
