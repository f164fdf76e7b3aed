"""Ask the rules of contact about a message: send, hold until a moment, or stop.

Nothing is written. Whether it is service or marketing is decided from its words. --at asks for
another moment than now: a time with its offset, else UK time.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from engine.clock import LONDON, to_text
from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, UsageError
from engine.commands.output import local, print_json
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("customer", metavar="ID", help="the customer's id")
    parser.add_argument("--message", required=True, metavar="TEXT", help="the text; - reads stdin")
    parser.add_argument("--channel", metavar="NAME", help="Email, SMS, App Push or Phone")
    parser.add_argument("--at", metavar="TIME", help="the moment to ask for; default: now")
    parser.add_argument(
        "--override", default="", metavar="REASON", help="as if holds were overridden"
    )
    json_option(parser)


def run(context: Context) -> int:
    """Print the verdict; exit 0 when the message may go now, else 1."""
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    channel = choices.channel(given.channel) if given.channel else None
    message = choices.text_or_stdin(given.message)
    if not message.strip():
        raise UsageError("the message is empty; there is nothing to ask about")
    at = _moment(given.at) if given.at else None
    workbench = context.ready()
    try:
        chosen = channel or workbench.profile(customer_id).score.channel
        verdict = workbench.ask_gate(customer_id, chosen, message, at=at, override=given.override)
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    if given.json:
        print_json(
            {
                "verdict": verdict.decision,
                "kind": verdict.kind,
                "until": to_text(verdict.until) if verdict.until else None,
                "reasons": [
                    {
                        "rule": reason.rule,
                        "source": reason.source,
                        "text": reason.text,
                        "effect": reason.effect,
                    }
                    for reason in verdict.reasons
                ],
            }
        )
    else:
        until = f" until {local(verdict.until)}" if verdict.until else ""
        print(f"{verdict.decision}{until} ({verdict.kind})")
        for reason in verdict.reasons:
            print(f"  {reason.effect}: {reason}")
    return IN_PART if verdict.is_stopped or verdict.is_held else DONE


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--at is {text!r}: expected a time such as 2026-11-20T09:00+00:00"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
