"""Print the target segment in figures: averages, and breakdowns by plan, location and income."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import cell_text, print_json, print_table
from engine.models.vocabulary import Segment
from engine.store.figures import one_segment

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the figures."""
    figures = one_segment(context.ready().connection, Segment.VALUE_SEEKERS)
    if context.arguments.json:
        print_json(figures)
        return DONE
    for name, value in figures.items():
        if isinstance(value, dict):
            print()
            print_table((name.removeprefix("by_").upper(), "CUSTOMERS"), value.items())
        else:
            print(f"{name.replace('_', ' ')}: {cell_text(value)}")
    return DONE
