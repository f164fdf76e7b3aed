"""My work, handing over and saved views by keys; what a role does not allow says why."""

from __future__ import annotations

from dataclasses import replace

from engine.settings import Settings
from tests.tui.conftest import Desk, OpenDesk

ROLES = {"anna": "agent", "lea": "lead", "opa": "operator"}


def title(text: str) -> str:
    return text.splitlines()[0]


async def answer(desk: Desk, line: str) -> None:
    """Put a line into the question, as if pasted, and press Enter."""
    question = desk.question
    assert question is not None
    question.value = line
    await desk.press("enter")


async def test_my_work_is_one_key_away_and_so_is_the_list_before(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.listed
        await desk.press("j", "A", "1")
        chosen = desk.selected
        assert f"#{chosen} is work of anna now." in desk.status
        assert "Assigned to anna" in desk.text
        await desk.press("w")
        assert desk.listed == [chosen]
        assert title(desk.text).startswith(" My work   1 ")
        await desk.press("w")
        assert desk.listed == before
        assert desk.selected == chosen


async def test_my_work_is_a_list_of_what_is_left_to_do(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first, second = desk.listed[:2]
        for customer_id in (first, second):
            desk.workbench.assign(customer_id, agent="anna")
        await desk.press("w")
        await desk.press("z", "1")
        assert desk.listed == [first, second]
        await desk.press("r")
        assert desk.listed == [second]


async def test_a_case_is_handed_to_a_colleague_with_a_note(
    open_desk: OpenDesk, settings: Settings
) -> None:
    async with open_desk() as desk:
        handed = desk.selected
        await desk.press("A", "2")
        await answer(desk, "ben mind the dog")
        assert f"#{handed} is work of ben now." in desk.status
        assert "Assigned to ben" in desk.text
    async with open_desk(chosen=replace(settings, agent="ben")) as desk:
        await desk.press("w")
        assert desk.listed == [handed]
        assert "Note from anna, 20 Nov 2026: mind the dog" in desk.text
        await desk.press("A", "1")
        assert "put away" in desk.status
        assert "mind the dog" not in desk.text


async def test_a_team_gets_the_case_and_the_note(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        handed = desk.selected
        await desk.press("A", "4")
        await desk.press("enter")
        assert f"#{handed} is work of team Support now." in desk.status
        await desk.press("A", "escape")
        assert desk.workbench.profile(handed).handover is None


async def test_a_view_is_saved_and_chosen_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2", "4", "W", "1")
        await answer(desk, "hot")
        assert "Saved as hot: Value Seekers · Critical." in desk.status
        listed = desk.listed
        await desk.press("4", "1")
        assert desk.listed != listed
        await desk.press("enter", "W", "1")
        assert desk.listed == listed
        assert title(desk.text).startswith(" Value Seekers · Critical ")
        assert desk.app.focused is desk.app.worklist


async def test_what_the_role_does_not_allow_says_who_may(
    open_desk: OpenDesk, settings: Settings
) -> None:
    chosen = replace(settings, roles=ROLES)
    async with open_desk(chosen=chosen) as desk:
        await desk.press("R")
        assert desk.status.startswith("Reload: only an operator may load customer files; anna is")
        lead = replace(chosen, agent="lea")
        desk.workbench.settings = lead
        desk.workbench.agent = "lea"
        desk.workbench.assign(desk.selected, agent="lea")
        desk.workbench.settings, desk.workbench.agent = chosen, "anna"
        await desk.press("A", "1")
        assert desk.status.startswith("Not handed over: only a lead may assign for others")
        assert desk.workbench.assignment(desk.selected).agent == "lea"
