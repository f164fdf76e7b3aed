"""The terminal that tests use, tried on a program of a few lines."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.screen import Screen
from tests.terminal import NotSeenError, Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[..., Terminal]

PROGRAM = r"""
import os, shutil, signal, sys, tty

def put(row, text):
    sys.stdout.write(f"\x1b[{row};1H\x1b[K\x1b[1;31m{text[:4]}\x1b[0m{text[4:]}")
    sys.stdout.flush()

tty.setraw(0)
if "stubborn" in sys.argv:
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
signal.signal(signal.SIGWINCH, lambda *_: put(4, f"size {shutil.get_terminal_size().columns}"))
put(1, "ready £ and steady")
while key := os.read(0, 32):
    if key == b"q":
        sys.exit(3)
    elif key == b"?":
        sys.stdout.write("\x1b[?2026$p\x1b[?2048$p\x1b[c")
        sys.stdout.flush()
    elif key != b"n":
        put(2, f"key {key!r}")
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the program; it is ended after the test."""
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    started: list[Terminal] = []

    def _start(*arguments: str) -> Terminal:
        environment = {"TERM": "xterm-256color", "PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
        command = [sys.executable, str(script), *arguments]
        started.append(Terminal(command, environment, columns=40, rows=10))
        return started[-1]

    yield _start
    for terminal in started:
        terminal.close()


def test_the_screen_is_what_a_person_would_see(start: Start) -> None:
    terminal = start()
    assert terminal.wait_for("ready £ and steady") > 0
    assert terminal.lines[:2] == ["ready £ and steady", ""]
    assert len(terminal.lines) == 10


def test_the_answer_to_a_key_is_what_was_written_after_it(start: Start) -> None:
    terminal = start()
    terminal.wait_for("ready")
    answer = terminal.press("down", until=r"\x1b[B")
    assert b"ready" not in answer.data
    assert len(answer) == len(answer.data) > 10
    assert answer.first is not None
    assert answer.last is not None
    assert 0 < answer.first <= answer.last


def test_a_silent_key_has_an_empty_answer(start: Start) -> None:
    terminal = start()
    terminal.wait_for("ready")
    answer = terminal.press("n", quiet=0.05)
    assert (answer.data, answer.first, answer.last) == (b"", None, None)
    assert terminal.watch(0.05) == b""


def test_what_does_not_come_is_told_with_the_screen(start: Start) -> None:
    terminal = start()
    terminal.wait_for("ready")
    with pytest.raises(NotSeenError, match="ready £ and steady"):
        terminal.wait_for("never", seconds=0.1)
    terminal.type("q")
    with pytest.raises(NotSeenError, match="the program ended"):
        terminal.wait_for("never")


def test_the_exit_code_is_that_of_the_program(start: Start) -> None:
    terminal = start()
    terminal.wait_for("ready")
    terminal.press("q", quiet=0)
    assert terminal.wait_for_exit() == 3
    terminal.close()


def test_a_dropped_line_is_a_hang_up(start: Start) -> None:
    terminal = start()
    terminal.wait_for("ready")
    terminal.hang_up()
    assert terminal.wait_for_exit() == -signal.SIGHUP


def test_close_ends_even_a_program_that_ignores_signals(start: Start) -> None:
    terminal = start("stubborn")
    terminal.wait_for("ready")
    terminal.close()
    assert terminal.wait_for_exit() == -signal.SIGKILL


def test_a_new_size_reaches_the_program(start: Start) -> None:
    terminal = start()
    terminal.wait_for("ready")
    terminal.resize(50, 12)
    terminal.wait_for("size 50")
    assert len(terminal.lines) == 12


def test_questions_are_answered_as_by_a_plain_terminal(start: Start) -> None:
    terminal = start()
    terminal.wait_for("ready")
    terminal.type("?")
    terminal.wait_for("62;22c")


def test_a_login_over_ssh_says_little_of_the_terminal() -> None:
    here = {"TERM": "xterm-kitty", "COLORTERM": "truecolor", "LINES": "50", "HOME": "/home/anna"}
    there = over_ssh(here)
    assert there == {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/0", "HOME": "/home/anna"}


def test_a_wide_character_takes_two_cells() -> None:
    screen = Screen(20, 2)
    screen.feed("名前 here\x1b[1;6Hstay".encode())
    assert screen.lines == ["名前 stay", ""]
    assert screen.has("stay ")
    screen.feed(b"\x1b[2;1Hbelow")
    assert screen.lines == ["名前 stay", "below"]


@pytest.mark.parametrize("cut", range(1, 45))
def test_a_sequence_cut_in_two_shows_nothing_of_itself(cut: int) -> None:
    data = "\x1b[>1u\x1b[<u\x1b[?2026h\x1b[1m£\x1b]0;title\x07\x1bP+q00\x1b\\ok\x1b[?6n".encode()
    screen = Screen(20, 2)
    screen.feed(data[:cut])
    screen.feed(data[cut:])
    assert screen.lines == ["£ok", ""]
