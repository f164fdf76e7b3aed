"""Moving in the worklist with the case beside it, over SSH, and the same screen on curses."""

from __future__ import annotations

import statistics
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, FEW, MANY, say
from tests.benchmarks.references import CURSES, Program, on_curses, others
from tests.keyboard import BETWEEN_MOVES, SNE, list_everyone, move
from tests.parts import bytes_left_of
from tests.terminal import Answer, NotSeenError, Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.figures import Figure
    from tests.benchmarks.ground import Ground

IN_PAGE = 12
"""Moves from the top that stay inside a page."""
DOWN = 102
"""Moves down a long list, in three stretches."""
MOVES = 36
"""From the top, and as many from the end, in lists of both lengths by turns."""
TIMES = 5
SHORT = 10
"""Moves in the programs of others."""
IDLE_SECONDS = 10
LIST_COLUMNS = 60

ROW_FLOOR, LIST_FLOOR, MEAN_FLOOR = Floor(1_100), Floor(220), Floor(1_500)
PAGE_FLOOR, PANEL_FLOOR, IDLE_FLOOR = Floor(2_300), Floor(2_500), Floor(0)
LONG_LIST_FLOOR = Floor(1.5, is_ratio=True)


def measure(ground: Ground) -> Iterator[Row]:
    """Move, turn pages and open panels; then do it in lists of both lengths by turns."""
    yield from _in_one_list(ground)
    yield from _in_both_lists(ground)


def _in_one_list(ground: Ground) -> Iterator[Row]:
    say(f"moving {DOWN} rows, here and on curses")
    with _everyone(ground, FEW) as terminal:
        ours = _Moves(terminal, len(terminal.watch(IDLE_SECONDS)))
    with _running(ground, on_curses()) as terminal:
        curses = _Moves(terminal, len(terminal.watch(IDLE_SECONDS)))
    page = figure(map(len, ours.down[:IN_PAGE]), "bytes")
    at_curses = figure(map(len, curses.down[:IN_PAGE]), "bytes")
    yield Row("a row move, list and case", page, CURSES, at_curses, ROW_FLOOR)
    yield Row("of it the list's part", ours.of_the_list, CURSES, curses.of_the_list, LIST_FLOOR)
    for program in others(ground):
        try:
            yield Row("of it the list's part", ours.of_the_list, program.name, _of(ground, program))
        except NotSeenError as error:
            say(f"{program.name} could not be measured: {str(error).splitlines()[0]}")
    table = "Textual's DataTable, no case"
    yield Row("a row move, list and case", page, table, _in_a_bare_table(ground))
    what = f"mean of {DOWN} row moves"
    yield Row(what, ours.thirds, CURSES, curses.thirds, MEAN_FLOOR)
    yield Row("a page down", ours.pages, CURSES, curses.pages, PAGE_FLOOR)
    yield Row("a panel opened or closed", ours.panels, CURSES, curses.panels, PANEL_FLOOR)
    idle, at_curses = figure([ours.idle], "bytes"), figure([curses.idle], "bytes")
    yield Row(f"idle for {IDLE_SECONDS} s, the list", idle, CURSES, at_curses, IDLE_FLOOR)


class _Moves:
    """What a program answers to the keys of the list, from its first row on."""

    def __init__(self, terminal: Terminal, idle: int) -> None:
        self.idle = idle
        panels = [terminal.press("o") for _ in range(2 * TIMES)]
        self.panels = figure(map(len, panels), "bytes")
        self.down = [move(terminal, "j", place) for place in range(2, DOWN + 2)]
        parts = [bytes_left_of(LIST_COLUMNS, answer.data) for answer in self.down[:IN_PAGE]]
        self.of_the_list = figure(parts, "bytes")
        pages = [terminal.press("page down") for _ in range(TIMES)]
        self.pages = figure(map(len, pages), "bytes")

    @property
    def thirds(self) -> Figure:
        """The means of three stretches of moves."""
        size = DOWN // 3
        stretches = (self.down[start : start + size] for start in range(0, DOWN, size))
        return figure((statistics.mean(map(len, stretch)) for stretch in stretches), "bytes")


def _in_both_lists(ground: Ground) -> Iterator[Row]:
    with ExitStack() as stack:
        lists = {n: stack.enter_context(_everyone(ground, n)) for n in (FEW, MANY)}
        say(f"moving {2 * MOVES} rows in each list")
        answers: dict[int, list[Answer]] = {FEW: [], MANY: []}
        for step in range(1, MOVES + 1):
            for customers, terminal in lists.items():
                answers[customers].append(move(terminal, "j", step + 1))
        for customers, terminal in lists.items():
            terminal.press("end", until=f" {customers:,} of ")
        for step in range(1, MOVES + 1):
            for customers, terminal in lists.items():
                answers[customers].append(move(terminal, "k", customers - step))
    reference = f"the list of {FEW:,}"
    long, short = (figure(map(len, answers[customers]), "bytes") for customers in (MANY, FEW))
    yield Row(f"a row move, {MANY:,} listed", long, reference, short, LONG_LIST_FLOOR)
    long, short = (_p95(answers[customers]) for customers in (MANY, FEW))
    what = f"until its last byte, p95, {MANY:,} listed"
    yield Row(what, long, reference, short, LONG_LIST_FLOOR)


@contextmanager
def _everyone(ground: Ground, customers: int) -> Iterator[Terminal]:
    environment = over_ssh(ground.environment(ground.loaded(customers).database))
    with Terminal(SNE, environment) as terminal:
        list_everyone(terminal, customers)
        yield terminal


@contextmanager
def _running(ground: Ground, program: Program) -> Iterator[Terminal]:
    environment = over_ssh(ground.environment(ground.directory / "none.db"))
    with Terminal(program.command, environment) as terminal:
        terminal.wait_for(program.ready)
        terminal.wait_until_quiet()
        yield terminal


def _of(ground: Ground, program: Program) -> Figure:
    say(f"moving in {program.name}")
    with _running(ground, program) as terminal:
        answers = [terminal.press(program.down, quiet=BETWEEN_MOVES) for _ in range(SHORT)]
    return figure(map(len, answers), "bytes")


def _in_a_bare_table(ground: Ground) -> Figure:
    table = (sys.executable, str(BARE / "table.py"))
    return _of(ground, Program("a bare table", table, "Customer 1 ", "down"))


def _p95(answers: list[Answer]) -> Figure:
    """Return the 95th percentiles of three stretches, in milliseconds."""
    times = [answer.last * 1000 for answer in answers if answer.last is not None]
    thirds = (times[start::3] for start in range(3))
    return figure((sorted(third)[int(0.95 * len(third))] for third in thirds), "ms")
