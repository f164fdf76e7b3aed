"""The case pane: panels, small terminals, putting aside, notes."""

from __future__ import annotations

from engine.models.vocabulary import WorkMark
from engine.scoring.risk import explain_risk
from tests.tui.conftest import OpenDesk

TITLES = (
    "Why this customer, why now",
    "Customer service insights",
    "Communication strategy",
    "Next best action",
    "Segment",
    "History",
)


async def test_panels_start_closed_and_open_one_by_one_or_all(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        for title in TITLES:
            assert f"▸ {title}" in desk.text
        await desk.press("J", "J", "J", "o")
        assert "▾ Next best action" in desk.text
        assert "1. " in desk.text
        assert "▸ Why this customer" in desk.text
        await desk.press("o", "K", "K", "K", "O")
        assert "▾ Why this customer" in desk.text
        await desk.press("O")
        assert all(f"▸ {title}" in desk.text for title in TITLES)


async def test_what_is_open_stays_open_for_the_next_customer(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("o", "j")
        assert "▾ Why this customer" in desk.text
        assert "base 1 + " in desk.text


async def test_why_first_is_answered_by_arithmetic(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("o")
        profile = desk.workbench.profile(desk.selected)
        shown = " ".join(line[61:].strip() for line in desk.text.splitlines())
        assert explain_risk(profile) in shown


async def test_one_pane_at_a_time_where_there_is_no_room(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        assert "WHY FIRST" in desk.text
        assert "Message ·" not in desk.text
        await desk.press("enter")
        assert "WHY FIRST" not in desk.text
        assert "Message ·" in desk.text
        assert f"#{desk.selected} " in desk.text
        await desk.press("escape")
        assert "WHY FIRST" in desk.text


async def test_a_long_case_scrolls_on_a_small_terminal(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("enter", "O")
        before = desk.text
        await desk.press("pagedown")
        assert desk.text != before
        await desk.press("pageup")
        assert desk.text == before


async def test_snooze_moves_on_and_can_be_taken_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first = desk.selected
        await desk.press("z", "2")
        assert desk.selected == desk.listed[1]
        item = desk.workbench.item(first)
        assert item is not None
        assert item.mark is WorkMark.SNOOZED
        assert "Sat 21 Nov 09:00" in desk.status
        await desk.press("u")
        item = desk.workbench.item(first)
        assert item is not None
        assert item.mark is WorkMark.OPEN


async def test_escape_leaves_the_choice_without_choosing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first = desk.selected
        await desk.press("z", "escape")
        item = desk.workbench.item(first)
        assert item is not None
        assert item.mark is WorkMark.OPEN


async def test_skip_needs_a_reason(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first = desk.selected
        await desk.press("x", "enter")
        assert "a reason is needed" in desk.status
        await desk.press("x")
        await desk.type("spoke")
        await desk.press("enter")
        row = desk.workbench.connection.execute("SELECT * FROM dispositions").fetchone()
        assert (row["customer_id"], row["mark"], row["reason"]) == (first, "skipped", "spoke")


async def test_a_note_is_seen_in_the_history(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("n")
        await desk.type("rings back")
        await desk.press("enter")
        assert "▸ History  1 note" in desk.text
        await desk.press("J", "J", "J", "J", "J", "o")
        assert "Note by anna: rings back" in desk.text


async def test_an_action_that_is_not_possible_says_why(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("u")
        assert "nothing to take back" in desk.status
        await desk.press("v")
        assert "nothing was sent" in desk.status
        await desk.press("D")
        assert "no draft" in desk.status
