"""The receipt: exactly what went, when and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.models.reports import ReportKind
from engine.models.vocabulary import OutboxState
from tui.screens.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from engine.models.reports import DeliveryReport
    from engine.models.work import Notification
    from engine.store.attempts import Attempt
    from tui.screens.sheet import Text

_FATES = {
    OutboxState.QUEUED: ("waiting; u takes it back", "important"),
    OutboxState.ATTEMPTING: ("being handed to the channel", "important"),
    OutboxState.SENT: ("sent", "good"),
    OutboxState.FAILED: ("failed; it was certainly not sent", "critical"),
    OutboxState.UNKNOWN: ("unknown: find out before you send again", "critical"),
    OutboxState.CANCELLED: ("taken back; it was not sent", "dim"),
}


class Receipt(Sheet[None]):
    """Shows the sends of one customer, newest first."""

    def __init__(
        self,
        notifications: tuple[Notification, ...],
        attempts: Mapping[str, Sequence[Attempt]],
        reports: Mapping[str, Sequence[DeliveryReport]],
        *,
        leaves_machine: bool,
    ) -> None:
        """Show ``notifications``, the attempts at each and what providers reported of it."""
        paragraphs: list[Text] = []
        for notification in notifications:
            tried = attempts.get(notification.notification_id, ())
            told = reports.get(notification.notification_id, ())
            paragraphs += _receipt(notification, tried, told, leaves_machine=leaves_machine)
        super().__init__("Receipt", [*paragraphs, ("Esc  back", "accent")])


def _receipt(
    notification: Notification,
    attempts: Sequence[Attempt],
    reports: Sequence[DeliveryReport],
    *,
    leaves_machine: bool,
) -> Iterator[Text]:
    fate, tone = _FATES[notification.state]
    yield f"{notification.channel} to #{notification.customer_id}: {fate}", tone
    yield f"Approved   {_moment(notification.approved_at)} by {notification.agent}", ""
    if notification.finished_at:
        yield f"Finished   {_moment(notification.finished_at)}", ""
    if notification.reference:
        yield f"Reference  {notification.reference}", ""
    if notification.hold and notification.state is OutboxState.QUEUED:
        yield f"Held       until {_moment(notification.due_at)}: {notification.hold}", "important"
    if notification.override:
        yield f"Override   {notification.override}", ""
    for attempt in attempts if len(attempts) > 1 else ():
        said = f": {attempt.detail}" if attempt.detail else ""
        yield f"Attempt {attempt.number}  {_moment(attempt.at)} {attempt.outcome}{said}", "dim"
    if notification.detail:
        yield f"Detail     {notification.detail}", ""
    for report in reports:
        tone = "good" if report.kind is ReportKind.DELIVERED else "critical"
        yield f"Reported   {_moment(report.at)} {report.words}", tone
    if notification.state is OutboxState.SENT and not leaves_machine:
        yield "Nothing has left this machine: the spool keeps messages as files.", "dim"
    yield "", ""
    yield notification.message, ""
    yield "", ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(LONDON).strftime("%d %b %Y %H:%M:%S")
