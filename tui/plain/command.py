"""Walk the worklist line by line, with the same actions as the screen.

Made for screen readers, for a session that is recorded, and for very slow lines: nothing is drawn,
nothing moves, everything is plain lines of text. Each customer is read out; then a letter and Enter
say what to do: show everything, edit, review and send, snooze, skip, and so on. h lists them all.

The message is edited in the editor of the setting desk.editor, else of VISUAL or EDITOR; without
one it is typed line by line. What was typed, or saved in the editor, becomes the draft also where
the input ends, the line drops or Ctrl+C is pressed.

Without --plain, the screen opens. It has keys for the filters; here they go with --plain.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.clock import session_clock
from engine.commands.errors import DONE, UsageError
from engine.commands.filters import filter_arguments, view_of

if TYPE_CHECKING:
    from engine.commands.context import Context
    from tui.driver.repertoire import Repertoire


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--plain", action="store_true", help="line by line, nothing is drawn")
    _list_arguments(parser)


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which customers are walked through."""
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
        _refuse_filters(given)
        from tui.main import open_screen

        config = given.config and str(given.config)
        return open_screen(context.settings, session_clock(context.settings.now), config)
    from tui.driver.repertoire import Repertoire, encoding_of
    from tui.plain.keyboard import Keyboard
    from tui.plain.own_editor import editor_of
    from tui.plain.walk import Walk

    editor = editor_of(context.settings.desk.editor, os.environ)
    repertoire = Repertoire(encoding_of(os.environ))
    _speak(repertoire)
    keyboard = Keyboard()

    def say(line: str) -> None:
        if keyboard.has_reader:
            print(repertoire.shown(line), flush=True)

    workbench = context.ready(session_clock(context.settings.now))
    view = view_of(workbench, given, given.view)
    query = workbench.searching(view.query, view.search)
    if not (given.everyone or given.view or query.is_of_somebody):
        query = replace(query, recommended_only=True)
    with keyboard:
        Walk(workbench, query, ask=keyboard.ask, say=say, editor=editor).go()
    if keyboard.ended_by is not None:
        # What is still to go stays in the outbox: nobody is there to see it off.
        return keyboard.exit_code
    from tui.main import finish_sends

    finish_sends(workbench)
    return DONE


def _refuse_filters(given: argparse.Namespace) -> None:
    """Refuse what the screen would not heed.

    Raises:
        UsageError: there is a filter.
    """
    parser = argparse.ArgumentParser(add_help=False)
    _list_arguments(parser)
    unset = vars(parser.parse_args([]))
    named = [f"--{name.replace('_', '-')}" for name in unset if getattr(given, name) != unset[name]]
    if named:
        go = "goes" if len(named) == 1 else "go"
        raise UsageError(
            f"{', '.join(named)} {go} with --plain; the screen has keys for the list, see sne keys"
        )


def _speak(repertoire: Repertoire) -> None:
    """Read and write as the terminal does; what is broken stops nothing."""
    for stream, encoding in (
        (sys.stdin, repertoire.input_encoding),
        (sys.stdout, repertoire.encoding),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="replace")
