"""Hand every message that is due to its channel, once.

Messages whose attempt died with another process are marked unknown and listed, never sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART
from engine.commands.output import print_json
from engine.commands.send import notification_to_json, print_receipt
from engine.models.vocabulary import OutboxState

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Deliver what is due."""
    workbench = context.open()
    workbench.prepare()
    known = {n.notification_id for n in workbench.outbox(OutboxState.UNKNOWN)}
    done = workbench.deliver_due()
    unknown = workbench.outbox(OutboxState.UNKNOWN)
    done += tuple(
        n for n in unknown if n.notification_id not in known | {d.notification_id for d in done}
    )
    if context.arguments.json:
        print_json([notification_to_json(notification) for notification in done])
    else:
        for notification in done:
            leaves = workbench.leaves_machine(notification.channel)
            print_receipt(notification, leaves_machine=leaves)
        if not done:
            print("Nothing was due.")
        if unknown:
            print(f"{len(unknown)} unknown: see sne outbox --state unknown")
    return DONE if all(n.state is OutboxState.SENT for n in done) else IN_PART
