"""Record that a customer wants no marketing. It is in force at once and cannot be overridden.

What is queued for them and promotes is stopped in the same transaction; service messages go on.
"""

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
    parser.add_argument("--words", default="", metavar="TEXT", help="what the customer said")


def run(context: Context) -> int:
    """Record it."""

    def objection(workbench: Workbench, customer_id: int) -> str:
        stopped = workbench.object_to_marketing(customer_id, context.arguments.words)
        also = f" {stopped} queued messages were stopped." if stopped else ""
        return f"Customer {customer_id} gets no marketing any more.{also}"

    return act(context, objection)
