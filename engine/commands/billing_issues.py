"""Print the customers who wrote about billing or complained, most pressing first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text_or_none
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import local, print_json, print_table
from engine.store.figures import billing_issues

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the customers."""
    rows = billing_issues(context.ready().connection)
    if context.arguments.json:
        print_json(rows)
    else:
        print_table(
            ("RISK", "ID", "NAME", "SEGMENT", "CONTACTS", "UNRESOLVED", "LATEST", "ABOUT"),
            (
                (
                    row["risk_score"],
                    row["customer_id"],
                    row["name"],
                    row["segment"],
                    row["interactions"],
                    row["unresolved"],
                    local(from_text_or_none(row["latest_at"])),
                    row["latest_summary"],
                )
                for row in rows
            ),
        )
    return DONE
