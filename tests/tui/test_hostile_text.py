"""Customer text can hold anything: it breaks no layout and never reaches the terminal raw."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events

from engine.clock import fixed_clock
from engine.pipeline import open_workbench
from engine.settings import Settings
from tests.conftest import NOW, CustomerFiles, Sne
from tests.tui.conftest import OpenDesk

HOSTILE = {
    "escape codes": "\x1b[2J\x1b[31mRed\x1b]0;title\x07\x1b[?1049l",
    "markup": "[/b][bold red]Bold[/] [link=http://x]y[/link] \\[ [@click=app.quit]z[/]",
    "bidi": "\u202eeverse\u2066hidden\u2069 \u200fright",
    "emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️ é́́́ 漢字かな",
    "long": "wörd " * 20_000,
    "one word": "x" * 100_000,
    "lines": "one\ntwo\r\nthree\x0bfour\x85five",
    "nothing": "\u200b\u200c\u2060",
    "sql": "Robert'); DROP TABLE scores; --",
    "braces": "{first_name} {0} %s %(x)s ${y}",
}


@pytest.fixture
def hostile(files: CustomerFiles, settings: Settings) -> Settings:
    """A database whose every free text is hostile."""
    for number, text in enumerate(HOSTILE.values(), 1):
        files.customer(number, Name=text, Location=text, Income_Bracket="Low")
        files.activity(number, Churn_Risk_Score=90, Subscription_Type="Basic", Recent_Activity=text)
        files.interaction(number, Summary=text, Resolution_Status="Pending", Agent_ID=text)
        files.action(number, Scenario=text, Recommended_Action=text, Assigned_Team=text)
        files.notification(f"N-{number}", number, Action_Taken=text)
    workbench = open_workbench(settings, fixed_clock(NOW))
    report = workbench.load(files.write())
    assert report.status == "loaded"
    assert sum(file.rows_loaded for file in report.files) == 5 * len(HOSTILE)
    workbench.add_note(1, HOSTILE["escape codes"])
    workbench.connection.close()
    return settings


async def test_every_hostile_text_is_shown_as_text(hostile: Settings, open_desk: OpenDesk) -> None:
    async with open_desk(chosen=hostile) as desk:
        await desk.press("3", "3", "3", "3", "2")
        assert len(desk.listed) == len(HOSTILE)
        await desk.press("O")
        for _customer in HOSTILE:
            lines = desk.text.split("\n")
            assert len(lines) == 36
            for line in lines:
                assert cell_len(line) <= 120
                assert not set(line) & set("\x1b\x07\x9b\r\x0b\x85\u202e\u2066\u200f\u200d")
            await desk.press("J", "J", "j")


async def test_hostile_texts_can_be_edited_reviewed_and_sent(
    hostile: Settings, open_desk: OpenDesk
) -> None:
    async with open_desk(chosen=hostile) as desk:
        await desk.press("3", "3", "3", "3", "2")
        for _customer in HOSTILE:
            await desk.press("s")
            assert "Review" in desk.text
            await desk.press("escape", "e", "escape", "j")
        await desk.press("g", "s", "y")
        await desk.pass_time(11)
        (sent,) = desk.workbench.outbox()
        assert "\x1b" not in sent.message


@pytest.mark.usefixtures("hostile")
def test_commands_print_hostile_texts_as_text(sne: Sne) -> None:
    for arguments in (
        ["worklist", "--segment", "all"],
        ["show", "1"],
        ["customers"],
        ["billing-issues"],
        ["notifications"],
    ):
        done = sne(*arguments)
        assert done.code == 0, done.err
        assert not set(done.out) & set("\x1b\x07\x9b\r\u202e\u2066"), arguments


async def test_a_pasted_text_is_cleaned_and_cut(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e")
        assert desk.app.editor is not None
        desk.app.editor.post_message(events.Paste("\x1b[31mred\x1b[0m " + "y" * 1_000_000))
        await desk.settle()
        text = desk.app.editor.text
        assert "red y" in text
        assert "\x1b" not in text
        assert len(text) <= 10_000
