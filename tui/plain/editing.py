"""Edit a text outside the screen: in the agent's own editor, or line by line."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from engine.privacy.files import make_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

END = "."
"""A line with nothing but this ends a text that is typed line by line, as in mail(1)."""


def editor_of(setting: str, environ: Mapping[str, str]) -> list[str]:
    """Return the editor's command; empty where texts are typed line by line.

    Args:
        setting: the editor of the settings; ``none`` for no editor at all, as on a host where
            agents must not get a shell out of it.
        environ: where VISUAL and EDITOR are looked up when the settings name none.
    """
    chosen = setting or environ.get("VISUAL") or environ.get("EDITOR") or ""
    return [] if chosen == "none" else shlex.split(chosen)


def in_editor(command: list[str], text: str) -> str:
    """Let a person edit a text in a program and return it.

    Raises:
        OSError: the editor cannot be started, or ended with an error; nothing has changed.
    """
    # In a folder of its own, for its owner alone: editors put copies beside what they edit.
    with tempfile.TemporaryDirectory(prefix="sne-") as folder:
        file = Path(folder) / "message.txt"
        make_file(file)
        file.write_text(text + "\n", encoding="utf-8")
        done = subprocess.run([*command, str(file)], check=False)  # noqa: S603 - the agent's editor
        if done.returncode:
            raise OSError(f"{command[0]} ended with code {done.returncode}")
        return file.read_text(encoding="utf-8", errors="replace").rstrip("\n")


def line_by_line(ask: Callable[[str], str | None]) -> str | None:
    """Return a text typed line by line up to a single full stop; None when the input ended."""
    lines: list[str] = []
    while (line := ask("")) != END:
        if line is None:
            return None
        lines.append(line)
    return "\n".join(lines)


def edited(
    text: str, command: list[str], ask: Callable[[str], str | None], say: Callable[[str], object]
) -> str | None:
    """Return what became of a text, or None where it stays as it is.

    Raises:
        OSError: see ``in_editor``.
    """
    if command:
        new = in_editor(command, text)
    else:
        say(f"Type the whole message; a line with a single {END} ends it, nothing before it keeps")
        say("the message as it is.")
        new = line_by_line(ask) or text
    return None if new == text else new
