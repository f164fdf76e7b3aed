"""Say how customers' texts read: positive, neutral or negative.

Reads FILE or standard input and prints a JSON object for each line: {"text", "label", "score"}, the
score from -1 (furious) to 1 (delighted). With --jsonl each line read is a JSON object with "text";
a line that cannot be read is named on stderr and left out, the others go on, and the exit code is
1. Works offline by word lists; needs no database and no network.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from engine.commands.errors import DONE, IN_PART, WRONG
from engine.commands.lines import lines, opened, text_of
from engine.conversations.understanding.sentiment import sentiment

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="lines to read; - is standard input"
    )
    parser.add_argument(
        "--jsonl", action="store_true", help='each line read is a JSON object with "text"'
    )


def run(context: Context) -> int:
    """Judge line by line; one answer for each line, in order."""
    options = context.arguments
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
            mood = sentiment(text)
            # ASCII only: a lone surrogate or a line separator must not break the line.
            print(json.dumps({"text": text, "label": mood.label, "score": mood.score}))
            if at_once:
                sys.stdout.flush()
    if bad:
        return IN_PART if done else WRONG
    return DONE
