"""Snippets in the editor: found by a few letters, put in at the cursor, never with holes."""

from __future__ import annotations

from dataclasses import replace

from engine.settings import Settings
from tests.tui.conftest import Desk, OpenDesk


def text_of(desk: Desk) -> str:
    assert desk.app.editor is not None
    return desk.app.editor.text


async def test_a_snippet_goes_in_at_the_cursor_and_is_saved(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        await desk.press("e", "ctrl+t")
        assert "Snippets" in desk.text
        await desk.type("best")
        await desk.press("enter")
        assert text_of(desk).endswith(
            " If you would like us to call, reply with a day and a time that suit you."
        )
        await desk.type(" Ok")
        await desk.press("escape")
        draft = desk.workbench.draft(customer_id)
        assert draft is not None
        assert draft.message.endswith("that suit you. Ok")


async def test_a_key_pressed_twice_puts_in_nothing_and_escape_changes_nothing(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await desk.press("e")
        before = text_of(desk)
        await desk.press("ctrl+t", "ctrl+t", "down", "up", "escape")
        assert text_of(desk) == before
        assert desk.app.focused is desk.app.editor


async def test_letters_find_in_names_and_texts_and_can_be_taken_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e", "ctrl+t")
        await desk.type("gas")
        assert "0800 111 999" in desk.text
        assert "call, best time" not in desk.text
        await desk.type("qq")
        assert "No snippet holds these words." in desk.text
        await desk.press("enter")
        assert "Snippets" in desk.text
        await desk.press(*["backspace"] * 5)
        assert "call, best time" in desk.text


async def test_a_missing_value_is_named_and_not_put_in(
    open_desk: OpenDesk, settings: Settings
) -> None:
    own = {"hole": "You asked us to stop on {objected_at}.", "wrong": "Your {tarif} plan"}
    async with open_desk(chosen=replace(settings, snippets=own)) as desk:
        await desk.press("e")
        before = text_of(desk)
        await desk.press("ctrl+t")
        await desk.type("hole")
        assert "{objected_at}" in desk.text
        await desk.press("enter", "escape", "ctrl+t")
        await desk.type("wrong")
        assert "did you mean {tariff}?" in " ".join(desk.text.split())
        await desk.press("enter", "escape")
        assert text_of(desk) == before


async def test_a_small_terminal_shows_them_too(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("e", "ctrl+t", "down", "pagedown", "pagedown", "pagedown")
        assert "thanks for your patience" in desk.text
        assert "Enter put it in" in desk.text
