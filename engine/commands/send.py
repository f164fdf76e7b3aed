"""Review and send one message.

Without --message, the agent's draft goes, else the message of the analysis. Without --yes, the
review is printed (recipient, channel, the exact text and what the rules of contact say) and nothing
is sent. A message sent by command goes at once: there is no time to take it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
        "--override", default="", metavar="REASON", help="send although a rule holds it; audited"
    )
    parser.add_argument("--yes", action="store_true", help="you have reviewed it: send it")
    json_option(parser)


def run(context: Context) -> int:
    """Review and, with --yes, send."""
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    asked_channel = choices.channel(given.channel) if given.channel else None
    workbench = context.ready()
    try:
        channel, message = _what_to_send(workbench, customer_id, asked_channel, given.message)
        if not message.strip():
            raise UsageError("the message is empty; nothing was sent")
        if not given.yes:
            return _review(
                workbench, customer_id, channel, message, given.override, as_json=given.json
            )
        approved = workbench.approve(
            customer_id, channel, message, undo_seconds=0, override=given.override
        )
    except (UnknownCustomerError, InvalidMessageError) as error:
        raise UsageError(str(error)) from None
    except RefusedError as refused:
        if given.json:
            print_json({"state": "refused", "reasons": [r.text for r in refused.reasons]})
        raise RefusalError(f"not sent: {refused}") from None
    sent = workbench.deliver(approved.notification_id) or approved
    leaves = workbench.leaves_machine(channel)
    if given.json:
        attempts = workbench.attempts(sent.notification_id)
        print_json({**notification_to_json(sent, attempts), "left_this_machine": leaves})
    else:
        print_receipt(sent, leaves_machine=leaves)
    is_under_way = sent.state is OutboxState.SENT or sent.hold
    return DONE if is_under_way else IN_PART


def _what_to_send(
    workbench: Workbench, customer_id: int, channel: Channel | None, message: str | None
) -> tuple[Channel, str]:
    profile = workbench.profile(customer_id)
    draft = workbench.draft(customer_id)
    if message is not None:
        return channel or profile.score.channel, choices.text_or_stdin(message)
    if draft is not None:
        return channel or draft.channel, draft.message
    analysis = workbench.analysis(profile)
    return channel or analysis.channel, analysis.message


def _review(
    workbench: Workbench,
    customer_id: int,
    channel: Channel,
    message: str,
    override: str,
    *,
    as_json: bool,
) -> int:
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
    hint = "" if verdict.is_stopped else " Add --yes to send exactly this."
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
