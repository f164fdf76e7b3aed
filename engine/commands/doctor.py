"""Look whether everything is there that this installation needs, and say what to do where not.

It looks at the customers, at the analyst of the settings and, for a model, at credentials, region,
residency, access and the use of tools, with one call of a few dozen tokens. Nothing of customers is
sent. Exits with 1 when the analyst that the settings ask for cannot work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART
from engine.commands.output import print_json, print_table

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.providers.probe import Check


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print what was found."""
    workbench = context.open()
    workbench.prepare()
    checks = [*workbench.check_data(), *workbench.check_analyst()]
    is_needed = workbench.model_analyst is not None
    if context.arguments.json:
        print_json(
            [
                {"name": c.name, "ok": c.ok, "sentence": c.sentence, "advice": c.advice or None}
                for c in checks
            ]
        )
    else:
        _print(checks)
    return IN_PART if is_needed and any(check.ok is False for check in checks) else DONE


def _print(checks: list[Check]) -> None:
    marks = {True: "ok", False: "MISSING", None: "-"}
    print_table(("", "WHAT", "FOUND"), [(marks[c.ok], c.name, c.sentence) for c in checks])
    advice = [check for check in checks if check.advice]
    if advice:
        print("\nWhat to do:")
        for check in advice:
            print(f"  {check.name}: {check.advice}")
