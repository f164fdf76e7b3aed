"""Load the customer files the first time they are needed; show how far a load is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from engine.commands.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.ingest.report import LoadReport
    from engine.pipeline import Workbench


def load_on_first_use(workbench: Workbench) -> None:
    """Load the data directory of the settings into an empty database.

    Raises:
        UsageError: the files there cannot be loaded.
    """
    report = workbench.load(workbench.settings.data_directory, progress_line())
    if report.status == "refused":
        raise UsageError(f"no customers are loaded yet, and {error_line(report)}")


def error_line(report: LoadReport) -> str:
    """Return why a set was refused, file by file, in one line."""
    return "; ".join(f"{file.file}: {file.error}" for file in report.files if file.error)


def progress_line() -> Callable[[str, int, int], None]:
    """Return a progress function that redraws one line on a terminal, and is silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda _what, _done, _total: None
    last = ""

    def show(what: str, done: int, total: int) -> None:
        nonlocal last
        line = f"{what}: {done * 100 // max(total, 1)} %"
        if line != last:
            end = "\r" if done < total else "\r\x1b[K"
            print(f"\r{line:<60}", end=end, file=sys.stderr, flush=True)
            last = line

    return show
