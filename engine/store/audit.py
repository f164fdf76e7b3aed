"""The audit trail: append-only, each row bound to the one before it by its hash.

hash = SHA-256 over the previous row's hash and the JSON of this row's content, keys sorted. Who
changes a row must change every later one; two triggers keep programs from trying.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row: who did what, when, to whom, and the details as they were recorded."""

    sequence: int
    at: str
    agent: str
    action: str
    customer_id: int | None
    notification_id: str | None
    details: dict[str, Any]
    hash: str


def rows(connection: sqlite3.Connection, customer_id: int | None = None) -> Iterator[AuditRow]:
    """Yield all rows, or those of one customer, the oldest first."""
    found = connection.execute(
        "SELECT * FROM audit WHERE ?1 IS NULL OR customer_id = ?1 ORDER BY sequence",
        (customer_id,),
    )
    for row in found:
        yield AuditRow(
            sequence=row["sequence"],
            at=row["at"],
            agent=row["agent"],
            action=row["action"],
            customer_id=row["customer_id"],
            notification_id=row["notification_id"],
            details=json.loads(row["details"]),
            hash=row["hash"],
        )


def record(
    connection: sqlite3.Connection,
    *,
    at: str,
    agent: str,
    action: str,
    customer_id: int | None = None,
    notification_id: str | None = None,
    details: Mapping[str, object] | None = None,
) -> str:
    """Append one row inside the caller's transaction; return its hash."""
    last = connection.execute("SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
    previous = FIRST if last is None else last["hash"]
    content = (at, agent, action, customer_id, notification_id, _canonical(details or {}))
    digest = chained(previous, content)
    connection.execute(
        "INSERT INTO audit (at, agent, action, customer_id, notification_id, details, "
        "previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*content, previous, digest),
    )
    return digest


def chained(previous: str, content: tuple[object, ...]) -> str:
    """Return the hash of a row with this content after a row with the hash ``previous``."""
    return hashlib.sha256(f"{previous}\n{_canonical(content)}".encode()).hexdigest()


def first_broken(connection: sqlite3.Connection) -> int | None:
    """Return the number of the first row that does not fit the chain, or None when all do."""
    previous = FIRST
    rows = connection.execute("SELECT * FROM audit ORDER BY sequence")
    for row in rows:
        content = (
            row["at"],
            row["agent"],
            row["action"],
            row["customer_id"],
            row["notification_id"],
            row["details"],
        )
        if row["previous_hash"] != previous or row["hash"] != chained(previous, content):
            sequence: int = row["sequence"]
            return sequence
        previous = row["hash"]
    return None


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
