"""What the database says about a customer's consent, read fresh for every send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import from_text_or_none

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """``opted_in`` as the profiles file says; an objection counts for more.

    It may stand in the interactions, or have been made to one of our agents.
    """

    opted_in: bool
    objected: bool
    objected_at: datetime | None


def read_consent(connection: sqlite3.Connection, customer_id: int) -> Consent | None:
    """Return the consent of one customer, or None when there is no such customer."""
    row = connection.execute(
        "SELECT p.opted_in, count(i.id) + count(o.at) AS objections, "
        "max(coalesce(max(i.occurred_at), ''), coalesce(o.at, '')) AS objected_at "
        "FROM customer_profiles p LEFT JOIN interaction_history i "
        "ON i.customer_id = p.customer_id AND i.topics & 2 "
        "LEFT JOIN objections o ON o.customer_id = p.customer_id "
        "WHERE p.customer_id = ? GROUP BY p.customer_id",
        (customer_id,),
    ).fetchone()
    if row is None:
        return None
    return Consent(
        opted_in=bool(row["opted_in"]),
        objected=row["objections"] > 0,
        objected_at=from_text_or_none(row["objected_at"] or None),
    )
