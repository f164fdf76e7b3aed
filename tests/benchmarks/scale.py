"""The worklist with as many customers as there are to load, beside the same with a thousand.

With ``--scale full`` they are a million. The program opens on the list of those to contact; from
there everyone is listed, in every order, and searched as one types. Each answer is timed until the
last byte that the screen needed.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.beside import p95
from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, say
from tests.keyboard import SNE, list_everyone, move
from tests.terminal import Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.ground import Ground

THOUSAND = 1_000
STARTS = 5
MOVES = 60
TYPED = "smith"

_OPEN = Floor(1.5, is_ratio=True)
_MOVE = Floor(1.5, is_ratio=True, note="p95")
_MEMORY = Floor(2, is_ratio=True)
_HELLO = (sys.executable, str(BARE / "hello.py"))


def measure(ground: Ground) -> Iterator[Row]:
    """Open both, by turns; then move, sort, jump and search in both; then weigh them."""
    sizes = (THOUSAND, ground.customers)
    say(f"opening lists of {THOUSAND:,} and {ground.customers:,}, {STARTS} times each")
    starts: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(STARTS + 1):
        for size in sizes:
            with Terminal(SNE, _environment(ground, size)) as terminal:
                seconds = terminal.wait_for("WHY FIRST")
            if number:
                starts[size].append(seconds * 1000)
    few, many = (figure(starts[size], "ms") for size in sizes)
    reference = f"{THOUSAND:,} customers"
    yield Row(f"first paint, {ground.customers:,} customers", many, reference, few, _OPEN)
    with ExitStack() as stack:
        lists = [stack.enter_context(Terminal(SNE, _environment(ground, size))) for size in sizes]
        hello = stack.enter_context(Terminal(_HELLO, _environment(ground, THOUSAND)))
        hello.wait_for("hello, world")
        for terminal in lists:
            terminal.wait_for("WHY FIRST")
            terminal.wait_until_quiet()
        weights = [figure([_resident_mb(one.pid)], "MB") for one in (lists[1], hello)]
        what = f"memory idle, {ground.customers:,} customers"
        yield Row(what, weights[0], "bare Textual hello-world", weights[1], _MEMORY)
        for terminal, size in zip(lists, sizes, strict=True):
            list_everyone(terminal, size)
        yield from _moves(lists, sizes)
        yield from _answers(lists, sizes)


def _moves(lists: Sequence[Terminal], sizes: Sequence[int]) -> Iterator[Row]:
    say(f"moving {MOVES} rows in each")
    seconds: list[list[float]] = [[], []]
    for step in range(1, MOVES + 1):
        for terminal, found in zip(lists, seconds, strict=True):
            found.append(move(terminal, "j", step + 1).last or 0.0)
    few, many = (figure([p95(found) * 1000], "ms") for found in seconds)
    yield Row(f"a row move, p95, {sizes[1]:,} listed", many, f"{sizes[0]:,} listed", few, _MOVE)


def _answers(lists: Sequence[Terminal], sizes: Sequence[int]) -> Iterator[Row]:
    """Sort by churn and by name, go to the end, search letter by letter."""
    say("sorting, jumping and searching in each")
    keys = {"sort by churn": "t", "sort by name": "t", "the last row": "end"}
    for what, key in keys.items():
        seconds = [terminal.press(key).last or 0.0 for terminal in lists]
        few, many = (figure([one * 1000], "ms") for one in seconds)
        yield Row(f"{what}, {sizes[1]:,} listed", many, f"{sizes[0]:,} listed", few)
    found: list[list[float]] = [[], []]
    for terminal, times in zip(lists, found, strict=True):
        terminal.press("home")
        terminal.press("/")
        times += [(terminal.press(letter, quiet=1).last or 0.0) * 1000 for letter in TYPED]
    few, many = (figure(times, "ms") for times in found)
    what = f"a letter of a search, with its totals, {sizes[1]:,}"
    yield Row(what, many, f"{sizes[0]:,} listed", few)


def _environment(ground: Ground, customers: int) -> dict[str, str]:
    return over_ssh(ground.environment(ground.loaded(customers).database))


def _resident_mb(pid: int) -> float:
    """Return the resident memory of a process that is running."""
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    if rollup.exists():
        lines = dict(line.split(":", 1) for line in rollup.read_text().splitlines()[1:])
        return int(lines["Rss"].split()[0]) / 1024
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True)
    return int(told.stdout) / 1024
