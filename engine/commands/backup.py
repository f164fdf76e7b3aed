"""Copy the database into a file, while agents go on working.

The copy is whole and of one moment: customers, drafts, sends, the audit trail. It is checked before
it appears under its name; a file that is there already is never written over. To use it, name it
with --db, or put it in the place of the database while nobody works.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where the copy goes; a new file")
    json_option(parser)


def run(context: Context) -> int:
    """Copy it."""
    target: Path = context.arguments.file
    if not context.settings.database.exists():
        raise UsageError(f"there is no database at {context.settings.database} to copy")
    shows = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shows:
            print(f"\r{100 * done // max(total, 1):3} %", end="", file=sys.stderr, flush=True)

    context.open().back_up(target, progress)
    if shows:
        print("\r", end="", file=sys.stderr)
    size = target.stat().st_size
    if context.arguments.json:
        print(json.dumps({"file": str(target), "bytes": size}))
    else:
        print(f"The database is copied to {target} ({size / 1e6:.1f} MB), and the copy is whole.")
    return DONE
