"""Take a customer off the worklist, with the reason; for how long, the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.aside import act, customer_argument
from engine.commands.errors import UsageError
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.pipeline import Workbench


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    customer_argument(parser)
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; kept in the audit")


def run(context: Context) -> int:
    """Skip the customer."""
    reason = clean_line(context.arguments.reason)
    if not reason:
        raise UsageError("--reason is empty; say why this customer is skipped")

    def skip(workbench: Workbench, customer_id: int) -> str:
        workbench.skip(customer_id, reason)
        return f"Customer {customer_id} is off the worklist: {reason}"

    return act(context, skip)
