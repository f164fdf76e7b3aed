"""Print approved messages: queued, attempting, sent, failed, unknown or cancelled.

Unknown means that the program or the line died during the attempt: find out whether the message
arrived before you send another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import local, print_json, print_table
from engine.commands.send import notification_to_json
from engine.models.vocabulary import OutboxState

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--state", choices=[str(state) for state in OutboxState], help="only these")
    json_option(parser)


def run(context: Context) -> int:
    """Print the outbox."""
    given = context.arguments
    state = OutboxState(given.state) if given.state else None
    workbench = context.open()
    workbench.prepare()
    found = workbench.outbox(state)
    if given.json:
        print_json([notification_to_json(n, workbench.attempts(n.notification_id)) for n in found])
    else:
        print_table(
            ("STATE", "CUSTOMER", "VIA", "APPROVED", "BY", "MESSAGE", "DETAIL"),
            (
                (
                    n.state,
                    n.customer_id,
                    n.channel,
                    local(n.approved_at),
                    n.agent,
                    n.message[:60],
                    n.detail or n.reference,
                )
                for n in found
            ),
        )
    return DONE
