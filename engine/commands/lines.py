"""Read texts line by line, from a file or standard input, plain or as JSON lines."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from engine.commands.errors import DONE, IN_PART, WRONG, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Declare what to read: FILE and --jsonl.

    Args:
        parser: of the command.
        verb: what is done with the lines, for the help.
    """
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help=f"lines to {verb}; - is standard input"
    )
    parser.add_argument(
        "--jsonl", action="store_true", help='each line read is a JSON object with "text"'
    )


def answer_each(options: argparse.Namespace, answer: Callable[[str], str]) -> int:
    """Print an answer to each line, in order; name on stderr what cannot be read, and go on.

    Args:
        options: what :func:`arguments` declared.
        answer: from a text to a line.

    Returns:
        The exit code: not zero where a line could not be read.

    Raises:
        UsageError: the file cannot be read.
    """
    done = bad = 0
    at_once = sys.stdin.isatty() or sys.stdout.isatty()
    with _opened(options.file) as source:
        for number, line in enumerate(_lines(source), start=1):
            try:
                text = _text_of(line) if options.jsonl else line
            except ValueError as error:
                bad += 1
                print(f"sne: line {number}: {error}", file=sys.stderr)
                continue
            done += 1
            print(answer(text), flush=at_once)
    if bad:
        return IN_PART if done else WRONG
    return DONE


def _opened(file: str) -> AbstractContextManager[IO[bytes]]:
    """Return the lines' source: bytes, so that only a line feed ends a line.

    Args:
        file: a path; ``-`` is standard input.

    Raises:
        UsageError: the file cannot be read.
    """
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from None


def _lines(source: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a source, without their ends and without a byte order mark."""
    for place, raw in enumerate(source):
        line = raw.removesuffix(b"\n").removesuffix(b"\r")
        if place == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        # A byte that is no UTF-8 becomes one replacement character; the line still gets its answer.
        yield line.decode("utf-8", errors="replace")


def _text_of(line: str) -> str:
    """Return the text of a JSON line; an empty line is an empty text.

    Raises:
        ValueError: it is no JSON object with a text; the message says what it is.
    """
    if not line.strip():
        return ""
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    text = value.get("text") if isinstance(value, dict) else None
    if isinstance(text, str):
        return text
    raise ValueError('not an object with a "text" that is a string')
