"""The screen under test: the real app on the loaded customers, driven by keys through Pilot."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from engine.clock import fixed_clock
from engine.models.work import WorkItem
from engine.pipeline import Workbench, open_workbench
from engine.sample.chats import CHATS, write_chats
from engine.settings import Settings
from tests.conftest import NOW
from tests.wire.server import Wire
from tui.app import WorkbenchApp
from tui.bulk import LOOK_SECONDS
from tui.widgets.prompt import Prompt


@dataclass
class HandClock:
    """A clock that a test moves on by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Desk:
    """The running app and the ways to use it as a person does."""

    app: WorkbenchApp
    pilot: Pilot[Any]
    clock: HandClock
    workbench: Workbench = field(init=False)

    def __post_init__(self) -> None:
        self.workbench = self.app.workbench

    async def press(self, *keys: str) -> None:
        """Press keys one after the other and wait until everything they started is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        names = {" ": "space", ".": "full_stop", "!": "exclamation_mark", ",": "comma"}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def settle(self) -> None:
        """Wait until no worker runs and every message is handled."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def pass_time(self, seconds: float) -> None:
        """Let time pass and have what is due then done."""
        self.clock.forward(seconds)
        self.app.start_delivery()
        await self.settle()

    @property
    def text(self) -> str:
        """What is on the screen, as lines of text."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def question(self) -> Prompt | None:
        """The line in which an answer is typed, while one is asked for."""
        return next(iter(self.app.screen.query(Prompt)), None)

    @property
    def status(self) -> str:
        """What the status line says."""
        return self.app.status._text

    @property
    def selected(self) -> int:
        """The customer under the cursor."""
        item = self.app.worklist.selected
        assert item is not None
        return item.customer_id

    @property
    def items(self) -> list[WorkItem]:
        """The lines of the list, in order."""
        rows = self.app.worklist.rows
        assert rows is not None
        found = [rows[place] for place in range(len(rows))]
        return [item for item in found if item is not None]

    @property
    def listed(self) -> list[int]:
        """Everyone in the list, in order."""
        return [item.customer_id for item in self.items]


OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def open_desk(loaded_database: Path, settings: Settings) -> OpenDesk:
    """Open the app: ``async with open_desk(size=(80, 24)) as desk``."""

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = (120, 36),
        prepare: Callable[[Workbench], None] = lambda _workbench: None,
        chosen: Settings | None = None,
        settle: bool = True,
        **workbench_options: Any,
    ) -> AsyncIterator[Desk]:
        chosen = chosen or settings
        if not chosen.database.exists():
            shutil.copy(loaded_database, chosen.database)
        clock = HandClock()
        workbench = open_workbench(chosen, clock)
        for name, value in workbench_options.items():
            setattr(workbench, name, value)
        prepare(workbench)
        app = WorkbenchApp(workbench, clock=clock, environ={"COLORTERM": "truecolor"})
        app.ticks = count(step=LOOK_SECONDS).__next__  # somebody who looks before each key
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot, clock)
            await (desk.settle() if settle else pilot.pause())
            yield desk
        workbench.connection.close()

    return run


@pytest.fixture(scope="session")
def talked_database(loaded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The loaded customers, and beside them the chats of the two months before."""
    folder = tmp_path_factory.mktemp("talked")
    write_chats(folder, 60, seed=3, as_of=NOW.date(), progress=lambda _done, _all: None)
    database = Path(shutil.copy(loaded_database, folder / "sne.db"))
    workbench = open_workbench(Settings(database=database, agent="loader"), fixed_clock(NOW))
    workbench.import_conversations(folder / CHATS)
    workbench.understand_conversations()
    workbench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    workbench.connection.close()
    return database


@pytest.fixture
def talked(talked_database: Path, settings: Settings) -> None:
    """Give the screen a database with conversations."""
    shutil.copy(talked_database, settings.database)


class ScreenText(SingleFileSnapshotExtension):
    """One text file per screen, to be read in a review."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def screens(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a screen with the one that was kept: ``assert desk.text == screens``."""
    return snapshot.use_extension(ScreenText)


@pytest.fixture
def modelled(
    settings: Settings,
    environment: dict[str, str],
    wire: Wire,
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """Settings that ask for the model; the process that the screen starts inherits them."""
    for name, value in wire.environment().items():
        monkeypatch.setenv(name, value)
    for name, value in environment.items():
        if name.startswith("SNE_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("SNE_ANALYSIS_ANALYST", "bedrock")
    return replace(settings, analysis=replace(settings.analysis, analyst="bedrock"))
