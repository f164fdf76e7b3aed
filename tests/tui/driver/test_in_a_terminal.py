"""The driver in a real terminal: one that takes nothing for a while, resizing, leaving."""

from __future__ import annotations

import os
import re
import select
import shutil
import sys
from pathlib import Path

from engine.settings import Settings
from tests.terminal import PATIENCE, Terminal, over_ssh

PROGRAM = r"""
import random, sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static
from tui.driver.lean import LeanDriver

class Noise(App):
    def compose(self):
        yield Static("ready")

    def on_key(self, event):
        if event.key == "q":
            self.exit()
            return
        draw = random.Random(1)
        for number in range(300):
            lines = ["".join(draw.choices("abcdef ", k=70)) for _ in range(20)]
            frame = "".join(f"\x1b[{y};1H{line}" for y, line in enumerate(lines, 2))
            self._driver.write(f"\x1b[1;1Hframe {number}{frame}\x1b[1;1H")
            self._driver.flush()
        Path(sys.argv[1]).write_text("painted")

Noise(driver_class=LeanDriver).run()
"""
FROM_EACH_FRAME = 300 * 20 * 70
CONTROLS = re.compile(rb"\x1b\[(?:[?<>=][0-9;]*\$?[a-z])|\x1b\[[0-9]+[hl]")


def ended(pid: int) -> bool:
    """Wait for a process to end, reading nothing from its terminal."""
    return bool(select.select([os.pidfd_open(pid)], [], [], PATIENCE)[0])


def test_a_reader_that_stalls_holds_nothing_up_and_gets_the_newest_frame(
    environment: dict[str, str], tmp_path: Path
) -> None:
    script, done = tmp_path / "noise.py", tmp_path / "done"
    script.write_text(PROGRAM, encoding="utf-8")
    os.mkfifo(done)
    root = str(Path(__file__).resolve().parents[3])
    command = [sys.executable, str(script), str(done)]
    with Terminal(command, over_ssh(environment) | {"PYTHONPATH": root}) as terminal:
        terminal.wait_for("ready")
        terminal.type("n")
        # All frames are painted although nobody reads them …
        assert done.read_text(encoding="utf-8") == "painted"
        # … and then only what the line had taken, and the newest.
        terminal.wait_for("frame 299")
        assert sum(len(data) for _moment, data in terminal._chunks) < FROM_EACH_FRAME // 2
        terminal.type("n")
        assert done.read_text(encoding="utf-8") == "painted"
        terminal.type("q")
        assert ended(terminal.pid)


def test_both_drivers_leave_the_same_terminal(
    loaded_database: Path, settings: Settings, environment: dict[str, str]
) -> None:
    shutil.copy(loaded_database, settings.database)
    controls, screens = [], []
    for driver in ("stock", "lean"):
        chosen = over_ssh(environment) | {"SNE_SCREEN_DRIVER": driver}
        command = [sys.executable, "-m", "tui"]
        with Terminal(command, chosen) as terminal:
            terminal.wait_for("1 of ")
            terminal.wait_until_quiet()
            terminal.resize(80, 24)
            terminal.wait_until_quiet()
            screens.append(terminal.lines)
            terminal.type("q")
            assert terminal.wait_for_exit() == 0
            written = b"".join(data for _moment, data in terminal._chunks)
            controls.append([c for c in CONTROLS.findall(written) if b"2026" not in c])
    assert screens[0] == screens[1]
    assert controls[0] == controls[1]
    assert b"\x1b[?1049l" in controls[1]
