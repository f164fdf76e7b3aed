"""What is known of many customers at once that bears on how to answer them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.models.contact import address_key
from engine.models.next_action import Known, Responses
from engine.models.vocabulary import Channel, Topic

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

_CUSTOMERS = """
    SELECT p.customer_id, p.name, p.preferred_channel, p.opted_in, p.email, p.phone,
        p.push_token, s.segment,
        EXISTS (
            SELECT 1 FROM interaction_history i
            WHERE i.customer_id = p.customer_id AND i.topics & ?2
                AND coalesce(i.occurred_at, '') <= ?3
        ) OR EXISTS (
            SELECT 1 FROM objections o WHERE o.customer_id = p.customer_id AND o.at <= ?3
        ) AS objected
    FROM customer_profiles p LEFT JOIN scores s USING (customer_id)
    WHERE p.customer_id IN (SELECT value FROM json_each(?1))
"""
_RESPONSES = """
    SELECT customer_id, channel, count(*) AS delivered,
        sum(coalesce(opened, 0) OR coalesce(clicked, 0) OR coalesce(action_taken, '') <> '')
            AS answered
    FROM notification_history
    WHERE customer_id IN (SELECT value FROM json_each(?)) AND sent_at <= ?
        AND delivery_status = 'Delivered'
    GROUP BY customer_id, channel
"""
_SUPPRESSED = "SELECT channel, address_key FROM suppressions"
_ADDRESSES = {
    Channel.EMAIL: "email",
    Channel.SMS: "phone",
    Channel.APP_PUSH: "push_token",
    Channel.PHONE: "phone",
}


def known_customers(
    connection: sqlite3.Connection, customer_ids: Sequence[int], until: datetime
) -> dict[int, Known]:
    """Return what is known of customers, by id.

    Responses and objections count up to ``until``; the profiles are those of now, the files keep
    no older ones.
    """
    asked, end = json.dumps(customer_ids), to_text(until)
    gone = {(row["channel"], row["address_key"]) for row in connection.execute(_SUPPRESSED)}
    responses: dict[int, dict[Channel, Responses]] = {}
    channels = {str(channel): channel for channel in Channel}
    for row in connection.execute(_RESPONSES, (asked, end)):
        if row["channel"] in channels:
            of_one = responses.setdefault(row["customer_id"], {})
            of_one[channels[row["channel"]]] = Responses(row["delivered"], row["answered"])
    return {
        row["customer_id"]: Known(
            customer_id=row["customer_id"],
            name=row["name"],
            segment=row["segment"],
            preferred=channels.get(row["preferred_channel"] or ""),
            opted_in=bool(row["opted_in"]),
            objected=bool(row["objected"]),
            unreachable=_unreachable(row, gone),
            responses=responses.get(row["customer_id"], {}),
        )
        for row in connection.execute(_CUSTOMERS, (asked, int(Topic.OBJECTION), end))
    }


def _unreachable(row: sqlite3.Row, gone: set[tuple[str, str]]) -> frozenset[Channel]:
    """Return the channels that do not reach a customer.

    Where the files hold no address of the customer at all, the addresses are kept elsewhere, and
    every channel may do.
    """
    holds_any = any(row[column] for column in _ADDRESSES.values())
    return frozenset(
        channel
        for channel, column in _ADDRESSES.items()
        if holds_any
        and (not row[column] or (str(channel), address_key(channel, row[column]) or "") in gone)
    )
