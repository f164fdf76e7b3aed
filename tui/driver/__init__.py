"""The way of the screen to the terminal: which of Textual's drivers, and one that sends less."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui.driver.abilities import abilities_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.driver import Driver


def choose_driver(wanted: str, environ: Mapping[str, str]) -> type[Driver] | None:
    """Return the driver for the setting ``screen.driver``; None stands for Textual's own.

    Args:
        wanted: ``lean``, ``stock``, or ``auto``: the lean one wherever the cursor can be placed.
        environ: tells what terminal this is.
    """
    if wanted == "stock" or os.name != "posix":
        return None
    if wanted == "auto" and abilities_of(environ.get("TERM", ""), environ) is None:
        return None
    from tui.driver.lean import LeanDriver

    return LeanDriver
