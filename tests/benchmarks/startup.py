"""The first paint of the worklist on an existing database, beside the least that Textual can do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, FEW, MANY, say
from tests.keyboard import SNE
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.ground import Ground

ROUNDS = 7
FLOOR = Floor(2, is_ratio=True)

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
        yield Row(what, figure(starts[name], "ms"), "bare Textual hello-world", hello, FLOOR)


def _start(ground: Ground, command: Sequence[str], database: Path, text: str) -> float:
    with Terminal(command, over_ssh(ground.environment(database))) as terminal:
        return terminal.wait_for(text)
