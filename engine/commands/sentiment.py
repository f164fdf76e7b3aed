"""Say how customers' texts read: positive, neutral or negative.

Reads FILE or standard input and prints a JSON object for each line: {"text", "label", "score"}, the
score from -1 (furious) to 1 (delighted). With --jsonl each line read is a JSON object with "text";
a line that cannot be read is named on stderr and left out, the others go on, and the exit code is
1. Works offline by word lists; needs no database and no network.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.commands import lines
from engine.conversations.understanding.sentiment import sentiment

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    lines.arguments(parser, "judge")


def run(context: Context) -> int:
    """Judge line by line; one answer for each line, in order."""
    return lines.answer_each(context.arguments, _judged)


def _judged(text: str) -> str:
    mood = sentiment(text)
    # ASCII only: a lone surrogate or a line separator must not break the line.
    return json.dumps({"text": text, "label": mood.label, "score": mood.score})
