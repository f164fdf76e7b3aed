"""A held key on a slow line: when the right screen is there after the key was let go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import FEW, say
from tests.benchmarks.references import CURSES, on_curses
from tests.keyboard import SNE, list_everyone
from tests.slow_line import over_a_slow_line
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.ground import Ground

BYTES_PER_SECOND, DELAY_MS = 8_000, 75
KEYS, KEYS_PER_SECOND = 40, 20
RUNS = 3
QUIET_SECONDS = 1.0
FLOOR = Floor(1_000)


def measure(ground: Ground) -> Iterator[Row]:
    """Hold the key that moves down, in our list and in the same one on curses, by turns."""
    say(f"{KEYS} moves at {KEYS_PER_SECOND}/s on {BYTES_PER_SECOND:,} bytes/s")
    environment = over_ssh(ground.environment(ground.loaded(FEW).database))
    ours: list[float] = []
    on_light, on_full = (environment | {"SNE_SCREEN_PROFILE": name} for name in ("light", "full"))
    stock = on_full | {"SNE_SCREEN_DRIVER": "stock"}
    curses: list[float] = []
    for _ in range(RUNS):
        ours.append(_held(SNE, on_light, FEW))
        curses.append(_held(on_curses().command, environment, None))
    what = f"{KEYS} moves at {KEYS_PER_SECOND}/s, late by"
    light = figure(ours, "ms")
    yield Row(what, light, CURSES, figure(curses, "ms"), FLOOR)
    other = figure([_held(SNE, stock, FEW)], "ms")
    yield Row(what, light, "Textual's driver, full profile (once)", other)


def _held(command: Sequence[str], environment: dict[str, str], customers: int | None) -> float:
    """Return the milliseconds from the last key to the last byte of the right screen."""
    slow = over_a_slow_line(command, bytes_per_second=BYTES_PER_SECOND, delay_ms=DELAY_MS)
    with Terminal(slow, environment) as terminal:
        if customers is None:
            terminal.wait_for("1 of ")
        else:
            list_everyone(terminal, customers)
        terminal.wait_until_quiet(QUIET_SECONDS)
        for _ in range(KEYS):
            terminal.type("j")
            last = time.perf_counter()
            terminal.watch(1 / KEYS_PER_SECOND)
        terminal.wait_for(f" {KEYS + 1} of ")
        terminal.wait_until_quiet(QUIET_SECONDS)
        return (terminal.newest - last) * 1000
