"""Walk the worklist line by line, with the same actions as the screen.

Made for screen readers, for a session that is recorded, and for very slow lines: nothing is drawn,
nothing moves, everything is plain lines of text. Each customer is read out; then a letter and Enter
say what to do: show everything, edit, review and send, snooze, skip, and so on. h lists them all.

The message is edited in the editor of the setting desk.editor, else of VISUAL or EDITOR; without
one it is typed line by line. Without --plain, the screen opens.
"""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.clock import session_clock
from engine.commands.errors import DONE
from engine.commands.filters import filter_arguments, view_of

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from tui.driver.repertoire import Repertoire


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--plain", action="store_true", help="line by line, nothing is drawn")
    parser.add_argument(
        "--everyone",
        action="store_true",
        help="not only those whom the engine recommends to contact",
    )
    parser.add_argument("--view", metavar="NAME", help="a saved view; filters narrow it")
    filter_arguments(parser)


def run(context: Context) -> int:
    """Walk the worklist."""
    given = context.arguments
    if not given.plain:
        from tui.main import open_screen

        config = given.config and str(given.config)
        return open_screen(context.settings, session_clock(context.settings.now), config)
    from tui.driver.repertoire import Repertoire, encoding_of
    from tui.plain.editing import editor_of
    from tui.plain.walk import Walk

    repertoire = Repertoire(encoding_of(os.environ))
    _speak(repertoire)

    def say(line: str) -> None:
        print(repertoire.shown(line), flush=True)

    workbench = context.ready(session_clock(context.settings.now))
    view = view_of(workbench, given, given.view)
    query = workbench.searching(view.query, view.search)
    if not (given.everyone or given.view or query.is_of_somebody):
        query = replace(query, recommended_only=True)
    editor = editor_of(context.settings.desk.editor, os.environ)
    Walk(workbench, query, ask=_ask, say=say, editor=editor).go()
    from tui.main import finish_sends

    finish_sends(workbench)
    return DONE


def _speak(repertoire: Repertoire) -> None:
    """Read and write as the terminal does; what is broken stops nothing."""
    for stream, encoding in (
        (sys.stdin, repertoire.input_encoding),
        (sys.stdout, repertoire.encoding),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="replace")


def _ask(prompt: str) -> str | None:
    try:
        return input(prompt)
    except EOFError:
        return None
