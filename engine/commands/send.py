"""Review and send one message.

Without --message, the agent's draft goes, else the message of the analysis. Without --yes, the
review is printed (recipient, channel, the exact text and what the rules of contact say) and nothing
is sent. A message sent by command goes at once: there is no time to take it back.

--version N sends your draft only if it is still the version that you reviewed (sne draft ID --json,
or the review). Two sends to one customer at the same time are sent once: the second is refused if
the first was approved after the second command was started, whatever the two say. Refused is also
what another agent is writing to (--take-over sends all the same, which the audit trail keeps), and
what another agent has on its way to the customer, or of which nobody knows whether it arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from engine.clock import to_text
from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, RefusalError, UsageError
from engine.commands.output import local, print_json
from engine.delivery.rules import Effect
from engine.delivery.sending import RefusedError
from engine.language.length import measure
from engine.models.vocabulary import OutboxState
from engine.privacy.clean import clean_line, clean_text
from engine.workbench.errors import InvalidMessageError, UnknownCustomerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from engine.commands.context import Context
    from engine.models.vocabulary import Channel
    from engine.models.work import Notification
    from engine.pipeline import Workbench
    from engine.store.attempts import Attempt


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("customer", metavar="ID", help="the customer's id")
    parser.add_argument("--message", metavar="TEXT", help="the text; - reads standard input")
    parser.add_argument("--channel", metavar="NAME", help="Email, SMS, App Push or Phone")
    parser.add_argument(
        "--version", type=choices.count, metavar="N", help="only if your draft is still version N"
    )
    parser.add_argument(
        "--take-over", action="store_true", help="although another agent is writing; audited"
    )
    parser.add_argument(
        "--override", default="", metavar="REASON", help="send although a rule holds it; audited"
    )
    parser.add_argument("--yes", action="store_true", help="you have reviewed it: send it")
    json_option(parser)


def run(context: Context) -> int:
    """Review and, with --yes, send."""
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    asked_channel = choices.channel(given.channel) if given.channel else None
    if given.version is not None and given.message is not None:
        raise UsageError("--version is that of your draft; it does not go with --message")
    workbench = context.ready()
    try:
        found = _what_to_send(workbench, customer_id, asked_channel, given.message)
        channel, message = found.channel, found.message
        if given.version is not None and given.version != found.version:
            _refuse(found.other_than(given.version), as_json=given.json)
        if not message.strip():
            raise UsageError("the message is empty; nothing was sent")
        if not given.yes:
            return _review(workbench, customer_id, found, given.override, as_json=given.json)
        approved = workbench.approve(
            customer_id,
            channel,
            message,
            undo_seconds=0,
            override=given.override,
            seen=workbench.seen_at_start(customer_id, found.version),
            take_over=given.take_over,
        )
    except (UnknownCustomerError, InvalidMessageError) as error:
        raise UsageError(str(error)) from None
    except RefusedError as refused:
        _refuse(*(reason.text for reason in refused.reasons), line=str(refused), as_json=given.json)
    sent = workbench.deliver(approved.notification_id) or approved
    leaves = workbench.leaves_machine(channel)
    if given.json:
        attempts = workbench.attempts(sent.notification_id)
        print_json({**notification_to_json(sent, attempts), "left_this_machine": leaves})
    else:
        print_receipt(sent, leaves_machine=leaves)
    is_under_way = sent.state is OutboxState.SENT or sent.hold
    return DONE if is_under_way else IN_PART


@dataclass(frozen=True, slots=True)
class _Found:
    """What would be sent; ``version`` is the draft's, 0 for none, None for words of the command."""

    channel: Channel
    message: str
    version: int | None
    saved: str = ""

    def other_than(self, reviewed: int) -> str:
        """Say what the draft is, where it is not the version that was reviewed."""
        if not self.version:
            return f"you reviewed version {reviewed} of your draft, and there is no draft any more"
        return (
            f"you reviewed version {reviewed}; your draft is version {self.version} now, "
            f"saved at {self.saved}: {clean_line(self.message)[:60]}"
        )


def _what_to_send(
    workbench: Workbench, customer_id: int, channel: Channel | None, message: str | None
) -> _Found:
    profile = workbench.profile(customer_id)
    draft = workbench.draft(customer_id)
    if message is not None:
        return _Found(channel or profile.score.channel, choices.text_or_stdin(message), None)
    if draft is not None:
        saved = local(draft.updated_at)
        return _Found(channel or draft.channel, draft.message, draft.version, saved)
    analysis = workbench.analysis(profile)
    return _Found(channel or analysis.channel, analysis.message, 0)


def _refuse(*reasons: str, line: str = "", as_json: bool) -> NoReturn:
    """Say why nothing was sent."""
    if as_json:
        print_json({"state": "refused", "reasons": reasons})
    raise RefusalError(f"not sent: {line or '; '.join(reasons)}")


def _review(
    workbench: Workbench, customer_id: int, found: _Found, override: str, *, as_json: bool
) -> int:
    channel, message = found.channel, found.message
    customer = workbench.profile(customer_id).customer
    verdict = workbench.ask_gate(customer_id, channel, message, override=override)
    length = measure(channel, message)
    added = workbench.added_to(channel, message, verdict.kind)
    if as_json:
        print_json(
            {
                "state": "reviewed",
                "customer_id": customer_id,
                "channel": channel,
                "kind": verdict.kind,
                "message": message,
                "version": found.version or None,
                "added": added,
                "fits": length.fits,
                "verdict": verdict.decision,
                "until": to_text(verdict.until) if verdict.until else None,
                "reasons": [reason.text for reason in verdict.reasons],
            }
        )
        return IN_PART
    print(f"To       #{customer_id} {clean_line(customer.name or '(no name)')}")
    long = "" if length.fits else " · longer than the channel takes"
    print(f"Via      {channel} · {length.used}/{length.limit} {length.unit}{long}")
    print(f"Kind     {verdict.kind}")
    for reason in verdict.reasons:
        print(f"{'Stopped' if reason.effect is Effect.STOP else 'Held   '}  {reason}")
    if verdict.is_held:
        until = f"until {local(verdict.until)}" if verdict.until else "until the settings change"
        print(f"Waits    {until}, unless you --override it with a reason")
    print(f"\n{clean_text(message)}\n")
    if added:
        print(f"Added    {added}\n")
    version = f" --version {found.version}" if found.version else ""
    hint = "" if verdict.is_stopped else f" Add{version} --yes to send exactly this."
    print(f"Nothing was sent.{hint}")
    return IN_PART


def notification_to_json(
    notification: Notification, attempts: Iterable[Attempt] = ()
) -> dict[str, Any]:
    """Return a notification and the attempts to deliver it as plain data."""
    moments = {
        name: to_text(moment) if moment else None
        for name, moment in (
            ("approved_at", notification.approved_at),
            ("due_at", notification.due_at),
            ("attempted_at", notification.attempted_at),
            ("finished_at", notification.finished_at),
        )
    }
    return {
        "notification_id": notification.notification_id,
        "customer_id": notification.customer_id,
        "state": notification.state,
        "channel": notification.channel,
        "kind": notification.kind,
        "message": notification.message,
        "agent": notification.agent,
        **moments,
        "reference": notification.reference,
        "detail": notification.detail,
        "hold": notification.hold,
        "override": notification.override,
        "attempts": [
            {
                "number": attempt.number,
                "at": to_text(attempt.at),
                "by": attempt.by,
                "via": attempt.via,
                "ended_at": to_text(attempt.ended_at) if attempt.ended_at else None,
                "outcome": attempt.outcome,
                "reference": attempt.reference,
                "detail": attempt.detail,
            }
            for attempt in attempts
        ],
    }


def print_receipt(notification: Notification, *, leaves_machine: bool) -> None:
    """Print what went, how, and where to find it."""
    print(f"{notification.state}: {notification.channel} to #{notification.customer_id}")
    if notification.reference:
        print(f"reference: {notification.reference}")
    if notification.hold and notification.state is OutboxState.QUEUED:
        print(f"held until {local(notification.due_at)}: {clean_line(notification.hold)}")
    if notification.detail:
        print(f"detail: {clean_line(notification.detail)}")
        if notification.state is OutboxState.QUEUED and not notification.hold:
            print(f"tried again at {local(notification.due_at)} by sne deliver or the workbench")
    if notification.state is OutboxState.SENT and not leaves_machine:
        print("Nothing has left this machine: the spool keeps messages as files.")
