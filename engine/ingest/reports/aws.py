"""What Amazon SES and SNS tell of messages.

Sources: the developer guides of Amazon SES ("Amazon SNS notification contents", "Event data that
Amazon SES publishes") and of Amazon SNS ("Viewing CloudWatch logs for SMS deliveries").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.ingest.reports.json_values import Broken
from engine.ingest.reports.moments import moment_or_none
from engine.models.reports import Hardness, ReportedFate, ReportKind
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_OUTCOME = frozenset({"send", "open", "click", "deliverydelay", "subscription"})
"""Events of SES that do not say what became of the message."""

_OPTED_OUT = re.compile(r"opted out|opt-out", re.IGNORECASE)
_NUMBER_IS_GONE = re.compile(
    r"invalid (phone )?number|unknown (number|subscriber)|not a valid|no longer in service"
    r"|landline|blocked? list|permanently",
    re.IGNORECASE,
)
"""Words of providers for a number that will not take a later message either."""


class NotAReportError(ValueError):
    """This is no delivery report; the message says what it is."""


def fates_of(value: object) -> list[ReportedFate]:
    """Return what a JSON value reports, one for each recipient; none where it tells no outcome.

    Raises:
        NotAReportError: it is no report of SES or SNS, or lacks what a report must have.
    """
    if isinstance(value, Broken):
        raise NotAReportError(value.reason)
    if not isinstance(value, dict):
        raise NotAReportError("this is no report: expected an object of SES or SNS")
    kind = value.get("notificationType") or value.get("eventType")
    if isinstance(kind, str):
        return _ses(kind, value)
    if isinstance(value.get("notification"), dict) and "status" in value:
        return [_sns(value)]
    if isinstance(value.get("Type"), str):
        raise NotAReportError(f"an SNS {clean_line(value['Type'])} without a report in it")
    raise NotAReportError("neither an event of SES nor a delivery log of SNS")


def _ses(kind: str, value: dict[str, Any]) -> list[ReportedFate]:
    name = re.sub(r"[\s_-]", "", kind).casefold()
    if name in _NO_OUTCOME:
        return []
    read = _SES.get(name)
    if read is None:
        raise NotAReportError(f"“{clean_line(kind)[:40]}” is no event of SES that we know")
    mail = _part(value, "mail")
    return read(_part(value, _PARTS.get(name, name)), mail)


def _bounce(event: dict[str, Any], mail: dict[str, Any]) -> list[ReportedFate]:
    """Read a bounce. One of undetermined kind is soft: no address is given up on a guess."""
    is_hard = event.get("bounceType") == "Permanent"
    hardness = Hardness.HARD if is_hard else Hardness.SOFT
    subtype = event.get("bounceSubType")
    return [
        _fate(
            ReportKind.BOUNCE,
            mail,
            event,
            hardness=hardness,
            address=_text(one, "emailAddress"),
            detail=_text(one, "diagnosticCode") or _text(one, "status") or _words(subtype),
        )
        for one in _recipients(event, "bouncedRecipients")
    ]


def _complaint(event: dict[str, Any], mail: dict[str, Any]) -> list[ReportedFate]:
    detail = _words(event.get("complaintFeedbackType") or event.get("complaintSubType"))
    return [
        _fate(ReportKind.COMPLAINT, mail, event, address=_text(one, "emailAddress"), detail=detail)
        for one in _recipients(event, "complainedRecipients")
    ]


def _delivery(event: dict[str, Any], mail: dict[str, Any]) -> list[ReportedFate]:
    recipients = event.get("recipients") or mail.get("destination") or [None]
    return [
        _fate(
            ReportKind.DELIVERED,
            mail,
            event,
            address=one if isinstance(one, str) else None,
            detail=_words(event.get("smtpResponse")),
        )
        for one in recipients
    ]


def _reject(event: dict[str, Any], mail: dict[str, Any]) -> list[ReportedFate]:
    """Read what SES accepted and then did not send: the message is at fault, not the address."""
    detail = _words(event.get("reason") or event.get("errorMessage"))
    return [_fate(ReportKind.FAILED, mail, event, detail=detail)]


_SES: dict[str, Callable[[dict[str, Any], dict[str, Any]], list[ReportedFate]]] = {
    "bounce": _bounce,
    "complaint": _complaint,
    "delivery": _delivery,
    "reject": _reject,
    "renderingfailure": _reject,
}


_PARTS = {"renderingfailure": "failure"}
"""Under which name an event tells of itself, where that is not its own."""


def _fate(
    kind: ReportKind,
    mail: dict[str, Any],
    event: dict[str, Any],
    *,
    hardness: Hardness = Hardness.NONE,
    address: str | None = None,
    detail: str = "",
) -> ReportedFate:
    headers = mail.get("commonHeaders")
    own = headers.get("messageId") if isinstance(headers, dict) else None
    references = tuple(one for one in (mail.get("messageId"), own) if isinstance(one, str))
    tag = _tag(mail)
    if not references and tag is None:
        raise NotAReportError("it names no message: mail.messageId is missing")
    return ReportedFate(
        kind=kind,
        hardness=hardness,
        notification_id=tag,
        references=references,
        address=address,
        at=moment_or_none(event.get("timestamp")) or moment_or_none(mail.get("timestamp")),
        detail=detail,
    )


def _tag(mail: dict[str, Any]) -> str | None:
    """Return our own id of the message, which events repeat from the tags that we gave it."""
    tags = mail.get("tags")
    found = tags.get("notification") if isinstance(tags, dict) else None
    first = found[0] if isinstance(found, list) and found else found
    return first if isinstance(first, str) else None


def _sns(value: dict[str, Any]) -> ReportedFate:
    delivery, notification = _part(value, "delivery"), value["notification"]
    reference = notification.get("messageId")
    if not isinstance(reference, str):
        raise NotAReportError("it names no message: notification.messageId is missing")
    status, detail = str(value["status"]).upper(), _words(delivery.get("providerResponse"))
    if status == "SUCCESS":
        kind, hardness = ReportKind.DELIVERED, Hardness.NONE
    elif status != "FAILURE":
        raise NotAReportError(f"status {clean_line(status)[:40]!r}; expected SUCCESS or FAILURE")
    elif _OPTED_OUT.search(detail):
        # The customer answered STOP to the network: an objection, and no later SMS arrives either.
        kind, hardness = ReportKind.COMPLAINT, Hardness.HARD
    else:
        kind = ReportKind.BOUNCE
        hardness = Hardness.HARD if _NUMBER_IS_GONE.search(detail) else Hardness.SOFT
    return ReportedFate(
        kind=kind,
        hardness=hardness,
        references=(reference,),
        address=_text(delivery, "destination"),
        at=moment_or_none(notification.get("timestamp")),
        detail=detail,
    )


def _part(value: dict[str, Any], name: str) -> dict[str, Any]:
    part = value.get(name)
    if not isinstance(part, dict):
        raise NotAReportError(f"a report without its “{name}”")
    return part


def _recipients(event: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = event.get(name)
    recipients = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if not recipients:
        raise NotAReportError(f"a report without its “{name}”")
    return recipients


def _text(value: dict[str, Any], name: str) -> str | None:
    found = value.get(name)
    return clean_line(found).strip() or None if isinstance(found, str) else None


def _words(value: object) -> str:
    return clean_line(value).strip() if isinstance(value, str) else ""
