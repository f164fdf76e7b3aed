"""Write a note on a customer for colleagues; sne show prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.aside import act, customer_argument

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.pipeline import Workbench


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    customer_argument(parser)
    parser.add_argument("text", metavar="TEXT", help="the note; - reads standard input")


def run(context: Context) -> int:
    """Write the note."""

    def note(workbench: Workbench, customer_id: int) -> str:
        workbench.add_note(customer_id, choices.text_or_stdin(context.arguments.text))
        return f"Noted on customer {customer_id}."

    return act(context, note)
