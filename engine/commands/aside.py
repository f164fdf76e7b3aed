"""What the commands share that put a customer aside, bring one back, or note something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.errors import DONE, UsageError
from engine.workbench.errors import InvalidMessageError, UnknownCustomerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from engine.commands.context import Context
    from engine.pipeline import Workbench


def customer_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the customer's id."""
    parser.add_argument("customer", metavar="ID", help="the customer's id")


def act(context: Context, action: Callable[[Workbench, int], str]) -> int:
    """Run ``action`` on the workbench and the customer, and print the sentence it returns.

    Raises:
        UsageError: there is no such customer, or the text is empty.
    """
    customer_id = choices.customer_id(context.arguments.customer)
    try:
        print(action(context.ready(), customer_id))
    except (UnknownCustomerError, InvalidMessageError) as error:
        raise UsageError(str(error)) from None
    return DONE
