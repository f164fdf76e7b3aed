"""Moving in the worklist with the case beside it, over SSH: in a short list and in a long one."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, FEW, MANY, say
from tests.keyboard import BETWEEN_MOVES, SNE, list_everyone, move
from tests.terminal import Answer, Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.ground import Ground

MOVES = 36
"""From the top, and as many from the end: more than a page holds."""
BYTES_FLOOR = Floor(4_000)
LONG_LIST_FLOOR = Floor(1.1, is_ratio=True, note="(no more)")
IDLE_SECONDS = 5


def measure(ground: Ground) -> Iterator[Row]:
    """Move down from the top and up from the end, in both lists by turns."""
    bare = _in_a_bare_table(ground)
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
        say(f"watching for {IDLE_SECONDS} s")
        idle = len(lists[MANY].watch(IDLE_SECONDS))
    table = "Textual's DataTable, no detail"
    few = figure(map(len, answers[FEW]), "bytes")
    many = figure(map(len, answers[MANY]), "bytes")
    yield Row(f"a row move, {FEW} listed", few, table, figure(map(len, bare), "bytes"), BYTES_FLOOR)
    short_list = f"the list of {FEW}"
    yield Row(f"a row move, {MANY:,} listed", many, short_list, few, LONG_LIST_FLOOR)
    few, many = figure(_ms(answers[FEW]), "ms"), figure(_ms(answers[MANY]), "ms")
    yield Row(f"until its last byte, {FEW} listed", few, table, figure(_ms(bare), "ms"))
    yield Row(f"until its last byte, {MANY:,} listed", many, short_list, few, LONG_LIST_FLOOR)
    yield Row(f"idle for {IDLE_SECONDS} s, the list", figure([idle], "bytes"), floor=Floor(0))


@contextmanager
def _everyone(ground: Ground, customers: int) -> Iterator[Terminal]:
    environment = over_ssh(ground.environment(ground.loaded(customers).database))
    with Terminal(SNE, environment) as terminal:
        list_everyone(terminal, customers)
        yield terminal


def _in_a_bare_table(ground: Ground) -> list[Answer]:
    say("moving in a bare table")
    environment = over_ssh(ground.environment(ground.directory / "none.db"))
    with Terminal((sys.executable, str(BARE / "table.py")), environment) as terminal:
        terminal.wait_for("Customer 1 ")
        terminal.wait_until_quiet()
        return [terminal.press("down", quiet=BETWEEN_MOVES) for _ in range(MOVES)]


def _ms(answers: list[Answer]) -> list[float]:
    return [answer.last * 1000 for answer in answers if answer.last is not None]
