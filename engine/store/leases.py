"""Who works on whom: at most one lease per customer. The rules are in delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.models.work import Lease

if TYPE_CHECKING:
    import sqlite3


def put(
    connection: sqlite3.Connection,
    customer_id: int,
    *,
    agent: str,
    seat: str,
    taken_at: str,
    expires_at: str,
) -> Lease:
    """Give a customer to an agent, in place of whoever had them; return the lease."""
    connection.execute(
        "INSERT INTO leases (customer_id, agent, seat, taken_at, expires_at) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (customer_id) DO UPDATE SET agent = excluded.agent, "
        "seat = excluded.seat, taken_at = excluded.taken_at, expires_at = excluded.expires_at",
        (customer_id, agent, seat, taken_at, expires_at),
    )
    return Lease(customer_id, agent, seat, from_text(taken_at), from_text(expires_at))


def read(connection: sqlite3.Connection, customer_id: int) -> Lease | None:
    """Return the lease on a customer, whatever has become of it, or None."""
    row = connection.execute(
        "SELECT * FROM leases WHERE customer_id = ?", (customer_id,)
    ).fetchone()
    return None if row is None else _lease(row)


def every(connection: sqlite3.Connection) -> tuple[Lease, ...]:
    """Return all leases, those that end first first."""
    rows = connection.execute("SELECT * FROM leases ORDER BY expires_at, customer_id")
    return tuple(map(_lease, rows))


def leave(connection: sqlite3.Connection, customer_id: int, agent: str, seat: str) -> bool:
    """Let a lease go on without its window; return whether it was that window's."""
    cursor = connection.execute(
        "UPDATE leases SET seat = '' WHERE customer_id = ? AND agent = ? AND seat = ?",
        (customer_id, agent, seat),
    )
    return cursor.rowcount == 1


def delete(connection: sqlite3.Connection, customer_id: int, agent: str, *seats: str) -> bool:
    """End an agent's lease, if one of ``seats`` holds it; return whether there was one.

    Without ``seats``, whichever window holds it.
    """
    which = f" AND seat IN ({', '.join('?' * len(seats))})" if seats else ""
    cursor = connection.execute(
        f"DELETE FROM leases WHERE customer_id = ? AND agent = ?{which}",
        (customer_id, agent, *seats),
    )
    return cursor.rowcount == 1


def _lease(row: sqlite3.Row) -> Lease:
    return Lease(
        customer_id=row["customer_id"],
        agent=row["agent"],
        seat=row["seat"],
        taken_at=from_text(row["taken_at"]),
        expires_at=from_text(row["expires_at"]),
    )
