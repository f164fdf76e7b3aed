"""Replace personal data in lines of text by tokens such as <NAME_1>.

Reads FILE or standard input and prints one line for each line. With --json each answer is
{"text": ..., "spans": [{"start", "end", "label"}]}, the spans being character offsets in the line
as it was read. With --jsonl each line read is a JSON object with "text"; a line that cannot be
read is named on stderr and left out, the others go on, and the exit code is 1. Each line is a
customer of its own unless --same-customer is given. Needs no database and no network.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.commands import lines
from engine.commands.context import json_option
from engine.privacy.masking import Masker

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    lines.arguments(parser, "mask")
    parser.add_argument(
        "--same-customer", action="store_true", help="the same value is the same token throughout"
    )
    json_option(parser)


def run(context: Context) -> int:
    """Mask line by line; one answer for each line, in order."""
    options = context.arguments
    of_all = Masker()

    def masked(text: str) -> str:
        masker = of_all if options.same_customer else Masker()
        return _line(masker, text, as_json=options.json, jsonl=options.jsonl)

    return lines.answer_each(options, masked)


def _line(masker: Masker, text: str, *, as_json: bool, jsonl: bool) -> str:
    masked, spans = masker.mask_with_spans(text)
    if as_json:
        places = [{"start": s.start, "end": s.end, "label": s.label} for s in spans]
        # ASCII only: a lone surrogate or a line separator in a text must not break the line.
        return json.dumps({"text": masked, "spans": places})
    # The text of a JSON line may hold line ends; an answer is one line.
    return " ".join(masked.splitlines()) if jsonl else masked
