"""Read texts line by line, from a file or standard input, plain or as JSON lines."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from engine.commands.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


def opened(file: str) -> AbstractContextManager[IO[bytes]]:
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


def lines(source: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a source, without their ends and without a byte order mark."""
    for place, raw in enumerate(source):
        line = raw.removesuffix(b"\n").removesuffix(b"\r")
        if place == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        # A byte that is no UTF-8 becomes one replacement character; the line still gets its answer.
        yield line.decode("utf-8", errors="replace")


def text_of(line: str) -> str:
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
