"""The program in a real terminal: work by keyboard, the line dropped, the process killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings
from tests.terminal import PATIENCE, Terminal, over_ssh
from tui.pace import CONFIRM_SECONDS

SNE = [sys.executable, "-m", "tui"]


@pytest.fixture
def at_work(
    loaded_database: Path, settings: Settings, environment: dict[str, str]
) -> dict[str, str]:
    """The environment of an agent who comes in over SSH to a loaded database."""
    shutil.copy(loaded_database, settings.database)
    environment.pop("SNE_NOW")
    return over_ssh(environment)


def later(settings: Settings) -> Workbench:
    return open_workbench(settings)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_ten_customers_by_keyboard(
    at_work: dict[str, str], settings: Settings, size: tuple[int, int]
) -> None:
    columns, rows = size
    quick = at_work | {"SNE_SENDING_UNDO_SECONDS": "1"}
    with Terminal(SNE, quick, columns=columns, rows=rows) as terminal:
        terminal.wait_for("WHY FIRST")
        for number in range(1, 11):
            terminal.press("s", until="Review", quiet=2 * CONFIRM_SECONDS)
            terminal.press("y", until=f"{number + 1} of ")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    workbench = later(settings)
    states = [notification.state for notification in workbench.outbox()]
    assert states == ["sent"] * 10
    assert len(list(settings.spool_directory.iterdir())) == 10


def test_a_dropped_line_in_the_middle_of_an_edit(
    at_work: dict[str, str], settings: Settings
) -> None:
    with Terminal(SNE, at_work) as terminal:
        terminal.wait_for("WHY FIRST")
        terminal.press("j", until="2 of ")
        terminal.press("e", until="editing")
        terminal.type(" never lost")
        terminal.wait_for("never lost")
        terminal.hang_up()
        assert terminal.wait_for_exit(seconds=10) == 0
    (draft,) = later(settings).drafts()
    assert draft.message.endswith(" never lost")
    with Terminal(SNE, at_work) as terminal:
        terminal.wait_for("WHY FIRST")
        terminal.press("j", until="never lost")


def test_a_line_that_is_stuck_and_drops_at_last_costs_nothing_that_was_typed(
    at_work: dict[str, str], settings: Settings
) -> None:
    with Terminal(SNE, at_work) as terminal, closing(later(settings).connection) as connection:
        terminal.wait_for("WHY FIRST")
        terminal.press("e", until="editing")
        terminal.stall()
        for number in range(1, 51):
            terminal.type(f" word {number}")
        deadline = time.monotonic() + PATIENCE
        while not (rows := connection.execute("SELECT message FROM drafts").fetchall()) or (
            not rows[0]["message"].endswith(" word 50")
        ):
            assert time.monotonic() < deadline, f"not saved while the line is stuck: {rows}"
            time.sleep(0.02)
        assert terminal.watch(0.1) == b"", "the line is stuck"
        terminal.hang_up()
        assert terminal.wait_for_exit(seconds=10) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(terminal.pid, 0)


def test_killed_in_the_middle_of_an_edit(at_work: dict[str, str], settings: Settings) -> None:
    with Terminal(SNE, at_work) as terminal:
        terminal.wait_for("WHY FIRST")
        terminal.press("j", until="2 of ")
        terminal.press("e", until="editing")
        terminal.type(" still here")
        terminal.wait_for("saved ")
        terminal.wait_until_quiet()
        os.kill(terminal.pid, signal.SIGKILL)
        assert terminal.wait_for_exit() == -signal.SIGKILL
    (draft,) = later(settings).drafts()
    assert draft.message.endswith(" still here")


def test_the_first_start_loads_and_shows_the_customers(environment: dict[str, str]) -> None:
    with Terminal(SNE, over_ssh(environment)) as terminal:
        terminal.wait_for("WHY FIRST")
        terminal.wait_for("rows loaded")
        terminal.wait_for("1 of ")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "vt100"}])
def test_few_colours_or_none(at_work: dict[str, str], variables: dict[str, str]) -> None:
    with Terminal(SNE, at_work | variables) as terminal:
        terminal.wait_for("WHY FIRST")
        answer = terminal.press("j", until="2 of ")
        assert b"\x1b[38;2;" not in answer.data
        if "NO_COLOR" in variables:
            styles = b";".join(re.findall(rb"\x1b\[([0-9;]*)m", answer.data)).split(b";")
            assert not {code for code in styles if re.fullmatch(rb"3[0-8]|4[0-8]|9\d|10\d", code)}
        assert any("■" in line for line in terminal.lines)


def test_told_to_end_it_saves_and_gives_the_terminal_back(
    at_work: dict[str, str], settings: Settings
) -> None:
    with Terminal(SNE, at_work) as terminal:
        terminal.wait_for("WHY FIRST")
        terminal.press("e", until="editing")
        terminal.type(" saved")
        terminal.wait_for("saved")
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
    (draft,) = later(settings).drafts()
    assert draft.message.endswith(" saved")
