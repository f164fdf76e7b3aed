"""Terminals as they come: without colours, without UTF-8, torn, noisy, stuck; nothing goes wrong.

One started program serves several checks, since the start is what costs.
"""

from __future__ import annotations

import base64
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from engine.pipeline import open_workbench
from engine.privacy.clean import clean_text
from engine.settings import Settings
from tests.terminal import Terminal, over_ssh
from tui.pace import CONFIRM_SECONDS

SNE = [sys.executable, "-m", "tui"]
COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9\d|10\d)[;m]")
MEGABYTES = 5 << 20


class Silent(Terminal):
    """A terminal that answers no question, as that of a console or a serial line."""

    def _answer(self, data: bytes) -> None:
        """Do not."""


@pytest.fixture
def at_work(
    loaded_database: Path, settings: Settings, environment: dict[str, str]
) -> dict[str, str]:
    """The environment of an agent who comes in over SSH to a loaded database."""
    shutil.copy(loaded_database, settings.database)
    return over_ssh(environment)


def acts(settings: Settings) -> list[tuple[str, ...]]:
    """What was done to customers: messages approved, customers put aside."""
    with closing(sqlite3.connect(settings.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute(
            "SELECT 'message' FROM outbox UNION ALL SELECT 'aside' FROM dispositions"
        ).fetchall()


def end(terminal: Terminal) -> None:
    """End the program from wherever it is: every Esc alone, then q."""
    for _ in range(3):
        terminal.press("escape")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize(
    ("variables", "has_colours"),
    [
        ({"TERM": "linux"}, True),
        ({"TERM": "screen", "TMUX": "default,1,0"}, True),
        ({"TERM": "vt220"}, False),
    ],
)
def test_sixteen_colours_or_none_and_no_answer_to_any_question(
    at_work: dict[str, str], variables: dict[str, str], *, has_colours: bool
) -> None:
    with Silent(SNE, at_work | variables, columns=80, rows=24) as terminal:
        terminal.wait_for("1 of ")
        terminal.press("enter", until="Message")
        copied = terminal.press("C", until="Sent to your terminal").data
        message = base64.b64decode(copied.split(b"\x1b]52;c;")[1].split(b"\a")[0]).decode()
        assert message.startswith("OPENING\nHello")
        data = terminal.written
        assert bool(COLOUR.search(data)) == has_colours
        assert not re.search(rb"[34]8;[25]", data), "only the sixteen"
        assert any("Critical" in line for line in terminal.lines)


def test_a_dumb_terminal_is_refused_in_one_line(at_work: dict[str, str]) -> None:
    with Terminal(SNE, at_work | {"TERM": "dumb"}) as terminal:
        assert terminal.wait_for_exit() == 2
        assert re.fullmatch(
            rb"sne: [^\x1b\n]*sne work --plain[^\x1b\n]*\n", terminal.written.replace(b"\r", b"")
        )


@pytest.mark.parametrize(
    ("variables", "encoding"),
    [({"LANG": "C"}, "ascii"), ({"LC_ALL": "en_GB.ISO-8859-1"}, "iso8859-1")],
)
def test_without_utf_8(
    at_work: dict[str, str], settings: Settings, variables: dict[str, str], encoding: str
) -> None:
    with closing(sqlite3.connect(settings.database)) as connection, connection:
        connection.execute("UPDATE customer_profiles SET name = 'Zoë £ 李 Łuk'")
    with Terminal(SNE, at_work | variables) as terminal:
        terminal.wait_for("1 of ")
        terminal.press("e", until="editing")
        terminal.type("plain")
        terminal.wait_for("plain")
        terminal.wait_until_quiet()
        shown = terminal.written
        text = shown.decode(encoding)  # raises where a byte does not belong to it
        assert ("Zo\xeb \xa3 ?? Luk" if encoding != "ascii" else "Zoe ? ?? Luk") in text
        assert b"\xe2\x96" not in shown
        if encoding != "ascii":
            os.write(terminal._master, b" caf\xe9")
        terminal.press("ctrl+s", until="Review")
        end(terminal)
    (draft,) = open_workbench(settings).drafts()
    assert draft.message.endswith("plain" if encoding == "ascii" else "plain caf\xe9")


def test_pasted_megabytes_are_cut_and_never_act(
    at_work: dict[str, str], settings: Settings
) -> None:
    words = "sy x\r1z3 Please send this now. "
    paste = words * (MEGABYTES // len(words))
    short = words * 1_000
    with Terminal(SNE, at_work) as terminal:
        terminal.wait_for("1 of ")
        for pasted in (paste, f"\x1b[200~{short}\x1b[201~"):
            paste_in(terminal, pasted)
            terminal.wait_for("not a command")
            terminal.wait_until_quiet(0.4)
            terminal.press("j", until="2 of ")
            terminal.press("k", until="1 of ")
            assert not acts(settings)
        terminal.press("/", until="Search")
        paste_in(terminal, f"\x1b[200~{short}\x1b[201~")
        terminal.wait_for("was cut")
        terminal.press("escape", until="1 of ")
        terminal.press("e", until="editing")
        paste_in(terminal, f"\x1b[200~{paste}\x1b[201~")
        terminal.wait_for("was cut")
        terminal.press("backspace")
        end(terminal)
    assert not acts(settings)
    (draft,) = open_workbench(settings).drafts()
    assert len(draft.message) == 9_999


def paste_in(terminal: Terminal, text: str) -> None:
    """Write while reading, as a terminal does: both ends have buffers that fill."""
    data = memoryview(text.encode())
    os.set_blocking(terminal._master, False)
    try:
        while data:
            try:
                data = data[os.write(terminal._master, data) :]
            except BlockingIOError:
                terminal._read(0.001)
    finally:
        os.set_blocking(terminal._master, True)


def test_noise_never_sends(at_work: dict[str, str], settings: Settings) -> None:
    """Letters in noise are commands and may open, sort and edit; to send takes a look."""
    draw = random.Random(5)
    torn = [
        b"\x1b[",
        b"\x1b[200",
        b"\x1b]52;c;",
        b"\x1bP",
        b"\x1b[<0;3",
        b"\xc3",
        b"\xf0\x9f",
        b"\x1b",
    ]
    whole = [
        b"\x1b[?62;22c",
        b"\x1b[0n",
        b"\x1b[3;4R",
        b"\x1b[<0;9;4M",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[M !!",
    ]
    whole += [
        b"\x1b]11;rgb:0/0/0\x07",
        b"\x1b[48;9999;9999;9;9t",
        b"\x1b[99999999999u",
        b"\x1b[?2026;2$y",
    ]
    with Terminal(SNE, at_work | {"SNE_SENDING_UNDO_SECONDS": "1"}) as terminal:
        terminal.wait_for("1 of ")
        before = terminal.lines
        for answer in whole:
            if answer not in (b"\x1b[<0;9;4M", b"\x1b[M !!"):
                os.write(terminal._master, answer)
        assert terminal.watch(0.2) == b"" or terminal.lines == before, "answers are not keys"
        terminal.press("s", until="Review")
        for _ in range(150):
            length = draw.choice((2, 9, 20))
            noise = (
                bytes(draw.choices(range(256), k=length))
                if draw.random() < 0.5
                else (draw.choice(torn) + draw.choice((b"sy", b"syyy", b"ysy", b"says yes")))
            )
            # The keys that end the program for good are another matter.
            noise = re.sub(rb"[qx\x11\x1a\x1c\x03]", b"y", noise)
            os.write(terminal._master, draw.choice((noise, draw.choice(whole))))
            terminal._read(0)
        terminal.wait_until_quiet(1.2)
        assert not [act for act in acts(settings) if act[0] == "message"]
        for _ in range(4):
            terminal.press("escape", quiet=0.15)
        terminal.press("s", until="Review", quiet=2 * CONFIRM_SECONDS)
        terminal.press("y", until="goes at")
        end(terminal)
    assert [act[0] for act in acts(settings)].count("message") == 1


def test_a_storm_of_sizes(at_work: dict[str, str]) -> None:
    with Terminal(SNE, at_work) as terminal:
        terminal.wait_for("1 of ")
        draw = random.Random(7)
        for number in range(200):
            terminal.resize(draw.randint(1, 200), draw.randint(1, 60))
            if number % 10 == 0:
                terminal.type("j")
        terminal.resize(120, 36)
        terminal.wait_until_quiet()
        assert len(terminal.written) < 200 * 20_000
        # Where a window shows nothing, a key moves nothing: how many of them did is left open.
        terminal.press("g", until="1 of ")
        terminal.press("G", until="21 of ")
        terminal.wait_until_quiet()
        stormed = terminal.lines
    with Terminal(SNE, at_work) as peaceful:
        peaceful.wait_for("1 of ")
        peaceful.press("G", until="21 of ")
        peaceful.wait_until_quiet()
        assert stormed == peaceful.lines


def test_plain_mode_in_any_locale_and_with_broken_bytes(
    at_work: dict[str, str], settings: Settings
) -> None:
    with closing(sqlite3.connect(settings.database)) as connection, connection:
        connection.execute("UPDATE customer_profiles SET name = 'Zo\xeb \xa3 \u674e'")
    typed = b"s\nz\xff\xfe\ne\nCaf\xc3\xa9 \xff \x1b[31mred\n.\nm\nq\n"
    said = subprocess.run(
        [*SNE, "work", "--plain"],
        input=typed,
        capture_output=True,
        env=at_work | {"LC_ALL": "C", "EDITOR": "none"},
        timeout=60,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.isascii()
    assert b"Zoe ? ??" in said.stdout
    assert b"Cafe  red" in said.stdout
    (draft,) = open_workbench(settings).drafts()
    assert clean_text(draft.message) == "Caf\xe9  red"
