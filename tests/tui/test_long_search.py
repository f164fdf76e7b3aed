"""Searching a very long list: the first rows at once, the number later; the last word counts."""

from __future__ import annotations

import pytest

from engine.store import searching
from engine.store.worklist import WorklistQuery
from engine.workbench import listing
from tests.tui.conftest import OpenDesk
from tui.widgets.rows import BLOCK, Rows

pytestmark = pytest.mark.usefixtures("long_list")


@pytest.fixture
def long_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a list of a hundred count as a very long one, and its first fifty be looked at first."""
    monkeypatch.setattr(listing, "LONG_SEARCH", 100)
    monkeypatch.setattr(searching, "CANDIDATES", 50)


async def test_a_long_list_is_searched_as_any_other(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2", "3", "3", "3", "3")
        everyone = desk.items
        await desk.press("slash")
        for typed in ("m", "i", "s", "s"):
            await desk.type(typed)
        wanted = [item for item in everyone if "missed payment" in item.reasons]
        assert wanted
        assert {item.customer_id for item in wanted} <= set(desk.listed)
        assert f" {len(desk.listed):,} \u00b7 " in desk.text.splitlines()[0]
        assert desk.selected == desk.app.customer_id
        await desk.press("escape")
        assert desk.items == everyone


async def test_a_search_that_finds_nobody_says_so_when_all_was_searched(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await desk.press("2", "3", "3", "3", "3", "slash")
        await desk.type("zzzz")
        assert "Nobody here" in desk.text
        assert desk.app.customer_id is None


async def test_of_letters_typed_at_once_the_last_counts(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2", "3", "3", "3", "3", "slash")
        for letter in "payment":
            await desk.pilot.press(letter)
        await desk.settle()
        assert desk.app.search == "payment"
        assert desk.items
        assert all("payment" in " ".join(item.reasons) for item in desk.items)


async def test_the_first_rows_come_before_the_others(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        seat = desk.workbench
        query = seat.searching(WorklistQuery(segment=None), "a")
        assert seat.takes_long_to_search(query)
        whole = Rows(seat, query)
        rows = Rows(seat, query, in_full=False)
        assert not rows.is_complete
        first = [rows[place] for place in range(len(rows))]
        assert 0 < len(first) <= min(BLOCK, 50)
        assert first == [whole[place] for place in range(len(first))]
        last = whole[len(whole) - 1]
        assert last is not None
        assert rows.find(last.customer_id) is None
        rows.complete(seat.search(query))
        assert rows.totals == whole.totals
        assert [rows[place] for place in range(len(rows))] == [
            whole[place] for place in range(len(whole))
        ]


@pytest.mark.parametrize("most", [0, 20_000], ids=["by window", "by id"])
async def test_the_cursor_stays_with_the_customer_where_the_list_holds_them(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(searching, "MOST_IDS", most)
    monkeypatch.setattr(listing, "LONG_SEARCH", 10_000)
    async with open_desk() as desk:
        await desk.press("2", "3", "3", "3", "3", "G", "k", "k")
        here = desk.selected
        await desk.press("slash")
        await desk.type(str(here)[:3])
        assert desk.selected == here
        assert desk.app.worklist.rows is not None
        assert desk.app.worklist.rows.find(here) == desk.listed.index(here)
