"""What tests and benchmarks do at the keyboard of ``sne``, each step awaited on the screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from engine.models.vocabulary import Segment

if TYPE_CHECKING:
    from tests.terminal import Answer, Terminal

SNE = (sys.executable, "-m", "tui")

BETWEEN_MOVES = 0.15
"""Seconds of silence after a move: the next one must not count as that of a held key."""


def list_everyone(terminal: Terminal, customers: int) -> None:
    """Open the list of all ``customers`` of all segments, and go to the first."""
    terminal.wait_for("WHY FIRST")
    terminal.type("2" + "3" * len(Segment))
    terminal.press("home", until=f" 1 of {customers:,}")


def move(terminal: Terminal, key: str, place: int) -> Answer:
    """Move by ``key`` to a place of the list; return what that wrote, the case included."""
    return terminal.press(key, until=f" {place:,} of ", quiet=BETWEEN_MOVES)


def write(terminal: Terminal, text: str) -> list[Answer]:
    """Write at the cursor of an open editor, on a line of its own; return the answers by letter.

    The line begins with letters that are nowhere else on the screen, so that what is awaited is
    what was written.
    """
    line = "Zqx "
    terminal.press("enter")
    terminal.type(line)
    terminal.wait_for(line.strip())
    terminal.wait_until_quiet()
    answers = []
    for letter in text:
        line += letter
        answers.append(terminal.press(letter, until=line.rstrip()))
    return answers
