"""Send a message anew that failed or came back; or try one now that waits for its next attempt.

A failed message is reviewed like any other, as a new one: without --yes the review is printed and
nothing is sent. One that waits after a failure for the moment is attempted at once. What a rule
holds is not hurried, and of an unknown one somebody must first find out whether it arrived.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.commands import send
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, RefusalError
from engine.commands.output import print_json
from engine.models.vocabulary import OutboxState
from engine.workbench.afterwards import NotPossibleError

if TYPE_CHECKING:
    from engine.commands.context import Context
    from engine.models.work import Notification
    from engine.pipeline import Workbench


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("notification", metavar="NOTIFICATION", help="see sne outbox --json")
    parser.add_argument(
        "--override", default="", metavar="REASON", help="send although a rule holds it; audited"
    )
    parser.add_argument("--yes", action="store_true", help="you have reviewed it: send it")
    json_option(parser)


def run(context: Context) -> int:
    """Try now what waits for that; else review and, with --yes, send anew."""
    workbench = context.ready()
    notification_id = context.arguments.notification
    try:
        if workbench.try_now(notification_id):
            return _attempt(context, workbench, notification_id)
        found = workbench.to_retry(notification_id)
    except NotPossibleError as error:
        raise RefusalError(str(error)) from None
    return send.run(replace(context, arguments=_as_a_new_one(found, context.arguments)))


def _attempt(context: Context, workbench: Workbench, notification_id: str) -> int:
    done = workbench.deliver(notification_id) or workbench.notification(notification_id)
    if context.arguments.json:
        print_json(send.notification_to_json(done, workbench.attempts(notification_id)))
    else:
        send.print_receipt(done, leaves_machine=workbench.leaves_machine(done.channel))
    return DONE if done.state is OutboxState.SENT else IN_PART


def _as_a_new_one(found: Notification, given: argparse.Namespace) -> argparse.Namespace:
    """Return the arguments of ``sne send`` for the same message."""
    parser = argparse.ArgumentParser(add_help=False)
    send.arguments(parser)
    flags = [name for name in ("yes", "json") if getattr(given, name)]
    return parser.parse_args(
        [
            str(found.customer_id),
            f"--channel={found.channel}",
            f"--message={found.message}",
            f"--override={given.override}",
            *(f"--{name}" for name in flags),
        ]
    )
