"""The first paint of the worklist on an existing database, beside the least that Textual can do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, FEW, MANY, say
from tests.benchmarks.references import CURSES, on_curses
from tests.keyboard import SNE
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.ground import Ground

ROUNDS = 7
BYTES_ROUNDS = 3
FLOORS = {FEW: Floor(1.5, is_ratio=True), MANY: Floor(2, is_ratio=True)}
BYTES_FLOOR = Floor(10_000)

_HELLO = (sys.executable, str(BARE / "hello.py"))


def measure(ground: Ground) -> Iterator[Row]:
    """Start each program in turn, so that a busy moment of the machine falls on all alike."""
    few, many = ground.loaded(FEW).database, ground.loaded(MANY).database
    say(f"starting {ROUNDS} times each")
    starts: dict[str, list[float]] = {"hello": [], "few": [], "many": []}
    for number in range(ROUNDS + 1):
        one = {
            "hello": _start(ground, _HELLO, few, "hello, world"),
            "few": _start(ground, SNE, few, "WHY FIRST"),
            "many": _start(ground, SNE, many, "WHY FIRST"),
        }
        # The first round compiles modules and fills the caches of the disk.
        if number:
            for name, seconds in one.items():
                starts[name].append(seconds * 1000)
    hello = figure(starts["hello"], "ms")
    for name, customers in (("few", FEW), ("many", MANY)):
        what = f"first paint, {customers:,} customers"
        ours = figure(starts[name], "ms")
        yield Row(what, ours, "bare Textual hello-world", hello, FLOORS[customers])
    ours, curses = (
        figure((_bytes(ground, command, few) for _ in range(BYTES_ROUNDS)), "bytes")
        for command in (SNE, on_curses().command)
    )
    yield Row("until the first screen is complete", ours, CURSES, curses, BYTES_FLOOR)


def _bytes(ground: Ground, command: Sequence[str], database: Path) -> int:
    with Terminal(command, over_ssh(ground.environment(database))) as terminal:
        terminal.wait_for("1 of ")
        terminal.wait_until_quiet()
        return len(terminal.written)


def _start(ground: Ground, command: Sequence[str], database: Path, text: str) -> float:
    with Terminal(command, over_ssh(ground.environment(database))) as terminal:
        return terminal.wait_for(text)
