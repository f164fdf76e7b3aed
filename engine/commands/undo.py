"""Take back the last message of a customer while it is still waiting; it becomes a draft again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.errors import DONE, RefusalError
from engine.models.vocabulary import OutboxState

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("customer", metavar="ID", help="the customer's id")


def run(context: Context) -> int:
    """Take the message back."""
    customer_id = choices.customer_id(context.arguments.customer)
    workbench = context.ready()
    waiting = [
        notification
        for notification in workbench.outbox(OutboxState.QUEUED)
        if notification.customer_id == customer_id
    ]
    if not waiting or not workbench.undo(waiting[0].notification_id):
        raise RefusalError(f"no message to customer {customer_id} is waiting; nothing was undone")
    print(f"Taken back; it is your draft to customer {customer_id} again.")
    return DONE
