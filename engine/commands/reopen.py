"""Put a customer back on the worklist who was sent to, put aside or skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.aside import act, customer_argument

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.pipeline import Workbench


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    customer_argument(parser)


def run(context: Context) -> int:
    """Put the customer back."""

    def reopen(workbench: Workbench, customer_id: int) -> str:
        if workbench.reopen(customer_id):
            return f"Customer {customer_id} is on the worklist again."
        return f"Customer {customer_id} was on the worklist."

    return act(context, reopen)
