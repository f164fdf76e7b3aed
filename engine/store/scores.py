"""Write what scoring made; read the state of the last run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.bulk import insert

if TYPE_CHECKING:
    import sqlite3

    import pandas as pd


def clear_scores(connection: sqlite3.Connection) -> int:
    """Delete all scores and their totals, to be made anew; return how many customers there are."""
    connection.execute("DELETE FROM scores")
    connection.execute("DELETE FROM worklist_totals")
    count: int = connection.execute("SELECT count(*) FROM customer_profiles").fetchone()[0]
    return count


def add_scores(connection: sqlite3.Connection, scores: pd.DataFrame) -> None:
    """Insert one page of scores and count them; the index of the frame is the customer id."""
    columns = {"customer_id": scores.index.tolist()}
    for name in scores.columns:
        column = scores[name]
        # Lists of Python's own numbers: sqlite3 would store numpy's as blobs. NaN becomes NULL.
        columns[name] = column.astype(object).where(column.notna(), None).tolist()
    insert(connection, "scores", columns)
    lists = scores.groupby(["segment", "recommended", "priority"])["risk_score"]
    counted = lists.agg(["count", "sum"]).reset_index()
    connection.executemany(
        "INSERT INTO worklist_totals (segment, recommended, priority, customers, risk) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
        "SET customers = customers + excluded.customers, risk = risk + excluded.risk",
        counted.astype(object).values.tolist(),
    )


def set_segment(connection: sqlite3.Connection, customer_id: int, segment: str) -> None:
    """Let a segment other than that of the rules count for a customer."""
    connection.execute(
        "UPDATE scores SET segment = ? WHERE customer_id = ?", (segment, customer_id)
    )


def restore_model_segments(connection: sqlite3.Connection) -> None:
    """Let the segments that models gave count again, after all customers were scored anew."""
    connection.execute(
        "UPDATE scores SET segment = json_extract(a.body, '$.segment') FROM analyses a "
        "WHERE a.customer_id = scores.customer_id "
        "AND json_extract(a.body, '$.analyst') = a.analyst"
    )


def record_run(
    connection: sqlite3.Connection, *, scored_at: str, as_of: str, customers: int
) -> None:
    """Record that all customers were scored."""
    connection.execute(
        "INSERT INTO scoring_runs (scored_at, as_of, customers) VALUES (?, ?, ?)",
        (scored_at, as_of, customers),
    )


def last_run(connection: sqlite3.Connection) -> tuple[int, str, int] | None:
    """Return (number, as of, customers) of the last scoring run, or None."""
    row = connection.execute(
        "SELECT run_id, as_of, customers FROM scoring_runs ORDER BY run_id DESC LIMIT 1"
    ).fetchone()
    return None if row is None else (row["run_id"], row["as_of"], row["customers"])
