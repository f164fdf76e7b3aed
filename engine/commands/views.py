"""Named filters of the worklist: list them, save one, remove one.

sne views lists yours and those that a lead has shared with everyone. "sne views save NAME" takes
the filters of sne worklist; --mine is then the work of whoever looks. sne worklist --view NAME
shows it, and so does the workbench.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError
from engine.commands.filters import filter_arguments, view_of
from engine.commands.output import print_json, print_table
from engine.store.views import to_plain
from engine.workbench.errors import InvalidMessageError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.pipeline import Workbench
    from engine.store.views import View


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", nargs="?", choices=["save", "remove"], help="save or remove one")
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of the view")
    parser.add_argument("--shared", action="store_true", help="everyone's; for leads")
    filter_arguments(parser)
    json_option(parser)


def run(context: Context) -> int:
    """List the views, save one, or remove one."""
    given = context.arguments
    workbench = context.ready()
    if given.what is None:
        return _list(workbench, as_json=given.json)
    if not given.name:
        raise UsageError(f"name the view: sne views {given.what} NAME")
    if given.what == "remove":
        if not workbench.remove_view(given.name, shared=given.shared):
            whose = "shared view" if given.shared else "view of yours"
            raise UsageError(f"there is no {whose} called {given.name!r}; see sne views")
        print(f"The view {given.name} is gone.")
        return DONE
    asked = view_of(workbench, given)
    try:
        saved = workbench.save_view(given.name, asked.query, asked.search, shared=given.shared)
    except InvalidMessageError as error:
        raise UsageError(str(error)) from None
    if given.json:
        print_json(_to_json(saved))
    else:
        print(f"Saved as {saved.name}: {saved.words}")
    return DONE


def _list(workbench: Workbench, *, as_json: bool) -> int:
    views = workbench.views()
    if as_json:
        print_json([_to_json(view) for view in views])
    elif views:
        rows = [(v.name, "everyone" if v.is_shared else "you", v.words) for v in views]
        print_table(("NAME", "WHOSE", "LISTS"), rows)
    else:
        print("No views are saved; sne views save NAME keeps one.")
    return DONE


def _to_json(view: View) -> dict[str, Any]:
    return {"name": view.name, "shared": view.is_shared, **to_plain(view)}
