"""Print every setting: its name in the file, its variable, its value and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import print_json, print_table
from engine.settings import default_config_file, describe_settings

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--markdown", action="store_true", help="print the table of the README")
    json_option(parser)


def markdown_table() -> str:
    """Return every setting as a Markdown table, without values: they differ from host to host."""
    rows = (
        f"| `{name}` | `{variable}` | {about} |" for name, variable, about in describe_settings()
    )
    return "\n".join(["| in the file | variable | meaning |", "|---|---|---|", *rows])


def run(context: Context) -> int:
    """Print the settings."""
    if context.arguments.markdown:
        print(markdown_table())
        return DONE
    rows = [
        (name, variable, _value(context.settings, name), about)
        for name, variable, about in describe_settings()
    ]
    if context.arguments.json:
        print_json({name: str(value) for name, _variable, value, _about in rows})
    else:
        print(f"The settings file is {context.arguments.config or default_config_file()}\n")
        print_table(("SETTING", "VARIABLE", "VALUE", "MEANING"), rows)
    return DONE


def _value(settings: object, name: str) -> object:
    for part in name.split("."):
        settings = getattr(settings, part)
    return settings
