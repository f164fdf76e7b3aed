"""Writing a message in the editor over SSH, beside Textual's own text area."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Floor, Row, figure
from tests.benchmarks.ground import BARE, FEW, say
from tests.keyboard import SNE, write
from tests.terminal import Answer, Terminal, over_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.ground import Ground

TEXT = "Black quartz judge my vow"
BYTES_FLOOR = Floor(2_000)
IDLE_SECONDS = 5


def measure(ground: Ground) -> Iterator[Row]:
    """Write a sentence, character by character; then watch the cursor."""
    say(f"writing {len(TEXT)} characters in the editor and in a bare text area")
    environment = over_ssh(ground.environment(ground.loaded(FEW).database))
    with Terminal(SNE, environment) as terminal:
        terminal.wait_for("1 of ")
        terminal.wait_until_quiet()
        terminal.press("e", until="editing")
        typed = write(terminal, TEXT)
        idle = len(terminal.watch(IDLE_SECONDS))
    with Terminal((sys.executable, str(BARE / "editor.py")), environment) as terminal:
        terminal.wait_for("Kind regards")
        terminal.wait_until_quiet()
        bare = write(terminal, TEXT)
    reference = "Textual's TextArea alone"
    for unit, measured, compared, floor in (
        ("bytes", map(len, typed), map(len, bare), BYTES_FLOOR),
        ("ms", map(_ms, typed), map(_ms, bare), None),
    ):
        row = f"a typed character{', until its last byte' if unit == 'ms' else ''}"
        yield Row(row, figure(measured, unit), reference, figure(compared, unit), floor)
    yield Row(f"idle for {IDLE_SECONDS} s, the editor", figure([idle], "bytes"), floor=Floor(0))


def _ms(answer: Answer) -> float:
    return (answer.last or 0.0) * 1000
