"""What the database says about contacting one customer, read fresh for every send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import from_text, from_text_or_none
from engine.store import suppressions
from engine.store.consent import Consent, read_consent

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from engine.models.reports import Suppression

MARKETING_TYPES = ("Tariff Offer", "Re-engagement")
"""Notification types of the imported history that count as marketing."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One message that was sent, attempted or approved: attempts count as sent (DUAA 2025)."""

    at: datetime
    is_marketing: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How one customer stands.

    Attributes:
        contacts: since the moment asked for, the newest first.
        open_complaint_at: when the oldest complaint that is still open was made.
        has_open_complaint: whether there is one; it may be undated.
        on_record: texts that customers and colleagues wrote; what they hold may be repeated.
        suppressed: which of the customer's present addresses take no more messages.
    """

    consent: Consent
    breathing_space: bool
    contacts: tuple[Contact, ...]
    has_open_complaint: bool
    open_complaint_at: datetime | None
    on_record: tuple[str, ...]
    suppressed: tuple[Suppression, ...] = ()


def read_standing(
    connection: sqlite3.Connection, customer_id: int, *, since: str, other_than: str = ""
) -> Standing | None:
    """Return how a customer stands, or None when there is no such customer.

    The notification ``other_than`` is left out of the contacts: it is the one being asked about.
    """
    consent = read_consent(connection, customer_id)
    if consent is None:
        return None
    breathing_space = connection.execute(
        "SELECT breathing_space FROM customer_profiles WHERE customer_id = ?", (customer_id,)
    ).fetchone()[0]
    complaint = connection.execute(
        "SELECT count(*) AS complaints, min(occurred_at) AS oldest FROM interaction_history "
        "WHERE customer_id = ? AND interaction_type = 'Complaint' "
        "AND resolution_status IN ('Pending', 'Escalated')",
        (customer_id,),
    ).fetchone()
    on_record = connection.execute(
        "SELECT summary FROM interaction_history WHERE customer_id = ?1 AND summary IS NOT NULL "
        "UNION ALL SELECT text FROM notes WHERE customer_id = ?1",
        (customer_id,),
    )
    return Standing(
        consent=consent,
        breathing_space=bool(breathing_space),
        contacts=_contacts(connection, customer_id, since, other_than),
        has_open_complaint=complaint["complaints"] > 0,
        open_complaint_at=from_text_or_none(complaint["oldest"]),
        on_record=tuple(row[0] for row in on_record),
        suppressed=suppressions.of_customer(connection, customer_id),
    )


def _contacts(
    connection: sqlite3.Connection, customer_id: int, since: str, other_than: str
) -> tuple[Contact, ...]:
    rows = connection.execute(
        """
        SELECT sent_at AS at, notification_type IN (?3, ?4) AS is_marketing
        FROM notification_history WHERE customer_id = ?1 AND sent_at > ?2
        UNION ALL
        SELECT coalesce(attempted_at, due_at), kind = 'marketing' FROM outbox
        WHERE customer_id = ?1 AND coalesce(attempted_at, due_at) > ?2 AND notification_id <> ?5
        AND (state IN ('queued', 'attempting', 'sent', 'unknown') OR attempted_at IS NOT NULL)
        AND state <> 'cancelled'
        ORDER BY 1 DESC
        """,
        (customer_id, since, *MARKETING_TYPES, other_than),
    )
    return tuple(Contact(from_text(row["at"]), bool(row["is_marketing"])) for row in rows)
