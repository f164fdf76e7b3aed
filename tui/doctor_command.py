"""Look whether everything is there that this installation needs, and say what to do where not.

It looks at the customers, at the analyst of the settings and, for a model, at credentials, region,
residency, access and the use of tools, with one call of a few dozen tokens. Nothing of customers is
sent. Then it looks at the terminal: what it is, which profile, theme and driver the screen takes
for it and why, and, where somebody sits at it, how quick the line is. With --terminal it looks at
nothing else. Exits with 1 when the analyst that the settings ask for cannot work.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from engine.commands import doctor
from engine.commands.errors import DONE
from engine.providers.probe import Check
from tui.driver.abilities import abilities_of
from tui.screen_profile import decide_profile
from tui.terminal import is_interactive
from tui.terminal_checks import check_line, check_terminal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from engine.commands.context import Context
    from engine.settings.tables import ScreenSettings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--terminal", action="store_true", help="look at the terminal only")
    doctor.arguments(parser)


def run(context: Context) -> int:
    """Print what was found."""
    given = context.arguments
    checks, code = ([], DONE) if given.terminal else doctor.look(context)
    checks += look_at_terminal(context.settings.screen)
    doctor.report(checks, as_json=given.json)
    return code


def look_at_terminal(wanted: ScreenSettings) -> Iterator[Check]:
    """Look at the terminal of this process, and measure the line to it."""
    size = shutil.get_terminal_size()
    yield from check_terminal(wanted, os.environ, (size.columns, size.lines))
    if not is_interactive():
        yield Check("line", None, "not measured: standard input or output is no terminal")
        return
    if not os.environ.get("TERM") or abilities_of(os.environ["TERM"], os.environ) is None:
        yield Check("line", None, "not measured: the terminal would show the question")
        return
    from tui.line_probe import probe

    try:
        line = probe(sys.stdin.fileno())
    except OSError as error:
        yield Check("line", None, f"not measured: {error}")
        return
    yield from check_line(line, decide_profile(wanted.profile, os.environ).value)
