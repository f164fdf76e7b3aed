"""Print all customers as the files have them, with segment, risk and priority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import print_json_lines, print_table
from engine.store.figures import customers
from engine.store.work_items import PRIORITIES

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the customers."""
    rows = map(_plain, customers(context.ready().connection))
    if context.arguments.json:
        print_json_lines(rows)
    else:
        shown = ("customer_id", "name", "age", "location", "segment", "risk_score", "priority")
        print_table(
            ("ID", "NAME", "AGE", "LOCATION", "SEGMENT", "RISK", "PRIORITY"),
            ([row[name] for name in shown] for row in rows),
        )
    return DONE


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "opted_in": bool(row["opted_in"]),
        "priority": PRIORITIES[row["priority"]],
    }
