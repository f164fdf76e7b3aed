"""The log file: errors in full, for the operator. Agents read one plain line on the screen."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from engine.privacy.files import make_file

if TYPE_CHECKING:
    from pathlib import Path


def write_error(path: Path, error: BaseException) -> bool:
    """Append ``error`` with its traceback; return False when the log cannot be written."""
    try:
        make_file(path)
        with path.open("a", encoding="utf-8", errors="replace") as log:
            traceback.print_exception(error, file=log)
    except OSError:
        return False
    return True
