"""Say what became of a message whose outcome is unknown.

Find out first, from the provider or the customer. --sent closes it; --not-sent makes it a draft
again, to be reviewed and sent anew. It is never sent again by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError
from engine.commands.output import print_json
from engine.commands.send import notification_to_json, print_receipt
from engine.delivery.sending import NotUnknownError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("notification", metavar="NOTIFICATION", help="see sne outbox --json")
    outcome = parser.add_mutually_exclusive_group(required=True)
    outcome.add_argument("--sent", action="store_true", help="it arrived")
    outcome.add_argument("--not-sent", action="store_true", help="it did not")
    json_option(parser)


def run(context: Context) -> int:
    """Record the outcome."""
    given = context.arguments
    workbench = context.open()
    workbench.prepare()
    try:
        resolved = workbench.resolve(given.notification, was_sent=given.sent)
    except NotUnknownError as error:
        raise UsageError(str(error)) from None
    if given.json:
        print_json(notification_to_json(resolved))
    else:
        print_receipt(resolved, leaves_machine=workbench.leaves_machine(resolved.channel))
    return DONE
