"""Jobs of batch inference: what was handed in, whom each record is about, what came of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

STARTING = "Starting"
"""Handed in, but the service has not said that it took the job."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job's records.

    Attributes:
        analysed: customers explained by the model.
        unchanged: customers for whom the model's analysis had come another way meanwhile.
        changed: customers whose record is another by now; the answer is kept, not the analysis.
        faulty: answers that did not pass the checks; left for an ordinary run.
        failed: records that the service answered with an error or unusably.
        missing: records about which the results say nothing.
        foreign: lines of the results that belong to no record, or cannot be read.
        input_tokens: of all answers together.
        output_tokens: of all answers together.
        micropounds: what the job cost, in millionths of a pound.
    """

    analysed: int = 0
    unchanged: int = 0
    changed: int = 0
    faulty: int = 0
    failed: int = 0
    missing: int = 0
    foreign: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    micropounds: int = 0

    @property
    def left(self) -> int:
        """How many were left without the model's analysis."""
        return self.changed + self.faulty + self.failed + self.missing


@dataclass(frozen=True, slots=True)
class Batch:
    """One job.

    Attributes:
        batch_id: our name of the job.
        arn: the service's; None while it has not said that it took the job.
        model: the model that is asked.
        state: the service's word, or ``STARTING``.
        message: the service's words about what went wrong; may be empty.
        created_at: when it was handed in, as stored.
        agent: who handed it in.
        records: how many requests it holds.
        micropounds: what was reserved for it, in millionths of a pound.
        call_id: its row in the record of calls.
        collected_at: when its results were read; None before.
        result: what came of it; None before.
    """

    batch_id: str
    arn: str | None
    model: str
    state: str
    message: str
    created_at: str
    agent: str
    records: int
    micropounds: int
    call_id: int
    collected_at: str | None = None
    result: Result | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Whom a record of a job is about, and the key of the request as it was sent."""

    customer_id: int
    record_id: str
    key: str


def add_batch(connection: sqlite3.Connection, batch: Batch, records: Iterable[Record]) -> None:
    """Write a job that is about to be handed in."""
    connection.execute(
        "INSERT INTO model_batches (batch_id, arn, model, state, message, created_at, agent, "
        "records, micropounds, call_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            batch.batch_id,
            batch.arn,
            batch.model,
            batch.state,
            batch.message,
            batch.created_at,
            batch.agent,
            batch.records,
            batch.micropounds,
            batch.call_id,
        ),
    )
    connection.executemany(
        "INSERT INTO model_batch_records (batch_id, customer_id, record_id, key) "
        "VALUES (?, ?, ?, ?)",
        ((batch.batch_id, one.customer_id, one.record_id, one.key) for one in records),
    )


def forget_batch(connection: sqlite3.Connection, batch_id: str) -> None:
    """Forget a job that was never started."""
    connection.execute("DELETE FROM model_batch_records WHERE batch_id = ?", (batch_id,))
    connection.execute("DELETE FROM model_batches WHERE batch_id = ?", (batch_id,))


def started(connection: sqlite3.Connection, batch_id: str, arn: str) -> None:
    """Write that the service took a job."""
    connection.execute(
        "UPDATE model_batches SET arn = ?, state = 'Submitted' WHERE batch_id = ?", (arn, batch_id)
    )


def stands(connection: sqlite3.Connection, batch_id: str, state: str, message: str) -> None:
    """Write how a job stands."""
    connection.execute(
        "UPDATE model_batches SET state = ?, message = ? WHERE batch_id = ?",
        (state, message, batch_id),
    )


def finish(connection: sqlite3.Connection, batch_id: str, result: Result, *, at: str) -> bool:
    """Write what came of a job and forget its records; False where that was done before."""
    done = connection.execute(
        "UPDATE model_batches SET collected_at = ?, result = ? "
        "WHERE batch_id = ? AND collected_at IS NULL",
        (at, json.dumps(asdict(result)), batch_id),
    )
    connection.execute("DELETE FROM model_batch_records WHERE batch_id = ?", (batch_id,))
    return done.rowcount == 1


def batches(connection: sqlite3.Connection) -> list[Batch]:
    """Return all jobs, the newest first."""
    rows = connection.execute("SELECT * FROM model_batches ORDER BY created_at DESC, rowid DESC")
    return [_batch(row) for row in rows]


def find_batch(connection: sqlite3.Connection, batch_id: str) -> Batch | None:
    """Return one job, or None."""
    row = connection.execute(
        "SELECT * FROM model_batches WHERE batch_id = ?", (batch_id,)
    ).fetchone()
    return None if row is None else _batch(row)


def about(connection: sqlite3.Connection, batch_id: str, record_id: str) -> list[Record]:
    """Return whom a record is about; empty where the job holds no such record."""
    rows = connection.execute(
        "SELECT customer_id, record_id, key FROM model_batch_records "
        "WHERE batch_id = ? AND record_id = ? ORDER BY customer_id",
        (batch_id, record_id),
    )
    return [Record(*row) for row in rows]


def is_under_way(connection: sqlite3.Connection, key: str, model: str, *, since: str) -> bool:
    """Whether a job since a moment asks ``model`` this very request and is still to be read."""
    row = connection.execute(
        "SELECT 1 FROM model_batch_records JOIN model_batches USING (batch_id) "
        "WHERE key = ? AND model = ? AND collected_at IS NULL AND created_at >= ?",
        (key, model, since),
    ).fetchone()
    return row is not None


def _batch(row: sqlite3.Row) -> Batch:
    data = dict(row)
    if data["result"] is not None:
        data["result"] = Result(**json.loads(data["result"]))
    return Batch(**data)
