"""Read one line of the interaction history: a conversation of which only its matter is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.conversations.incoming import Incoming, made_id
from engine.conversations.moments import stored_moment
from engine.conversations.rejects import EmptyTextError, RowError
from engine.ingest.files import INTERACTIONS
from engine.ingest.values import BadValueError
from engine.models.conversations import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATED = {
    "interaction_type": "type",
    "sentiment": "sentiment",
    "resolution_status": "resolution",
    "response_time_minutes": "response_minutes",
    "agent_id": "agent",
}
CUSTOMER, TIME, SUMMARY = "Customer_ID", "Date & Time", "Summary"
_NAMES = {column.header: column.name for column in INTERACTIONS.columns}


def read_interaction(cells: Mapping[str, str], counterpart: str) -> Incoming:
    """Read a line, given by the names of our columns.

    The file has no ids; what never changes about an interaction makes one. What an agent wrote is
    not in the file: that somebody answered, and after how long, is what the row *states*.

    Raises:
        RowError: a cell cannot be read, or the customer or the time is missing.
        EmptyTextError: there is no summary.
    """
    values: dict[str, str | int | float] = {}
    for column in INTERACTIONS.columns:
        text = cells.get(column.name, "").strip()
        if text.casefold() in column.missing:
            continue
        try:
            # Times are ours to read: exports write them in more ways than the customer files.
            value = stored_moment(text) if column.header == TIME else column.parse(text)
        except BadValueError as error:
            raise RowError(column.header, text, str(error)) from None
        if isinstance(value, str | int | float):
            values[column.name] = value
    for column in INTERACTIONS.columns:
        if column.header in (CUSTOMER, TIME) and column.name not in values:
            raise RowError(column.header, "", "must not be empty")
    if not values.get(_NAMES[SUMMARY]):
        raise EmptyTextError
    customer, at, summary = (_value(values, header) for header in (CUSTOMER, TIME, SUMMARY))
    kind = str(values.get("interaction_type", ""))
    channel = str(values.get("channel", ""))
    made = made_id(customer, at, channel, kind, summary)
    return Incoming(
        conversation_id=f"interaction-{made}",
        participant=customer,
        counterpart=counterpart,
        message_id=made,
        direction=Direction.TO_COMPANY,
        at=at,
        text=summary,
        customer_id=int(customer),
        platform=channel or None,
        stated={_STATED[name]: values[name] for name in _STATED if values.get(name, "") != ""},
    )


def _value(values: Mapping[str, str | int | float], header: str) -> str:
    return str(values[_NAMES[header]])
