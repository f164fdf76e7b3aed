"""What kind of terminal this is, and what follows from it. Nothing here imports Textual.

Textual reads its settings from the environment when it is imported, so ``prepare`` must come first.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from engine.errors import OperatorError

TerminalState = list[Any] | None
"""What ``termios`` says of a terminal; None where there is none."""

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping
    from types import FrameType

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Decision(Generic[_Value]):
    """What was decided about a terminal, and the reason: a few words for ``sne doctor``."""

    value: _Value
    why: str


_COLOURLESS = re.compile("vt(50|52|100|102|125|131|132|220|320|340|420)|.*-(m|mono)$")
"""Names of terminals without colours, as terminfo writes them."""


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the far end of an SSH connection."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def has_few_colours(environ: Mapping[str, str]) -> bool:
    """Whether the terminal announces less than 256 colours."""
    term = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return False
    return not any(
        word in term for word in ("256color", "direct", "truecolor", "kitty", "alacritty")
    )


def has_no_colours(environ: Mapping[str, str]) -> bool:
    """Whether colours are not wanted (``NO_COLOR``), or the terminal is one of the old ones."""
    return bool(environ.get("NO_COLOR")) or _COLOURLESS.match(environ.get("TERM", "")) is not None


def refuse_dumb(environ: Mapping[str, str]) -> None:
    """Refuse a terminal on which nothing can be placed.

    Raises:
        OperatorError: it is one; the message says what to do instead.
    """
    if environ.get("TERM") == "dumb":
        raise OperatorError(
            "this terminal (TERM=dumb) cannot place a cursor, so there is no screen on it; "
            "sne work --plain walks the same worklist line by line"
        )


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what Textual reads on import: nothing moves by itself, so that an idle line is silent.

    ``NO_COLOR`` is taken away: Textual would paint the terminal's default colours black on black.
    The plain theme, which has no colour at all, does what it asks for; see ``decide_theme``.
    """
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    environ.pop("NO_COLOR", None)


def has_shell() -> bool:
    """Whether a shell with job control started this program and waits for it.

    A command that a login was made for (ForceCommand) has none: stopped, it would stay so.
    """
    try:
        parent = os.getppid()
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:
        return False


def is_interactive() -> bool:
    """Whether a person sits at both ends of the program."""
    # A stream that was closed by the caller is None.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def on_hang_up(save: Callable[[], object], before: TerminalState) -> None:
    """When the line drops or the program is told to end: save, then end at once.

    A clean shutdown would write to a terminal that is gone and hang. What matters is on the disk.
    Where the terminal is still there (SIGTERM), it is given back as it was, without waiting.
    """

    def handler(number: int, _frame: FrameType | None) -> None:
        try:
            save()
            if number == signal.SIGTERM:
                _give_back_terminal(before)
        finally:
            os._exit(0 if number == signal.SIGHUP else 128 + number)

    for name in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(name, handler)


# No half-sent frame, main screen, cursor shown, no reports of mouse and focus, no bracketed paste,
# lines that wrap, plain keys, plain style.
_RESET = (
    b"\x1b[?2026l\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l"
    b"\x1b[?2004l\x1b[?7h\x1b[<u\x1b[0m"
)


def terminal_state() -> TerminalState:
    """Return how the terminal is set, to be asked before the screen takes it over."""
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, ValueError, OSError):
        return None


def _give_back_terminal(attributes: TerminalState) -> None:
    """Put the terminal back; a terminal that takes nothing is not waited for."""
    try:
        tty = os.open("/dev/tty", os.O_WRONLY | os.O_NONBLOCK)
        os.write(tty, _RESET)
        if attributes is not None:
            termios.tcsetattr(tty, termios.TCSANOW, attributes)
    except OSError:
        return
