"""Which profile and theme a terminal gets, and that the case waits for a line that is slow."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.tui.conftest import OpenDesk
from tui.driver.echo import QUESTION, Echo
from tui.held_key import HeldKey
from tui.screen_profile import FULL, LIGHT, ScreenProfile, decide_profile, decide_theme

LOCAL = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("wanted", "environ", "profile"),
    [
        ("auto", LOCAL, FULL),
        ("auto", LOCAL | {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}, LIGHT),
        ("auto", LOCAL | {"SSH_TTY": "/dev/pts/3"}, LIGHT),
        ("auto", {"TERM": "xterm"}, LIGHT),
        ("auto", {"TERM": "dumb"}, LIGHT),
        ("auto", {}, LIGHT),
        ("full", {"TERM": "xterm", "SSH_TTY": "/dev/pts/3"}, FULL),
        ("light", LOCAL, LIGHT),
    ],
)
def test_the_profile(wanted: str, environ: dict[str, str], profile: ScreenProfile) -> None:
    assert decide_profile(wanted, environ).value is profile


@pytest.mark.parametrize(
    ("wanted", "profile", "environ", "theme"),
    [
        ("auto", FULL, LOCAL, "sne-dark"),
        ("auto", LIGHT, LOCAL, "sne-ansi"),
        ("auto", FULL, {"TERM": "xterm"}, "sne-ansi"),
        ("light", LIGHT, LOCAL, "sne-light"),
        ("dark", FULL, LOCAL | {"NO_COLOR": "1"}, "sne-plain"),
    ],
)
def test_the_theme(
    wanted: str, profile: ScreenProfile, environ: dict[str, str], theme: str
) -> None:
    assert decide_theme(wanted, profile, environ).value == theme


def test_one_question_at_a_time_and_only_with_about_a_case() -> None:
    echo = Echo()
    assert not echo.question(40)
    assert not echo.question(4_000)
    assert echo.question(700) == QUESTION
    assert not echo.question(700)
    echo.answer()
    assert echo.lag_seconds > 0
    assert echo.question(700) == QUESTION


def test_a_terminal_that_never_answers_is_asked_once_and_not_waited_for() -> None:
    echo = Echo()
    echo.question(700)
    echo.settle(seconds=1e9)
    assert echo.lag_seconds == 0


def test_the_wait_grows_with_the_line() -> None:
    moments = iter((10.0, 10.05, 10.25, 10.5))
    key = HeldKey(0.06, lambda: next(moments))
    assert key.wait(0) == 0
    assert key.wait(0) == 0.12
    assert key.wait(0) == 0
    assert key.wait(0.3) == 0.3


async def test_on_a_slow_line_the_case_follows_when_the_key_is_let_go(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.lag_of", lambda _driver: 1e9)
    async with open_desk() as desk:
        await desk.press("j")
        before = desk.app.customer_id
        await desk.press("j")
        assert desk.app.customer_id == before != desk.selected
        # Whatever acts on the customer takes the one under the cursor.
        await desk.press("e")
        assert desk.app.customer_id == desk.selected


async def test_what_textual_would_show_in_a_box_is_said_in_the_status_line(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        desk.app.notify("Press [b]q[/b]", title="Do you want to quit?")
        await desk.settle()
        assert desk.status == "Press [b]q[/b]"
        assert not desk.app._notifications


async def test_the_editor_scrolls_by_half_a_page_at_its_edge(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e")
        editor = desk.app.editor
        assert editor is not None
        tops = []
        for _line in range(2 * editor.size.height):
            await desk.press("enter")
            tops.append(editor.scroll_offset.y)
            y = editor.wrapped_document.location_to_offset(editor.cursor_location).y
            assert 0 <= y - tops[-1] < editor.size.height
        half = editor.size.height // 2
        steps = [after - before for before, after in pairwise(tops) if after != before]
        assert steps
        assert min(steps) >= half - 1
