"""Writing a message in the editor over SSH, beside Textual's own text area and vim."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, FEW, say
from tests.keyboard import SNE, write
from tests.terminal import Answer, Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.figures import Figure
    from tests.benchmarks.ground import Ground

TEXT = "Black quartz judge my vow"
BYTES_FLOOR = Floor(130)
IDLE_SECONDS = 10
FIRSTS = 3


def measure(ground: Ground) -> Iterator[Row]:
    """Write a sentence, character by character; then watch the cursor."""
    say(f"writing {len(TEXT)} characters in the editor and in a bare text area")
    environment = over_ssh(ground.environment(ground.loaded(FEW).database))
    with Terminal(SNE, environment) as terminal:
        terminal.wait_for("1 of ")
        terminal.wait_until_quiet()
        firsts = [_first(terminal) for _ in range(FIRSTS)]
        terminal.press("e", until="editing")
        typed = write(terminal, TEXT)
        # When typing rests, the text is checked, and what speaks against it is said.
        terminal.wait_until_quiet(1)
        idle = len(terminal.watch(IDLE_SECONDS))
    with Terminal((sys.executable, str(BARE / "editor.py")), environment) as terminal:
        terminal.wait_for("Kind regards")
        terminal.wait_until_quiet()
        bare = write(terminal, TEXT)
    textual, bytes_typed = "Textual's TextArea alone", figure(map(len, typed), "bytes")
    yield Row(
        "a typed character", bytes_typed, textual, figure(map(len, bare), "bytes"), BYTES_FLOOR
    )
    if (vim := _in_vim(ground, environment)) is not None:
        yield Row("a typed character", bytes_typed, "vim, its text alone", vim, BYTES_FLOOR)
    yield Row(
        "the worst typed character", figure([max(map(len, typed))], "bytes"), floor=BYTES_FLOOR
    )
    first = figure(map(len, firsts), "bytes")
    yield Row("the first one after opening", first, floor=BYTES_FLOOR)
    until = "a typed character, until its last byte"
    yield Row(until, figure(map(_ms, typed), "ms"), textual, figure(map(_ms, bare), "ms"))
    idle_figure = figure([idle], "bytes")
    yield Row(f"idle for {IDLE_SECONDS} s, the editor", idle_figure, floor=Floor(0))


def _first(terminal: Terminal) -> Answer:
    """Open the editor on the next customer, type a letter until it is saved, and leave."""
    terminal.press("j")
    terminal.press("e", until="editing")
    answer = terminal.press("q", until="saved")
    terminal.press("escape")
    return answer


def _in_vim(ground: Ground, environment: dict[str, str]) -> Figure | None:
    if not shutil.which("vim"):
        return None
    say("writing in vim")
    file = ground.directory / "vim.txt"
    file.write_text("Dear Abigail,\n\nKind regards\n", encoding="utf-8")
    with Terminal(("vim", "-u", "NONE", "-N", "-n", str(file)), environment) as terminal:
        terminal.wait_for("Kind regards")
        terminal.wait_until_quiet()
        terminal.type("Go")
        return figure(map(len, write(terminal, TEXT)), "bytes")


def _ms(answer: Answer) -> float:
    return (answer.last or 0.0) * 1000
