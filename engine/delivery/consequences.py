"""What follows from delivery reports: which address takes no more, which message came back.

Pure functions of all the reports there are, so that the order in which files are read in makes no
difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.reports import Hardness, ReportKind, Suppression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.reports import DeliveryReport

SOFT_BOUNCES = 3
"""As many messages in a row that an address did not take, and it is suppressed (house rule)."""


def suppression_of(reports: Sequence[DeliveryReport]) -> Suppression | None:
    """Return the suppression that the reports on one address call for, or None.

    A hard bounce suppresses at once; soft ones when as many messages in a row came back as
    ``SOFT_BOUNCES``, with none delivered between. Several reports on one message count once.

    Args:
        reports: those on one address of one channel, the oldest first.
    """
    soft: dict[object, None] = {}
    for place, report in enumerate(reports):
        reason = ""
        if report.kind is ReportKind.DELIVERED:
            soft = {}
        elif report.hardness is Hardness.HARD:
            reason = report.words
        elif report.hardness is Hardness.SOFT:
            soft[report.notification_id or place] = None
            if len(soft) >= SOFT_BOUNCES:
                reason = (
                    f"{len(soft)} soft bounces in a row, the last: {report.detail or 'no reason'}"
                )
        if reason:
            return Suppression(report.channel, report.address or "", report.at, reason)
    return None


def returned_as(reports: Sequence[DeliveryReport]) -> ReportKind | None:
    """Return how one message came back although its channel had taken it, or None.

    A soft bounce counts for less than the word that it was delivered: an automatic answer is one.
    """
    arrived = any(report.kind is ReportKind.DELIVERED for report in reports)
    for report in reversed(reports):
        if report.kind is ReportKind.FAILED:
            return ReportKind.FAILED
        if report.kind is ReportKind.BOUNCE and not (arrived and report.hardness is Hardness.SOFT):
            return ReportKind.BOUNCE
    return None
