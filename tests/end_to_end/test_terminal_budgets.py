"""What the screen may send down a slow line: counts of bytes, which do not depend on the machine.

Measured at 120×36 with the environment of a login over SSH.
"""

from __future__ import annotations

import shutil
from statistics import mean, median
from typing import TYPE_CHECKING

import pytest

from engine.clock import fixed_clock
from engine.pipeline import open_workbench
from engine.settings import load_settings
from tests.conftest import NOW, CustomerFiles
from tests.keyboard import SNE, list_everyone, move, write
from tests.parts import bytes_left_of
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.terminal import Answer

    Start = Callable[..., Terminal]

FIRST_SCREEN = 10_000
ROW_MOVE = 1_100
LIST_PART = 220
LIST_COLUMNS = 60
LONGEST_ROW_MOVE = 1_500
PAGE = 2_300
LONGEST_PAGE = 3_000
PANEL = 2_500
TYPED_CHARACTER = 130
IDLE_SECONDS = 2
MOUSE = b"\x1b[?1003h"
TRUE_COLOUR = b"38;2;"

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

    def _start(database: Path, **variables: str) -> Terminal:
        own = tmp_path / f"{len(started)}.db"
        shutil.copy(database, own)
        there = over_ssh(environment | {"SNE_DATABASE": str(own)}) | variables
        started.append(Terminal(SNE, there))
        return started[-1]

    yield _start
    for terminal in started:
        terminal.close()


def moves(terminal: Terminal, customers: int) -> list[Answer]:
    """Move down the first rows of all customers; return what each move wrote."""
    list_everyone(terminal, customers)
    return [move(terminal, "j", place) for place in range(2, 14)]


def test_a_row_move_with_its_detail(start: Start, loaded_database: Path) -> None:
    down = moves(start(loaded_database), FEW)
    sizes = [len(answer) for answer in down]
    assert mean(sizes) <= ROW_MOVE, sizes
    assert max(sizes) <= LONGEST_ROW_MOVE, sizes
    in_list = [bytes_left_of(LIST_COLUMNS, answer.data) for answer in down]
    assert 0 < max(in_list) <= LIST_PART, in_list


def test_a_row_move_costs_no_more_in_a_longer_list(
    start: Start, loaded_database: Path, long_database: Path
) -> None:
    short, long = (
        mean(map(len, moves(start(database), customers)))
        for database, customers in ((loaded_database, FEW), (long_database, MANY))
    )
    assert long <= 1.1 * short, (long, short)


def test_the_first_screen_a_page_and_a_panel(start: Start, loaded_database: Path) -> None:
    terminal = start(loaded_database)
    terminal.wait_for("1 of ")
    assert len(terminal.written) <= FIRST_SCREEN
    opened, closed = (len(terminal.press("o")) for _twice in range(2))
    assert 0 < opened <= PANEL
    assert 0 < closed <= PANEL
    list_everyone(terminal, FEW)
    # The first one only goes to the last line; a page with other priorities changes every cell.
    pages = [len(terminal.press("page down", quiet=0.5)) for _ in range(5)]
    assert 0 < median(pages) <= PAGE, pages
    assert max(pages) <= LONGEST_PAGE, pages


def test_a_typed_character(start: Start, loaded_database: Path) -> None:
    terminal = start(loaded_database)
    terminal.wait_for("1 of ")
    terminal.press("e", until="editing")
    # The first one after opening brings the mark in the list and the time at which it was saved.
    typed = [len(terminal.press("q", until="saved"))]
    typed += [len(answer) for answer in write(terminal, "black quartz")]
    assert max(typed) <= TYPED_CHARACTER, typed


def test_over_ssh_the_light_profile_is_taken(start: Start, loaded_database: Path) -> None:
    light = start(loaded_database)
    light.wait_for("1 of ")
    full = start(loaded_database, SNE_SCREEN_PROFILE="full", COLORTERM="truecolor")
    full.wait_for("1 of ")
    assert MOUSE not in light.written
    assert TRUE_COLOUR not in light.written
    assert MOUSE in full.written
    assert TRUE_COLOUR in full.written
    assert len(light.written) < len(full.written)


@pytest.mark.parametrize("key", ["", "j", "e", ":"])
def test_silence_when_nothing_is_typed(start: Start, loaded_database: Path, key: str) -> None:
    terminal = start(loaded_database)
    terminal.wait_for("1 of ")
    if key:
        terminal.press(key, until={"e": "editing", "j": "2 of ", ":": "Search"}[key])
    terminal.wait_until_quiet(1)
    assert terminal.watch(IDLE_SECONDS) == b""
