"""What the screen may send down a slow line: counts of bytes, which do not depend on the machine.

Measured at 120×36 with the environment of a login over SSH.
"""

from __future__ import annotations

import shutil
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from engine.clock import fixed_clock
from engine.pipeline import open_workbench
from engine.settings import load_settings
from tests.conftest import NOW, CustomerFiles
from tests.keyboard import SNE, list_everyone, move, write
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[[Path], Terminal]

FIRST_SCREEN = 10_000
ROW_MOVE = 1_100
LONGEST_ROW_MOVE = 1_500
PAGE = 2_300
PANEL = 2_500
TYPED_CHARACTER = 130
IDLE_SECONDS = 2

FEW = 400
MANY = 2_000


@pytest.fixture(scope="session")
def long_database(loaded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customers of ``loaded_database``, and many more behind them who need nothing."""
    directory = tmp_path_factory.mktemp("long")
    database = directory / "sne.db"
    shutil.copy(loaded_database, database)
    files = CustomerFiles(directory / "files")
    for customer_id in range(500_000, 500_000 + MANY - FEW):
        files.customer(customer_id).activity(customer_id)
    settings = load_settings({"SNE_DATABASE": str(database), "SNE_AGENT": "loader"}, config=None)
    workbench = open_workbench(settings, fixed_clock(NOW))
    workbench.load(files.write())
    workbench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    workbench.connection.close()
    return database


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start ``sne`` on a copy of a database; it is ended after the test."""
    started: list[Terminal] = []

    def _start(database: Path) -> Terminal:
        own = tmp_path / f"{len(started)}.db"
        shutil.copy(database, own)
        started.append(Terminal(SNE, over_ssh(environment | {"SNE_DATABASE": str(own)})))
        return started[-1]

    yield _start
    for terminal in started:
        terminal.close()


def moves(terminal: Terminal, customers: int) -> list[int]:
    """Move down the first rows of all customers; return the bytes of each move."""
    list_everyone(terminal, customers)
    return [len(move(terminal, "j", place)) for place in range(2, 14)]


def test_a_row_move_with_its_detail(start: Start, loaded_database: Path) -> None:
    down = moves(start(loaded_database), FEW)
    assert mean(down) <= ROW_MOVE, down
    assert max(down) <= LONGEST_ROW_MOVE, down


def test_a_row_move_costs_no_more_in_a_longer_list(
    start: Start, loaded_database: Path, long_database: Path
) -> None:
    short, long = moves(start(loaded_database), FEW), moves(start(long_database), MANY)
    assert mean(long) <= 1.1 * mean(short), (long, short)


def test_the_first_screen_a_page_and_a_panel(start: Start, loaded_database: Path) -> None:
    terminal = start(loaded_database)
    terminal.wait_for("1 of ")
    first = b"".join(data for _moment, data in terminal._chunks)
    assert len(first) <= FIRST_SCREEN
    panel = [len(terminal.press("o")) for _twice in range(2)]
    assert 0 < max(panel) <= PANEL, panel
    list_everyone(terminal, FEW)
    page = len(terminal.press("page down"))
    assert 0 < page <= PAGE


def test_a_typed_character(start: Start, loaded_database: Path) -> None:
    terminal = start(loaded_database)
    terminal.wait_for("1 of ")
    terminal.press("e", until="editing")
    typed = [len(answer) for answer in write(terminal, "black quartz")]
    assert max(typed) <= TYPED_CHARACTER, typed


@pytest.mark.parametrize("key", ["", "j", "e"])
def test_silence_when_nothing_is_typed(start: Start, loaded_database: Path, key: str) -> None:
    terminal = start(loaded_database)
    terminal.wait_for("1 of ")
    if key:
        terminal.press(key, until="editing" if key == "e" else "2 of ")
    terminal.wait_until_quiet(1)
    assert terminal.watch(IDLE_SECONDS) == b""
