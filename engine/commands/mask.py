"""Replace personal data in lines of text by tokens such as <NAME_1>.

Reads FILE or standard input and prints one line for each line. With --json each answer is
{"text": ..., "spans": [{"start", "end", "label"}]}, the spans being character offsets in the line
as it was read. With --jsonl each line read is a JSON object with "text"; a line that cannot be
read is named on stderr and left out, the others go on, and the exit code is 1. Each line is a
customer of its own unless --same-customer is given. Needs no database and no network.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, WRONG
from engine.commands.lines import lines, opened, text_of
from engine.privacy.masking import Masker

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="lines to mask; - is standard input"
    )
    parser.add_argument(
        "--jsonl", action="store_true", help='each line read is a JSON object with "text"'
    )
    parser.add_argument(
        "--same-customer", action="store_true", help="the same value is the same token throughout"
    )
    json_option(parser)


def run(context: Context) -> int:
    """Mask line by line; one answer for each line, in order."""
    options = context.arguments
    masker = Masker()
    done = bad = 0
    at_once = sys.stdin.isatty() or sys.stdout.isatty()
    with opened(options.file) as source:
        for number, line in enumerate(lines(source), start=1):
            try:
                text = text_of(line) if options.jsonl else line
            except ValueError as error:
                bad += 1
                print(f"sne: line {number}: {error}", file=sys.stderr)
                continue
            done += 1
            if not options.same_customer:
                masker = Masker()
            _print(masker, text, as_json=options.json, jsonl=options.jsonl)
            if at_once:
                sys.stdout.flush()
    if bad:
        return IN_PART if done else WRONG
    return DONE


def _print(masker: Masker, text: str, *, as_json: bool, jsonl: bool) -> None:
    masked, spans = masker.mask_with_spans(text)
    if as_json:
        places = [{"start": s.start, "end": s.end, "label": s.label} for s in spans]
        # ASCII only: a lone surrogate or a line separator in a text must not break the line.
        print(json.dumps({"text": masked, "spans": places}))
    elif jsonl:
        # The text may hold line ends; an answer is one line.
        print(" ".join(masked.splitlines()))
    else:
        print(masked)
