"""The way of the screen to the terminal: which of Textual's drivers, and one that sends less."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui.driver.abilities import abilities_of
from tui.terminal import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.driver import Driver

LEAN, STOCK = "lean", "stock"


def decide_driver(wanted: str, environ: Mapping[str, str]) -> Decision[str]:
    """Return the name of the driver for the setting ``screen.driver``.

    Args:
        wanted: ``lean``, ``stock``, or ``auto``: the lean one wherever the cursor can be placed.
        environ: tells what terminal this is.
    """
    if os.name != "posix":
        return Decision(STOCK, "the lean driver needs a POSIX system")
    if wanted != "auto":
        return Decision(wanted, "screen.driver says so")
    if abilities_of(environ.get("TERM", ""), environ) is None:
        return Decision(STOCK, "the terminal's description knows no way to place the cursor")
    return Decision(LEAN, "the terminal can place its cursor")


def driver_called(name: str) -> type[Driver] | None:
    """Return the driver of this name; None stands for Textual's own."""
    if name == STOCK:
        return None
    from tui.driver.lean import LeanDriver

    return LeanDriver


def lag_of(driver: Driver | None) -> float:
    """Return how many seconds the line took for about a case; 0 where the driver cannot tell."""
    lag: float = getattr(driver, "lag_seconds", 0.0)
    return lag
