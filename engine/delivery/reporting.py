"""Take in delivery reports: find the message each one means, keep it, and do what follows from it.

A hard bounce suppresses an address, not a customer; a complaint of unwanted mail is an objection to
marketing; a report on a message whose outcome was unknown says that it went. The same report again
changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery.consequences import returned_as, suppression_of
from engine.delivery.objecting import record_objection
from engine.models.contact import address_key, address_of, channel_of
from engine.models.reports import DeliveryReport, ReportKind
from engine.models.vocabulary import WorkMark
from engine.store import audit, dispositions, outbox, reports, settling, suppressions
from engine.store.profiles import read_customer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from engine.models.reports import ReportedFate
    from engine.models.vocabulary import Channel

NO_SUCH_MESSAGE = "no message of ours is called so"
NO_SUCH_ADDRESS = "no message went to this address, and no customer has it"


class UnmatchedError(LookupError):
    """The report means no message and no customer of ours; the message says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a report changed.

    Attributes:
        report: as it is kept.
        is_new: False where it was known already; then nothing changed.
        suppressed: whether its address takes no more messages from now on.
        objected: whether it counted as an objection to marketing.
    """

    report: DeliveryReport
    is_new: bool
    suppressed: bool = False
    objected: bool = False


def take_in(
    connection: sqlite3.Connection, fate: ReportedFate, *, now: datetime, agent: str, source: str
) -> tuple[Taken, ...]:
    """Keep a report and do what follows, inside the caller's transaction.

    Args:
        connection: the store.
        fate: what the file tells.
        now: the present moment; a report without a time of its own is as old as that.
        agent: who reads the file in.
        source: the name of the file.

    Returns:
        What changed: once for the message that the report names; where it names an address only,
        for every customer who has it.

    Raises:
        UnmatchedError: it means no message and no customer of ours; nothing was written.
    """
    return tuple(
        _keep(connection, report, fate, now=now, agent=agent, source=source)
        for report in _meant(connection, fate, now)
    )


def _meant(
    connection: sqlite3.Connection, fate: ReportedFate, now: datetime
) -> Iterator[DeliveryReport]:
    if fate.notification_id or fate.references:
        found = reports.notification_named(connection, fate.notification_id, fate.references)
        if found is None:
            raise UnmatchedError(NO_SUCH_MESSAGE)
        yield _on_message(connection, found, fate, now)
        return
    address = fate.address or ""
    channel = channel_of(address)
    key = address_key(channel, address) or ""
    if last := reports.last_notification_to(connection, key):
        yield _on_message(connection, last, fate, now)
        return
    holders = reports.holders_of(connection, channel, key)
    if not holders:
        raise UnmatchedError(NO_SUCH_ADDRESS)
    for customer_id in holders:
        yield _report(fate, now, None, customer_id, channel, address)


def _on_message(
    connection: sqlite3.Connection, notification_id: str, fate: ReportedFate, now: datetime
) -> DeliveryReport:
    message = outbox.read(connection, notification_id)
    if message is None:
        raise UnmatchedError(NO_SUCH_MESSAGE)
    channel = message.channel
    tried, tried_key = reports.address_tried(connection, notification_id)
    if tried is None:
        # Sent before addresses were kept with the attempts: the record is the best there is.
        tried = address_of(read_customer(connection, message.customer_id), channel)
        tried_key = address_key(channel, tried)
    told = address_key(channel, fate.address)
    # Providers mask numbers: what they write counts only where it can be a whole address.
    is_whole = told is not None and (tried_key is None or len(told) >= len(tried_key))
    address = fate.address if is_whole else tried
    return _report(fate, now, notification_id, message.customer_id, channel, address)


def _report(
    fate: ReportedFate,
    now: datetime,
    notification_id: str | None,
    customer_id: int,
    channel: Channel,
    address: str | None,
) -> DeliveryReport:
    return DeliveryReport(
        notification_id=notification_id,
        customer_id=customer_id,
        channel=channel,
        address=address,
        kind=fate.kind,
        hardness=fate.hardness,
        at=fate.at or now,
        detail=fate.detail,
    )


def _keep(
    connection: sqlite3.Connection,
    report: DeliveryReport,
    fate: ReportedFate,
    *,
    now: datetime,
    agent: str,
    source: str,
) -> Taken:
    at = to_text(now)
    is_new = reports.add(
        connection,
        _key(report, fate),
        report,
        at=to_text(report.at),
        source=source,
        loaded_at=at,
        loaded_by=agent,
    )
    if not is_new:
        return Taken(report, is_new=False)
    if report.notification_id is not None:
        _follow_up_message(connection, report, report.notification_id, at=at)
    suppressed = _follow_up_address(connection, report)
    objected = report.kind is ReportKind.COMPLAINT and report.customer_id is not None
    audit.record(
        connection,
        at=at,
        agent=agent,
        action="report",
        customer_id=report.customer_id,
        notification_id=report.notification_id,
        details={
            "kind": str(report.kind),
            "hardness": str(report.hardness),
            "reported_at": to_text(report.at),
            "detail": report.detail,
            "source": source,
            "suppressed": report.address if suppressed else None,
        },
    )
    if objected and report.customer_id is not None:
        words = f"reported our {report.channel} message as unwanted ({report.detail or 'no words'})"
        record_objection(connection, report.customer_id, at=at, agent=agent, words=words)
    return Taken(report, is_new=True, suppressed=suppressed, objected=objected)


def _follow_up_message(
    connection: sqlite3.Connection, report: DeliveryReport, notification_id: str, *, at: str
) -> None:
    detail = f"its provider reports: {report.words}"
    settling.resolve_reported(connection, notification_id, at=at, detail=detail)
    how = returned_as(reports.of_notification(connection, notification_id))
    settling.came_back(connection, notification_id, how)
    message = outbox.read(connection, notification_id)
    if how is None or message is None:
        return
    # Nobody has read it: the customer is to be contacted still.
    dispositions.take_back(
        connection,
        message.customer_id,
        WorkMark.SENT,
        agent=message.agent,
        closed_at=to_text(message.approved_at),
    )


def _follow_up_address(connection: sqlite3.Connection, report: DeliveryReport) -> bool:
    """Work out anew whether the address takes messages; return whether it has just stopped."""
    key = address_key(report.channel, report.address)
    if key is None:
        return False
    found = suppression_of(reports.of_address(connection, report.channel, key))
    if found is None:
        suppressions.lift(connection, report.channel, key)
        return False
    return suppressions.write(connection, key, found)


def _key(report: DeliveryReport, fate: ReportedFate) -> str:
    """Return what makes this report the same as one read before; the time of reading does not."""
    parts = (
        report.notification_id or f"#{report.customer_id}",
        address_key(report.channel, report.address),
        str(report.channel),
        str(report.kind),
        str(report.hardness),
        to_text(fate.at) if fate.at else "",
        report.detail,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
