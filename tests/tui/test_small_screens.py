"""Windows of any size: nothing breaks, and what matters most stays on the screen."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Desk, OpenDesk

TO_FIT = pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (20, 5), (300, 100)])


def fits(desk: Desk, size: tuple[int, int]) -> bool:
    lines = desk.text.split("\n")
    return len(lines) <= size[1] and all(len(line) <= size[0] for line in lines)


@TO_FIT
async def test_the_next_customer_their_message_and_the_review_can_be_seen(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        item = desk.items[0]
        assert f"{item.risk_score} ■ {(item.name or '')[:8]}" in desk.text
        await desk.press("enter")
        assert "Message" in desk.text
        await desk.press("e")
        await desk.type(" zz")
        assert "zz" in desk.text, "what is typed is in view"
        assert fits(desk, size)
        await desk.press("ctrl+s")
        assert f"#{item.customer_id}" in desk.text
        assert fits(desk, size)
        await desk.press("y")
        assert len(desk.workbench.outbox()) == 1


@pytest.mark.parametrize("size", [(19, 24), (80, 4), (1, 1)])
async def test_a_window_that_shows_nothing_of_use_says_so_and_sends_nothing(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk() as desk:
        for keys in ((), ("s",), ("y",)):
            await desk.pilot.resize_terminal(*size)
            await desk.press(*keys)
            assert size == (1, 1) or "Make the window" in desk.text
            assert fits(desk, size)
        assert desk.workbench.outbox() == ()
        await desk.pilot.resize_terminal(80, 24)
        await desk.press("y")
        assert len(desk.workbench.outbox()) == 1
