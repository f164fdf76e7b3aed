"""What the main screens look like, kept as text; and every theme and size draws them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.settings import ScreenSettings, Settings
from tests.tui.conftest import OpenDesk


async def test_the_workbench(open_desk: OpenDesk, screens: SnapshotAssertion) -> None:
    async with open_desk() as desk:
        await desk.press("j")
        assert desk.text == screens


async def test_the_open_case(open_desk: OpenDesk, screens: SnapshotAssertion) -> None:
    async with open_desk() as desk:
        await desk.press("j", "o")
        assert desk.text == screens


async def test_the_editor(open_desk: OpenDesk, screens: SnapshotAssertion) -> None:
    async with open_desk() as desk:
        await desk.press("j", "e")
        assert desk.text == screens


async def test_the_review(open_desk: OpenDesk, screens: SnapshotAssertion) -> None:
    async with open_desk() as desk:
        await desk.press("j", "s")
        assert desk.text == screens


async def test_the_help(open_desk: OpenDesk, screens: SnapshotAssertion) -> None:
    async with open_desk() as desk:
        await desk.press("question_mark")
        assert desk.text == screens


async def test_the_choice_of_a_channel(open_desk: OpenDesk, screens: SnapshotAssertion) -> None:
    async with open_desk() as desk:
        await desk.press("c")
        assert desk.text == screens


@pytest.mark.parametrize("reading", [False, True])
async def test_a_small_terminal(
    open_desk: OpenDesk, screens: SnapshotAssertion, reading: bool
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("j", *(["enter"] if reading else []))
        assert desk.text == screens


@pytest.mark.parametrize("theme", ["dark", "light", "ansi"])
async def test_every_theme_draws_the_workbench(
    open_desk: OpenDesk, settings: Settings, theme: str
) -> None:
    chosen = replace(settings, screen=ScreenSettings(theme=theme))
    async with open_desk(chosen=chosen) as desk:
        await desk.press("j", "o", "s")
        assert "Review" in desk.text
        assert desk.app.current_theme.name == f"sne-{theme}"


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (79, 24), (300, 100)])
async def test_any_size_is_survived(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size=size) as desk:
        await desk.press("j", "enter", "O", "pagedown", "escape", "e", "escape", "s", "escape")
        lines = desk.text.splitlines()
        assert len(lines) == size[1]


async def test_resizing_back_and_forth_keeps_the_selection(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2", "G")
        chosen = desk.selected
        for size in ((80, 24), (40, 10), (200, 60), (120, 36)):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            assert desk.selected == chosen
        name = desk.workbench.profile(chosen).customer.name
        assert name is not None
        assert name in desk.text
