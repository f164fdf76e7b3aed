"""Put a customer aside until later: they come back to the worklist by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.commands.aside import act, customer_argument
from engine.commands.errors import UsageError
from engine.commands.output import local

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.pipeline import Workbench

LONGEST_DAYS = 365


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    customer_argument(parser)
    parser.add_argument(
        "--days", type=float, default=1.0, metavar="N", help="how long (default: 1)"
    )


def run(context: Context) -> int:
    """Put the customer aside."""
    days: float = context.arguments.days
    if not 0 < days <= LONGEST_DAYS:
        raise UsageError(f"--days is {days:g}; expected more than 0 and at most {LONGEST_DAYS}")

    def snooze(workbench: Workbench, customer_id: int) -> str:
        until = workbench.clock() + timedelta(days=days)
        workbench.snooze(customer_id, until)
        return f"Customer {customer_id} is put aside until {local(until)}."

    return act(context, snooze)
