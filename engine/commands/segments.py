"""Print the four segments: how many customers, and their averages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import print_json, print_table
from engine.store.figures import segment_figures

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the segments."""
    rows = segment_figures(context.ready().connection)
    if context.arguments.json:
        print_json(rows)
    elif rows:
        header = [name.removeprefix("average_").upper() for name in rows[0]]
        print_table(header, (list(row.values()) for row in rows))
    return DONE
