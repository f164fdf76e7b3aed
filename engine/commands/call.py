"""Print the calls to make, or record what came of one.

With channel.phone = "task", an approved call waits here with its number and its script until
somebody has made it. Say who you are, and let your number be shown (PECR regs 21 and 24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError
from engine.commands.output import local, print_json, print_table
from engine.delivery.calling import CallOutcome, NoCallError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.pipeline import Workbench


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("notification", nargs="?", metavar="NOTIFICATION", help="which call")
    parser.add_argument("--outcome", choices=[str(o) for o in CallOutcome], help="how it ended")
    parser.add_argument("--note", default="", metavar="TEXT", help="what was said")
    json_option(parser)


def run(context: Context) -> int:
    """Print the open calls, or record an outcome."""
    given = context.arguments
    workbench = context.open()
    workbench.prepare()
    if given.notification is None:
        if given.outcome:
            raise UsageError("--outcome of which call? See sne call")
        return _print_open(workbench, as_json=given.json)
    if given.outcome is None:
        raise UsageError(f"say how the call ended: --outcome {'|'.join(CallOutcome)}")
    try:
        call = workbench.record_call(given.notification, given.outcome, given.note)
    except NoCallError as error:
        raise UsageError(str(error)) from None
    if given.json:
        print_json(
            {
                "notification_id": given.notification,
                "at": to_text(call.at),
                "agent": call.agent,
                "outcome": call.outcome,
                "note": call.note,
            }
        )
    else:
        print(f"Recorded: {call.outcome}.")
    return DONE


def _print_open(workbench: Workbench, *, as_json: bool) -> int:
    calls = [(n, workbench.profile(n.customer_id).customer) for n in workbench.open_calls()]
    if as_json:
        print_json(
            [
                {
                    "notification_id": n.notification_id,
                    "customer_id": n.customer_id,
                    "name": customer.name,
                    "number": customer.phone,
                    "script": n.message,
                }
                for n, customer in calls
            ]
        )
    elif calls:
        print_table(
            ("CALL", "CUSTOMER", "WHO", "NUMBER", "APPROVED", "SCRIPT"),
            [
                (
                    n.notification_id,
                    n.customer_id,
                    customer.name,
                    customer.phone,
                    local(n.approved_at),
                    n.message[:60],
                )
                for n, customer in calls
            ],
        )
    else:
        print("No calls to make.")
    return DONE
