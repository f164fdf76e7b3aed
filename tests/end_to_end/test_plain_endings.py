"""Plain mode, when an edit ends otherwise than it should: what was typed is kept as a draft."""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
import stat
import struct
import sys
import termios
from contextlib import closing
from pathlib import Path

import pytest

from engine.errors import OperatorError
from engine.settings import Settings
from tests.conftest import Sne
from tests.terminal import Terminal, over_ssh
from tui.plain.own_editor import editor_of

pytestmark = pytest.mark.usefixtures("loaded")

PLAIN = [sys.executable, "-m", "tui", "work", "--plain"]
TYPED = {"EDITOR": "", "VISUAL": ""}

HANG_UP, TERMINATE, INTERRUPT = "hang up", "terminate", "interrupt"


@pytest.fixture
def desk(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of an agent at a terminal, with a folder of its own for temporary files."""
    (tmp_path / "scratch").mkdir()
    return over_ssh(environment) | {"TMPDIR": str(tmp_path / "scratch")}


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that changes the terminal, saves at once, stays open, and dies of Ctrl+C."""
    script = tmp_path / "editor"
    script.write_text(
        '#!/bin/sh\nstty -onlcr\necho "Saved words." > "$1"\necho "editor: open"\nexec cat\n'
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


def drafts(settings: Settings) -> list[str]:
    with closing(sqlite3.connect(settings.database)) as connection:
        return [text for (text,) in connection.execute("SELECT message FROM drafts")]


def wait_until_read(terminal: Terminal) -> None:
    """Wait until the program sleeps and has left nothing unread: what it echoes is not yet read."""
    line = os.open(f"/proc/{terminal.pid}/fd/0", os.O_RDWR | os.O_NOCTTY)
    try:
        while True:
            (unread,) = struct.unpack("i", fcntl.ioctl(line, termios.FIONREAD, b"\0" * 4))
            state = Path(f"/proc/{terminal.pid}/stat").read_text(encoding="ascii").split()[2]
            if not unread and state == "S":
                return
            terminal.watch(0.02)
    finally:
        os.close(line)


def end(terminal: Terminal, how: str) -> int:
    """End what goes on in the terminal, then the program; return its exit code."""
    if how == HANG_UP:
        terminal.hang_up()
    elif how == TERMINATE:
        os.kill(terminal.pid, signal.SIGTERM)
    else:
        terminal.press("ctrl+c", until="Saved as your draft")
        assert termios.tcgetattr(terminal._master)[1] & termios.ONLCR, "not as it was before"
        terminal.type("q\r")
    return terminal.wait_for_exit(seconds=10)


CODES = [(HANG_UP, 0), (TERMINATE, 128 + signal.SIGTERM), (INTERRUPT, 0)]


@pytest.mark.parametrize(("how", "code"), CODES)
def test_lines_that_were_typed_are_a_draft(
    desk: dict[str, str], settings: Settings, how: str, code: int
) -> None:
    with Terminal(PLAIN, desk | TYPED) as terminal:
        terminal.wait_for("lists what you can do")
        terminal.type("e\r")
        terminal.wait_for("ends it")
        terminal.type("Hello my dear\rworld\r")
        terminal.wait_for("world")
        wait_until_read(terminal)
        assert end(terminal, how) == code
    assert drafts(settings) == ["Hello my dear\nworld"]


@pytest.mark.parametrize(("how", "code"), CODES)
def test_what_the_editor_has_saved_is_a_draft_and_nothing_stays_behind(
    desk: dict[str, str], settings: Settings, editor: Path, how: str, code: int
) -> None:
    with Terminal(PLAIN, desk | {"SNE_DESK_EDITOR": str(editor)}) as terminal:
        terminal.wait_for("lists what you can do")
        terminal.press("e")
        terminal.press("enter", until="editor: open")
        assert end(terminal, how) == code
    assert drafts(settings) == ["Saved words."]
    assert not list(Path(desk["TMPDIR"]).iterdir())


def test_the_end_of_the_input_ends_the_text(sne: Sne, settings: Settings) -> None:
    walked = sne("work", "--plain", stdin="e\nHello my dear\nworld\n", **TYPED)
    assert walked.code == 0
    assert "Saved as your draft" in walked.out
    assert drafts(settings) == ["Hello my dear\nworld"]


@pytest.mark.parametrize(
    ("setting", "environ", "named"),
    [
        ("", {"EDITOR": "vi'"}, "variable EDITOR"),
        ("", {"VISUAL": "vi'", "EDITOR": "vi"}, "variable VISUAL"),
        ("vi'", {"EDITOR": "vi"}, "setting desk.editor"),
    ],
)
def test_an_editor_that_is_no_command_is_named(
    setting: str, environ: dict[str, str], named: str
) -> None:
    with pytest.raises(OperatorError, match=f"""{named} is "vi'", which is no command"""):
        editor_of(setting, environ)


def test_an_editor_that_is_no_command_ends_before_anything_begins(sne: Sne) -> None:
    walked = sne("work", "--plain", stdin="e\nq\n", EDITOR="vi'", VISUAL="")
    assert (walked.code, walked.out) == (2, "")
    assert walked.err.startswith("sne: the variable EDITOR is")


def test_filters_of_the_walk_are_not_dropped_in_silence(sne: Sne) -> None:
    for filters in (
        "--priority Critical", "--view mine", "--everyone", "--segment all", "--search bill",
        "--sort name", "--mine", "--recommended", "--assigned-to ben", "--team north",
    ):  # fmt: skip
        opened = sne("work", *filters.split())
        assert opened.code == 2
        assert opened.err.startswith(f"sne: {filters.split()[0]} goes with --plain")
    both = sne("work", "--mine", "--sort", "name")
    assert both.err.startswith("sne: --sort, --mine go with --plain")


@pytest.fixture
def binary(tmp_path: Path) -> str:
    """The command of an editor that leaves three megabytes of anything."""
    script = tmp_path / "binary.py"
    script.write_text(
        "import sys, pathlib\n"
        "pathlib.Path(sys.argv[1]).write_bytes(b'\\x1b[31mred\\x00\\xff ' * 300_000)\n"
    )
    return f"{sys.executable} {script}"


def test_a_text_is_cleaned_and_no_longer_than_the_screen_takes(
    sne: Sne, settings: Settings, binary: str
) -> None:
    walked = sne("work", "--plain", stdin="e\nq\n", SNE_DESK_EDITOR=binary)
    assert "Only the first 10,000 characters are kept" in walked.out
    assert drafts(settings) == ["red " * 2_500]


def test_typed_lines_are_cut_like_every_text(sne: Sne, settings: Settings) -> None:
    walked = sne("work", "--plain", stdin=f"e\n{'x' * 9_999}\n\x1b[31mmore\n.\nq\n", **TYPED)
    assert "Only the first 10,000 characters are kept" in walked.out
    assert drafts(settings) == ["x" * 9_999 + "\n"]
