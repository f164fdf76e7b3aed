"""CSV files for people and spreadsheets: written whole or not at all, and safe to open."""

from __future__ import annotations

import csv
import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from engine.commands.errors import UsageError
from engine.privacy.files import make_file
from engine.privacy.spreadsheet import safe_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    Rows = Iterable[Sequence[object]]


def write_files(files: Mapping[Path, tuple[Sequence[str], Rows]]) -> dict[Path, int]:
    """Write tables, all of them or none; return how many rows each one has.

    Each is written under another name beside its own, and takes its own when all are complete.

    Args:
        files: by their paths, the header and the rows of each.

    Raises:
        UsageError: a file cannot be written.
    """
    counts = {}
    with ExitStack() as stack:
        drafts = {path: stack.enter_context(_draft(path)) for path in files}
        for path, (header, rows) in files.items():
            try:
                counts[path] = _write(drafts[path], header, rows)
            except OSError as error:
                raise _cannot(path, error) from None
        for path, draft in drafts.items():
            try:
                draft.replace(path)
            except OSError as error:
                raise _cannot(path, error) from None
    return counts


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Make an empty file beside ``path``, gone at the end unless it has become ``path``."""
    if path.is_dir():
        raise UsageError(f"{path}: cannot be written: it is a directory")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        make_file(draft)
    except OSError as error:
        raise _cannot(path, error) from None
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, header: Sequence[str], rows: Rows) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        for row in rows:
            writer.writerow(safe_row(row))
            count += 1
        stream.flush()
        os.fsync(stream.fileno())
    return count


def _cannot(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path}: cannot be written: {error.strerror or error}")
