"""Print the keys of the screen, as they are after the settings' own [keys].

With --markdown, print the table of the README.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import print_json, print_table
from tui.keymap import key_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--markdown", action="store_true", help="as a Markdown table")
    json_option(parser)


def run(context: Context) -> int:
    """Print the keys."""
    table = key_table(context.settings.keys)
    rows = [
        (keys, name, about, str(group)) for group, found in table for keys, name, about in found
    ]
    if context.arguments.json:
        print_json({name: {"keys": keys.split(), "help": about} for keys, name, about, _g in rows})
    elif context.arguments.markdown:
        print(markdown_table(context.settings.keys), end="")
    else:
        print_table(("KEYS", "ACTION", "WHAT", "GROUP"), rows)
    return DONE


def markdown_table(remapped: Mapping[str, str]) -> str:
    """Return the table of the README."""
    lines = ["| keys | what |", "|---|---|"]
    for group, rows in key_table(remapped):
        lines.append(f"| | **{group}** |")
        for keys, _name, about in rows:
            shown = " ".join(f"`{key}`" for key in keys.split())
            lines.append(f"| {shown} | {about} |")
    return "\n".join(lines) + "\n"
