"""Take one queued or held message back; its text is your draft to the customer again.

sne outbox --json names the messages. What has gone, or is just being handed to its channel, cannot
be taken back any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, RefusalError
from engine.commands.output import print_json
from engine.commands.send import notification_to_json
from engine.workbench.afterwards import NotPossibleError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("notification", metavar="NOTIFICATION", help="see sne outbox --json")
    json_option(parser)


def run(context: Context) -> int:
    """Take the message back."""
    workbench = context.ready()
    try:
        cancelled = workbench.cancel(context.arguments.notification)
    except NotPossibleError as error:
        raise RefusalError(str(error)) from None
    if context.arguments.json:
        print_json(notification_to_json(cancelled))
    else:
        print(f"Taken back; it is your draft to customer {cancelled.customer_id} again.")
    return DONE
