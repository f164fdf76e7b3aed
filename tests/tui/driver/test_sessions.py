"""Random sessions of the real app: both drivers show the same, frame by frame."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.driver import Driver
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot

from engine.pipeline import open_workbench
from engine.settings import Settings
from tests.conftest import NOW
from tests.tui.driver.emulator import XTERM, Twins
from tui.app import WorkbenchApp

KEYS = (
    "j j j j k pagedown pageup home end tab o O J K 1 2 3 4 / m a escape enter question_mark s e "
    "escape H i v space backspace left up ctrl+backslash escape escape"
).split()
KEYSTROKES = 24


@pytest.fixture
def signals() -> Iterator[None]:
    """Put back the handlers that a running app sets."""
    numbers = (signal.SIGHUP, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


class Witness(Driver):
    """Takes what Textual writes to terminals of both kinds, and compares them frame by frame."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        assert self._size is not None
        self.twins = Twins(*self._size, abilities=XTERM)
        self.frames = 0
        self.differences: list[str] = []
        self.is_whole = False

    def write(self, data: str) -> None:
        self.twins.show(data)
        # What terminals show between a resize and Textual's answer is their own affair.
        height = self.twins.reader.cells.height
        self.is_whole = self.is_whole or (
            all(f"\x1b[{y};1H" in data for y in range(1, height + 1))
            and f"\x1b[{height + 1};" not in data
        )

    def flush(self) -> None:
        if self.is_whole:
            self.frames += 1
            self.differences += self.twins.differences()

    def start_application_mode(self) -> None:
        self.write("\x1b[?1049h\x1b[?25l")
        self.tell_size()

    def tell_size(self) -> None:
        assert self._size is not None
        size = Size(*self._size)
        self._app.post_message(Resize(size, size))

    def disable_input(self) -> None: ...

    def stop_application_mode(self) -> None:
        self.write("\x1b[?25h\x1b[?1049l")


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize(("seed", "size"), [(1, (120, 36)), (2, (80, 24))])
async def test_a_random_session_looks_the_same(
    loaded_database: Path, settings: Settings, seed: int, size: tuple[int, int]
) -> None:
    shutil.copy(loaded_database, settings.database)
    workbench = open_workbench(settings, lambda: NOW)
    environ = {"COLORTERM": "truecolor"} if seed % 2 else {}
    app = WorkbenchApp(workbench, clock=lambda: NOW, environ=environ)
    app.driver_class = Witness
    draw = random.Random(seed)

    async def work(pilot: Pilot[Any]) -> None:
        for number in range(KEYSTROKES):
            if number == KEYSTROKES // 2:
                await _resize(app, (draw.randint(60, 130), draw.randint(15, 40)))
            await pilot.press(draw.choice(KEYS))
        app.exit(0)

    await app.run_async(size=size, auto_pilot=work)
    workbench.connection.close()
    witness = app._driver
    assert isinstance(witness, Witness)
    assert not witness.differences
    unknown = witness.twins.reader.unknown
    assert not unknown, f"Textual writes what tui/driver/frames.py does not know: {unknown}"
    assert witness.frames > KEYSTROKES // 4
    stock, lean = witness.twins.sent
    assert lean < stock / 2, (lean, stock)


async def _resize(app: WorkbenchApp, size: tuple[int, int]) -> None:
    driver = app._driver
    assert isinstance(driver, Witness)
    driver._size = size
    driver.is_whole = False
    driver.twins.resize(*size)
    driver.tell_size()
