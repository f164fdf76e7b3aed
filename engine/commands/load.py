"""Load the customer files and score every customer.

PATH is a folder with the five files (or one .xlsx workbook with the five sheets), a workbook, or
one CSV file such as a mended rejects file; default: the data directory of the settings. A set is
loaded whole or not at all. The same files again change nothing. Rows that cannot be read are
written, with line, column and reason, to rejects/ beside the database: mend them and load that
folder or file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, WRONG
from engine.commands.first_load import error_line, progress_line
from engine.commands.output import print_json
from engine.ingest.report import LoadStatus

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.ingest.report import FileReport, LoadReport

_REJECTS_SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="folder or file")
    parser.add_argument("--progress-lines", action="store_true", help="progress as lines on stderr")
    json_option(parser)


def run(context: Context) -> int:
    """Load; print what became of each file."""
    path = context.arguments.path or context.settings.data_directory
    progress = lines_of_progress if context.arguments.progress_lines else progress_line()
    report = context.open().load(path, progress)
    if context.arguments.json:
        print_json(report.to_json())
    else:
        _print(report)
    return WRONG if report.status is LoadStatus.REFUSED else DONE


def lines_of_progress(what: str, done: int, total: int) -> None:
    """Write progress as a line on stderr, for a program that reads it."""
    print(f"{what}: {done * 100 // max(total, 1)} %", file=sys.stderr, flush=True)


def _print(report: LoadReport) -> None:
    if report.status is LoadStatus.UNCHANGED:
        print("Nothing to do: these files are loaded already.")
        return
    for file in report.files:
        if report.status is LoadStatus.LOADED:
            print(f"{file.file}: {file.rows_loaded} of {file.rows_read} rows loaded")
        _print_rejects(file)
        for note in file.notes:
            print(f"  note: {note}")
    if report.status is LoadStatus.REFUSED:
        print(f"sne: nothing was loaded: {error_line(report)}", file=sys.stderr)


def _print_rejects(file: FileReport) -> None:
    if not file.rejects:
        return
    print(f"{file.file}: {len(file.rejects)} rows rejected")
    for reject in file.rejects[:_REJECTS_SHOWN]:
        column = f", {reject.column} {reject.value!r}" if reject.column else ""
        print(f"  line {reject.line}{column}: {reject.reason}")
    if len(file.rejects) > _REJECTS_SHOWN:
        print(f"  and {len(file.rejects) - _REJECTS_SHOWN} more")
    if file.rejects_file:
        print(f"  to mend and load again: {file.rejects_file}")
