"""The customer files are loaded from the screen, once at a time, and the load ends with it."""

from __future__ import annotations

import sqlite3

import pytest

from tests.tui.conftest import Desk, OpenDesk
from tui.actions import BY_ID


async def begin_to_load(desk: Desk) -> sqlite3.Connection:
    """Press the key; the load waits until the returned connection lets the database go."""
    other = sqlite3.connect(desk.workbench.settings.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = desk.app._loader
    await desk.pilot.press("R")
    while desk.app._loader is before:
        await desk.pilot.pause()
    return other


async def test_one_load_at_a_time_and_it_ends_with_the_screen(
    open_desk: OpenDesk, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with open_desk() as desk:
        other = await begin_to_load(desk)
        await desk.pilot.press("R")
        assert BY_ID["load"].why_not(desk.app) == "the files are being loaded"
        assert sum(worker.group == "load" for worker in desk.app.workers) == 1
        other.close()
        await desk.settle()
        assert "nothing has changed" in desk.status
        other = await begin_to_load(desk)
        await desk.pilot.press("q")
        assert desk.app._loader is not None
        assert desk.app._loader.wait(timeout=20), "it was ended before its time"
        other.close()
