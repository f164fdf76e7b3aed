"""Make believable files: customers with their accounts and contacts, and conversations if asked.

The same number, seed and date give the same bytes. Nobody in them exists.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError
from engine.commands.first_load import progress_line
from engine.commands.output import print_json
from engine.sample import write_sample
from engine.sample.chats import CHATS, write_chats
from engine.sample.tweets import TWEETS, write_tweets

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context

AS_OF = date(2026, 11, 20)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--customers", type=int, default=400, metavar="N", help="up to a million")
    parser.add_argument(
        "--chats", type=choices.count, default=0, metavar="N", help="chats.json, too"
    )
    parser.add_argument(
        "--tweets", type=choices.count, default=0, metavar="N", help="twcs.csv, too"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="default: 1")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        default=AS_OF,
        metavar="DATE",
        help=f"the day of the extract (default: {AS_OF})",
    )
    json_option(parser)


def run(context: Context) -> int:
    """Write the files."""
    given = context.arguments
    progress = progress_line()
    try:
        rows = write_sample(
            given.out,
            customers=given.customers,
            seed=given.seed,
            as_of=given.as_of,
            progress=lambda done, total: progress("writing customers", done, total),
        )
        for name, count, write in (
            (CHATS, given.chats, write_chats),
            (TWEETS, given.tweets, write_tweets),
        ):
            if count:
                rows[name] = write(
                    given.out,
                    count,
                    seed=given.seed,
                    as_of=given.as_of,
                    progress=partial(progress, f"writing {name}"),
                )
    except ValueError as error:
        raise UsageError(str(error)) from None
    except OSError as error:
        raise UsageError(f"{given.out} cannot be written: {error}") from None
    if given.json:
        print_json({"directory": str(given.out), "rows": rows})
    else:
        for name, count in rows.items():
            print(f"{given.out / name}: {count} rows")
    return DONE
