"""Edit a text outside the screen: in the agent's own editor, or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.language.length import LONGEST
from engine.privacy.clean import clean_text
from tui.plain.own_editor import in_editor

if TYPE_CHECKING:
    from collections.abc import Callable

END = "."
"""A line with nothing but this ends a text that is typed line by line, as in mail(1)."""


def line_by_line(ask: Callable[[str], str | None]) -> str:
    """Return a text typed line by line up to a single full stop.

    Where the input ends before it, or Ctrl+C is pressed, it is what was typed until then: nobody
    can be asked whether those lines were meant, and a draft that was not is soon thrown away.
    """
    lines: list[str] = []
    try:
        while (line := ask("")) is not None and line != END:
            lines.append(line)
    except KeyboardInterrupt:
        pass
    return "\n".join(lines)


def edited(
    text: str, command: list[str], ask: Callable[[str], str | None], say: Callable[[str], object]
) -> str | None:
    """Return what became of a text, cleaned as all that is typed; None where it stays as it is.

    Raises:
        OSError: see ``in_editor``.
    """
    if command:
        new = in_editor(command, text)
    else:
        say(f"Type the whole message; a line with a single {END} ends it, nothing before it keeps")
        say("the message as it is. Ctrl+C ends it, too.")
        new = line_by_line(ask) or text
    if new == text:
        return None
    new = clean_text(new)
    if len(new) > LONGEST:
        say(f"Only the first {LONGEST:,} characters are kept; no channel carries more.")
    return new[:LONGEST]
