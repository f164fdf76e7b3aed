"""Ctrl+Z: back to the shell and in again; nowhere to go back to where no shell waits."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from tests.keyboard import SNE
from tests.terminal import Terminal, over_ssh


@pytest.fixture
def variables(environment: dict[str, str], loaded_database: Path, tmp_path: Path) -> dict[str, str]:
    database = shutil.copy(loaded_database, tmp_path / "suspend.db")
    return over_ssh(environment | {"SNE_DATABASE": str(database), "PS1": "shell> "})


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell with job control")
def test_the_shell_gets_the_terminal_and_gives_it_back(variables: dict[str, str]) -> None:
    with Terminal(("bash", "--norc", "-i"), variables) as terminal:
        terminal.wait_for("shell>")
        terminal.type(f"{shlex.join(SNE)}\r")
        terminal.wait_for("1 of ")
        terminal.type("j\x1a")
        terminal.wait_for("Stopped")
        terminal.type("echo awake-$((6 * 7))\r")
        terminal.wait_for("awake-42")
        terminal.type("fg\r")
        terminal.wait_for("2 of ")
        terminal.type("j")
        terminal.wait_for("3 of ")


def test_without_a_shell_it_stays_awake(variables: dict[str, str]) -> None:
    with Terminal(SNE, variables) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("\x1a")
        terminal.wait_for("no shell waits for this program")
        terminal.type("j")
        terminal.wait_for("2 of ")
