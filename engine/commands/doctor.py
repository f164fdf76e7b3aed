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
    from collections.abc import Sequence

    from engine.commands.context import Context
    from engine.providers.probe import Check


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print what was found."""
    checks, code = look(context)
    report(checks, as_json=context.arguments.json)
    return code


def look(context: Context) -> tuple[list[Check], int]:
    """Return what was found, and the exit code that follows from it."""
    workbench = context.open()
    workbench.prepare()
    checks = [*workbench.check_data(), *workbench.check_analyst()]
    is_needed = workbench.model_analyst is not None
    is_wrong = is_needed and any(check.ok is False for check in checks)
    return checks, IN_PART if is_wrong else DONE


def report(checks: Sequence[Check], *, as_json: bool) -> None:
    """Print what was found: a table and what to do, or data for programs."""
    if as_json:
        print_json(
            [
                {"name": c.name, "ok": c.ok, "sentence": c.sentence, "advice": c.advice or None}
                for c in checks
            ]
        )
        return
    marks = {True: "ok", False: "MISSING", None: "-"}
    print_table(("", "WHAT", "FOUND"), [(marks[c.ok], c.name, c.sentence) for c in checks])
    advice = [check for check in checks if check.advice]
    if advice:
        print("\nWhat to do:")
        for check in advice:
            print(f"  {check.name}: {check.advice}")
