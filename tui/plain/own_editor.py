"""The agent's own editor: which program it is, and what it leaves of a text however it ends."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import tempfile
import termios
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import OperatorError
from engine.language.length import LONGEST
from engine.privacy.files import make_file
from tui.plain.keyboard import ENDS, handled
from tui.terminal import terminal_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

    from tui.terminal import TerminalState

_GRACE_SECONDS = 2.0
"""How long an editor may take to end when the line has dropped."""

_READ_AT_MOST = 10 * LONGEST
"""Characters beyond the text's own: more of a file is never looked at, however large it is."""


class _ToldToEndError(Exception):
    """The line dropped, or the program was told to end, while the editor was open."""


def editor_of(setting: str, environ: Mapping[str, str]) -> list[str]:
    """Return the editor's command; empty where texts are typed line by line.

    Args:
        setting: the editor of the settings; ``none`` for no editor at all, as on a host where
            agents must not get a shell out of it.
        environ: where VISUAL and EDITOR are looked up when the settings name none.

    Raises:
        OperatorError: it cannot be read as a command; the message names where it was set.
    """
    places = [("the setting desk.editor", setting)]
    places += [(f"the variable {name}", environ.get(name, "")) for name in ("VISUAL", "EDITOR")]
    where, chosen = next((place for place in places if place[1]), ("", ""))
    try:
        return [] if chosen == "none" else shlex.split(chosen)
    except ValueError as error:
        raise OperatorError(
            f"{where} is {chosen!r}, which is no command ({error}); name an editor, as in: vi"
        ) from None


def in_editor(command: list[str], text: str) -> str:
    """Let a person edit a text in a program and return what it has saved, however it ended.

    Where a signal has ended it with us, the text is returned all the same; the signal then goes to
    whoever handles it outside.

    Raises:
        OSError: the editor cannot be started, or ended with an error and nothing has changed.
    """
    told: list[int] = []
    written = text + "\n"
    try:
        # In a folder of its own, for its owner alone: editors put copies beside what they edit.
        with tempfile.TemporaryDirectory(prefix="sne-") as folder:
            file = Path(folder) / "message.txt"
            make_file(file)
            file.write_text(written, encoding="utf-8", newline="")
            before = terminal_state()
            code = _run([*command, str(file)], told)
            _put_back(before)
            with file.open(encoding="utf-8", errors="replace", newline="") as stream:
                left = stream.read(len(written) + _READ_AT_MOST)
    finally:
        for number in told:
            signal.raise_signal(number)
    if left != written:
        return left.rstrip("\r\n")
    if code and not told:
        raise OSError(f"{command[0]} ended with code {code}")
    return text


def _put_back(terminal: TerminalState) -> None:
    """Set the terminal as it was before an editor that may have ended without doing so itself."""
    if terminal is not None and sys.__stdin__:
        with suppress(termios.error, OSError):
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, terminal)


def _run(command: list[str], told: list[int]) -> int:
    """Run a program to its end and return its exit code; ``told`` gets the signals to end."""
    is_waiting = False

    def end(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        if is_waiting and len(told) == 1:
            raise _ToldToEndError

    # Ctrl+C and Ctrl+\ are the editor's, which gets them from the terminal. Here they are caught,
    # not ignored: the editor would inherit that.
    with handled(lambda *_: None, signal.SIGINT, signal.SIGQUIT), handled(end, *ENDS):
        child = subprocess.Popen(command)  # noqa: S603 - the agent's editor
        with suppress(_ToldToEndError):
            is_waiting = True
            if not told:
                child.wait()
            is_waiting = False
        if not told:
            return child.returncode
        child.terminate()
        try:
            return child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()
