"""Start, background analyses, keys of one's own, palette, errors: the program around the panes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.settings import Settings
from tests.conftest import ROOT, USER_DATA
from tests.tui.conftest import OpenDesk
from tui.actions import ACTIONS
from tui.app import WorkbenchApp
from tui.keymap import bindings, key_table, problems
from tui.messages import AnalysesArrived


async def test_an_analysis_does_not_disturb_an_edit(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j", "e")
        await desk.type(" mine")
        desk.app.post_message(AnalysesArrived("The model: 1 of 1"))
        await desk.settle()
        assert desk.app.editor is not None
        assert desk.app.editor.text.endswith(" mine")


async def test_the_first_start_loads_the_customer_files(
    settings: Settings, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.pipeline import open_workbench
    from tests.tui.conftest import HandClock

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    clock = HandClock()
    workbench = open_workbench(replace(settings, data_directory=USER_DATA), clock)
    app = WorkbenchApp(workbench, clock=clock, environ={})
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "Loading the customer files" in app.worklist.notice
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.worklist.rows is not None
        assert len(app.worklist.rows) > 0
        assert "rows loaded" in app.status._text
    workbench.connection.close()


async def test_a_first_start_without_files_says_what_is_missing(
    settings: Settings, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.pipeline import open_workbench
    from tests.tui.conftest import HandClock

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    nowhere = settings.database.parent / "nowhere"
    clock = HandClock()
    app = WorkbenchApp(
        open_workbench(replace(settings, data_directory=nowhere), clock), clock=clock, environ={}
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Nothing was loaded" in app.status._text
        assert "nowhere" in app.status._text


async def test_keys_can_be_ones_own(open_desk: OpenDesk, settings: Settings) -> None:
    chosen = replace(settings, keys={"send": "S", "quit": "f10"})
    async with open_desk(chosen=chosen) as desk:
        await desk.press("s")
        assert "Review" not in desk.text
        await desk.press("S")
        assert "Review" in desk.text
        await desk.press("escape", "question_mark", *["j"] * 30)
        assert "S                 Review the message" in desk.text


def test_every_action_has_a_key_of_its_own_and_a_method() -> None:
    assert problems({}) == []
    for action in ACTIONS:
        assert callable(getattr(WorkbenchApp, f"do_{action.id}"))
        assert action.help.endswith(".")
    assert len(bindings({})) == len(ACTIONS)


def test_wrong_keys_in_the_settings_are_named() -> None:
    assert problems({"sned": "S"}) == ["[keys] sned: there is no such action; see sne keys"]
    assert "is no key" in problems({"send": "Ctrl+X"})[0]
    assert problems({"send": "ctrl+x"}) == []
    assert problems({"send": "j"}) == ["[keys] j is both down and send"]


def test_the_readme_has_the_tables_of_keys_and_settings() -> None:
    from engine.commands import settings
    from tui import keys_command

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert keys_command.markdown_table({}) in readme
    assert settings.markdown_table() in readme
    assert sum(len(rows) for _group, rows in key_table({})) == len(ACTIONS)


async def test_the_palette_finds_an_action_by_name(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("colon")
        await desk.type("everyone")
        await desk.press("down", "enter")
        assert "to contact" not in desk.text.splitlines()[0]


async def test_an_error_in_an_action_is_one_line_and_the_log_has_the_rest(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:

        def broken() -> None:
            raise RuntimeError("the disk is full")

        desk.app.do_refresh = broken  # type: ignore[method-assign]
        await desk.press("r")
        assert "did not work: the disk is full" in desk.status
        assert "RuntimeError" in desk.app.settings.log_file.read_text(encoding="utf-8")


async def test_quitting_keeps_what_was_typed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        await desk.press("e")
        await desk.type(" last")
        await desk.app.do_edit()
        desk.app.do_quit()
        await desk.pilot.pause()
        draft = desk.workbench.draft(customer_id)
        assert draft is not None
        assert draft.message.endswith(" last")
