"""What goes to the clipboard of the agent's terminal, and what is pasted from it."""

from __future__ import annotations

import base64
from dataclasses import replace
from itertools import repeat
from typing import Any

from textual import events

from engine.settings import Settings
from tests.tui.conftest import Desk, OpenDesk
from tui.clipboard_actions import LARGEST
from tui.driver.repertoire import Repertoire
from tui.pace import TOO_SOON
from tui.widgets.prompt import LONGEST

TERMINALS_TAKE = 74_994


class Sent:
    """What a desk sends to the clipboard."""

    def __init__(self, desk: Desk) -> None:
        self.texts: list[str] = []
        driver: Any = desk.app._driver
        driver.write = self._note

    def _note(self, data: str) -> None:
        if data.startswith("\x1b]52;c;"):
            coded = data.removeprefix("\x1b]52;c;").removesuffix("\a")
            assert len(coded) <= TERMINALS_TAKE
            self.texts.append(base64.b64decode(coded).decode())


async def paste(desk: Desk, text: str) -> None:
    """Paste as a terminal does, to whoever has the keyboard."""
    desk.app.post_message(events.Paste(text))
    for _ in range(3):
        await desk.settle()


async def test_the_message_goes_to_the_terminal_and_nothing_more_is_claimed(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        sent = Sent(desk)
        await desk.press("C")
        assert desk.app.case
        assert sent.texts == [desk.app.case.text]
        assert "Sent to your terminal" in desk.status
        await desk.press("e", "ctrl+c")
        assert sent.texts[1:] == [desk.app.case.text]
        await desk.press("ctrl+end", "ctrl+shift+left", "ctrl+c")
        assert sent.texts[0].endswith(sent.texts[2])
        assert len(sent.texts[2]) < 20


async def test_what_is_too_large_unsafe_or_unwanted_is_not_sent(
    open_desk: OpenDesk, settings: Settings
) -> None:
    off = replace(settings, screen=replace(settings.screen, clipboard="off"))
    async with open_desk(chosen=off) as desk:
        sent = Sent(desk)
        await desk.press("C")
        assert "Not sent" in desk.status
        assert not sent.texts
    async with open_desk() as desk:
        sent = Sent(desk)
        desk.app.copy_to_clipboard("£" * (LARGEST // 2 + 1))
        assert "Not sent" in desk.status
        desk.app.copy_to_clipboard("£" * (LARGEST // 2))
        desk.app.copy_to_clipboard("a\x1b]52;c;AAAA\x07\x1b[31mb")
        assert [len(sent.texts[0]), sent.texts[1]] == [LARGEST // 2, "ab"]


async def test_a_paste_is_text_or_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await paste(desk, "szx")
        assert "not a command" in desk.status
        await desk.press("slash")
        question = desk.question
        assert question
        await paste(desk, "a\x1b[31mb\nc" + "d" * 1_000_000)
        assert question.value == "ab c" + "d" * (LONGEST - 4)
        assert "was cut" in desk.status


async def test_y_counts_only_after_a_look(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.app.ticks = repeat(0.0).__next__
        await desk.press("s", "y", "a", "y")
        assert TOO_SOON in desk.text
        assert desk.workbench.outbox() == ()
        desk.app.ticks = iter([0.0, 0.0, 0.0, 0.2, 0.4, 0.8]).__next__
        await desk.press("escape", "s", "a", "y")
        assert desk.workbench.outbox() == ()
        await desk.press("y")
        assert len(desk.workbench.outbox()) == 1


async def test_a_review_says_when_the_terminal_cannot_show_the_message(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.app.repertoire = Repertoire("ascii")
        await desk.press("e")
        await paste(desk, "Dear Zoë, £5 is on your account.")
        await desk.press("ctrl+s")
        assert "cannot show every letter" in desk.text
        desk.app.repertoire = Repertoire("iso8859-1")
        await desk.press("escape", "s")
        assert "cannot show every letter" not in desk.text
