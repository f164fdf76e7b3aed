"""Print the notifications that were sent before this engine, from the customer files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text_or_none
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import local, print_json_lines, print_table
from engine.store.figures import past_notifications

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the notifications."""
    rows = past_notifications(context.ready().connection)
    if context.arguments.json:
        print_json_lines(rows)
    else:
        print_table(
            ("ID", "CUSTOMER", "CHANNEL", "SENT", "TYPE", "DELIVERY", "ACTION"),
            (
                (
                    row["notification_id"],
                    row["customer_id"],
                    row["channel"],
                    local(from_text_or_none(row["sent_at"])),
                    row["notification_type"],
                    row["delivery_status"],
                    row["action_taken"],
                )
                for row in rows
            ),
        )
    return DONE
