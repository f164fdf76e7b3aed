"""The list pane by keys: moving, filters, search, order, what others do meanwhile."""

from __future__ import annotations

import pytest

from engine.models.vocabulary import Priority
from engine.privacy.clean import folded
from tests.tui.conftest import OpenDesk


async def test_the_first_customer_is_selected_and_their_case_is_open(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first = desk.listed[0]
        assert desk.selected == first
        assert desk.app.customer_id == first
        assert f"#{first} " in desk.text


async def test_moving_takes_the_case_along(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j", "down")
        assert desk.selected == desk.listed[2]
        assert desk.app.customer_id == desk.listed[2]
        await desk.press("k")
        assert desk.selected == desk.listed[1]
        await desk.press("G")
        assert desk.selected == desk.listed[-1]
        await desk.press("j")
        assert desk.selected == desk.listed[-1]
        await desk.press("g", "k")
        assert desk.selected == desk.listed[0]


async def test_the_list_moves_on_by_half_a_page_at_its_edge(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2")
        worklist = desk.app.worklist
        assert worklist.top == 0
        await desk.press(*["j"] * (worklist.page - 1))
        assert worklist.top == 0
        await desk.press("j")
        assert worklist.top == pytest.approx(worklist.page // 2, abs=1)
        assert f"{worklist.page + 1} of " in desk.text


async def test_to_contact_and_everyone_are_one_key_apart_and_the_selection_follows(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        recommended = desk.listed
        await desk.press("j", "j")
        chosen = desk.selected
        await desk.press("2")
        assert len(desk.listed) > len(recommended)
        assert desk.selected == chosen
        await desk.press("1")
        assert desk.listed == recommended
        assert desk.selected == chosen


async def test_segment_and_priority_filters_say_what_is_listed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2", "4")
        assert {item.priority for item in desk.items} == {Priority.HIGH}
        assert "Value Seekers · Critical" in desk.text
        await desk.press("4", "4", "4", "3")
        assert "Traditionalists" in desk.text.splitlines()[0]


async def test_search_as_you_type_and_escape_ends_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2")
        everyone = desk.listed
        await desk.press("slash")
        await desk.type("missed pay")
        found = desk.listed
        assert 0 < len(found) < len(everyone)
        assert all("missed payment" in item.reasons for item in desk.items)
        await desk.press("enter")
        assert desk.listed == found
        assert "“missed pay”" in desk.text
        await desk.press("escape")
        assert desk.listed == everyone


async def test_a_search_that_finds_nobody_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("zzzz")
        assert "Nobody here" in desk.text
        assert desk.app.customer_id is None
        await desk.press("enter", "s")
        assert "no customer is selected" in desk.status


async def test_the_order_can_be_by_name(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2", "t", "t")
        names = [item.name or "" for item in desk.items]
        assert names == sorted(names, key=folded)


async def test_nothing_moves_when_somebody_else_closes_customers(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before, top = desk.listed, desk.listed[0]
        await desk.press("j")
        other = desk.workbench
        other.skip(top, "handled by phone")
        desk.app._database_version = -1
        desk.app._watch()
        await desk.settle()
        assert desk.listed == before
        assert desk.selected == before[1]
        assert "–" in desk.text.splitlines()[2]
        await desk.press("r")
        assert desk.listed == before[1:]
        assert desk.selected == before[1]


async def test_new_data_is_announced_and_shown_when_asked_for(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.workbench.connection.execute(
            "INSERT INTO scoring_runs (scored_at, as_of, customers) "
            "SELECT scored_at, as_of, customers FROM scoring_runs"
        )
        desk.app._database_version = -1
        desk.app._watch()
        await desk.settle()
        assert "r shows them" in desk.status


async def test_a_click_selects(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.pilot.click("#worklist", offset=(10, 5))
        await desk.settle()
        assert desk.selected == desk.listed[4]


async def test_a_list_that_became_shorter_is_said_to_have_changed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2")
        desk.workbench.connection.execute(
            "UPDATE scores SET segment = 'Eco Savers' WHERE customer_id % 2 = 0"
        )
        await desk.press("G")
        assert "the list has changed" in desk.text
        await desk.press("r")
        assert "the list has changed" not in desk.text
        assert desk.items
