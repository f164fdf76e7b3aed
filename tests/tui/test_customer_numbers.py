"""What is typed as a customer's number: whole numbers that the store can hold, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.customer_numbers import MOST_DIGITS, customer_number
from engine.pipeline import Workbench
from engine.store.worklist import WorklistQuery
from tests.tui.conftest import OpenDesk
from tui.plain.walk import Walk
from tui.screens.beside import Beside
from tui.screens.choice import Choice
from tui.widgets.prompt import Prompt

NO_NUMBERS = ("", "²", "٣", "1²", "-1", "+1", "1_0", "1.0", " 1", "9" * (MOST_DIGITS + 1))


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text: str) -> None:
    assert customer_number(text) is None


@given(st.integers(min_value=0, max_value=10**MOST_DIGITS - 1))
def test_whole_numbers_that_the_store_holds(number: int) -> None:
    assert customer_number(str(number)) == number < 2**63


@given(st.text(alphabet=st.characters(categories=["N"]), max_size=24))
def test_no_digits_are_a_surprise(text: str) -> None:
    number = customer_number(text)
    assert number is None or int(text) == number < 2**63


@pytest.mark.parametrize("typed", ["²", "99999999999999999999", "#²"])
def test_plain_mode_says_that_nobody_is_called_so(workbench: Workbench, typed: str) -> None:
    said: list[str] = []
    lines = iter([f"g {typed}", "q"])
    Walk(workbench, WorklistQuery(), ask=lambda _prompt: next(lines), say=said.append).go()
    assert f"{typed} is not on this list; g and an id goes there." in said


@pytest.mark.usefixtures("talked")
async def test_a_conversation_is_linked_to_numbers_only(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("d")
        for typed in ("²", "99999999999999999999"):
            await desk.press("L")
            desk.app.screen.query_one(Prompt).value = typed
            await desk.press("enter")
            assert isinstance(desk.app.screen, Beside)
            assert desk.app.screen.status.text == f"Link: '{typed}' is no customer number."


async def test_a_sheet_is_answered_with_digits_only(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        chosen: list[str | None] = []
        desk.app.push_screen(Choice("About", [("one", "1"), ("two", "2")]), chosen.append)
        await desk.settle()
        await desk.press("²", "2")
        assert chosen == ["2"]
