"""Read delivery reports, bounces and complaints in, with sne reports load FILE.

FILE holds notifications or events of Amazon SES (alone, in an array, a line each, in the envelopes
of SNS, SQS or Lambda), delivery logs of SNS for SMS, or a table with the columns kind (delivered,
bounce, complaint or failed), one of reference, notification_id and address, and if there are any
type (hard or soft), at and detail.

A hard bounce suppresses the address, and so do three soft ones in a row; a complaint counts as an
objection to marketing. The same reports again change nothing. What means no message of ours, or
cannot be read, is written with file, line and reason to rejects/ beside the database.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART
from engine.commands.output import print_json
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.delivery.reading_reports import ReportsLoad

_SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=["load"], help="read files in")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON or CSV")
    json_option(parser)


def run(context: Context) -> int:
    """Read the files in; print what came of them."""
    workbench = context.ready()
    load = workbench.load_reports(context.arguments.files)
    if context.arguments.json:
        print_json(_to_json(load))
    else:
        _print(load)
    return IN_PART if load.rejected else DONE


def _to_json(load: ReportsLoad) -> dict[str, Any]:
    return {
        "read": load.read,
        "new": {str(kind): count for kind, count in load.new.items()},
        "known": load.known,
        "without_outcome": load.without_outcome,
        "suppressed": load.suppressed,
        "objections": load.objections,
        "rejected": [
            {"file": one.file, "line": one.line, "reason": one.reason} for one in load.rejected
        ],
        "rejects_file": str(load.rejects_file) if load.rejects_file else None,
    }


def _print(load: ReportsLoad) -> None:
    new = ", ".join(f"{count} {kind}" for kind, count in load.new.items() if count)
    print(f"{load.read} read: {new or 'nothing new'}")
    for count, what in (
        (load.known, "were known already"),
        (load.without_outcome, "do not say what became of a message"),
        (load.suppressed, "addresses take no more messages from now on"),
        (load.objections, "count as objections to marketing"),
    ):
        if count:
            print(f"  {count} {what}")
    if not load.rejected:
        return
    print(f"{len(load.rejected)} rejected")
    for one in load.rejected[:_SHOWN]:
        print(f"  {one.file} line {one.line}: {clean_line(one.reason)}")
    if len(load.rejected) > _SHOWN:
        print(f"  and {len(load.rejected) - _SHOWN} more")
    print(f"  to mend and read in again: {load.rejects_file}")
