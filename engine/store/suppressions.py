"""Addresses that take no more messages. They hold for an address, not for the customer.

A customer whose file brings another address is reached again at once; the old address stays
suppressed, whoever has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text, to_text
from engine.models.contact import address_key
from engine.models.reports import Suppression
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = {Channel.EMAIL: "email", Channel.SMS: "phone", Channel.APP_PUSH: "push_token"}
"""The channels whose addresses reports speak of; nobody reports on calls."""


def write(connection: sqlite3.Connection, key: str, suppression: Suppression) -> bool:
    """Suppress an address; return whether it was not suppressed before."""
    values = (
        str(suppression.channel),
        key,
        suppression.address,
        to_text(suppression.since),
        suppression.reason,
    )
    cursor = connection.execute("INSERT OR IGNORE INTO suppressions VALUES (?, ?, ?, ?, ?)", values)
    if cursor.rowcount == 1:
        return True
    connection.execute(
        "UPDATE suppressions SET address = ?3, since = ?4, reason = ?5 "
        "WHERE channel = ?1 AND address_key = ?2",
        values,
    )
    return False


def lift(connection: sqlite3.Connection, channel: Channel, key: str) -> None:
    """Let an address take messages again."""
    connection.execute(
        "DELETE FROM suppressions WHERE channel = ? AND address_key = ?", (str(channel), key)
    )


def of_customer(connection: sqlite3.Connection, customer_id: int) -> tuple[Suppression, ...]:
    """Return which of the addresses that a customer has now are suppressed."""
    row = connection.execute(
        "SELECT email, phone, push_token FROM customer_profiles WHERE customer_id = ?",
        (customer_id,),
    ).fetchone()
    if row is None:
        return ()
    keys = ((channel, address_key(channel, row[column])) for channel, column in _COLUMNS.items())
    found = (_read(connection, channel, key) for channel, key in keys if key)
    return tuple(one for one in found if one is not None)


def _read(connection: sqlite3.Connection, channel: Channel, key: str) -> Suppression | None:
    row = connection.execute(
        "SELECT address, since, reason FROM suppressions WHERE channel = ? AND address_key = ?",
        (str(channel), key),
    ).fetchone()
    if row is None:
        return None
    return Suppression(channel, row["address"], from_text(row["since"]), row["reason"])
