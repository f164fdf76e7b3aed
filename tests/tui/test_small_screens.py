"""Windows of any size: nothing breaks, and what matters most stays on the screen."""

from __future__ import annotations

from tests.tui.conftest import Desk, OpenDesk

LARGE_ENOUGH = ((60, 20), (40, 12), (20, 5), (300, 100))
TOO_SMALL = ((19, 24), (80, 4), (1, 1))


async def resize(desk: Desk, size: tuple[int, int]) -> None:
    await desk.pilot.resize_terminal(*size)
    await desk.settle()


def fits(desk: Desk, size: tuple[int, int]) -> bool:
    lines = desk.text.split("\n")
    return len(lines) <= size[1] and all(len(line) <= size[0] for line in lines)


async def test_the_next_customer_their_message_and_the_review_can_be_seen(
    open_desk: OpenDesk,
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        item = desk.items[0]
        for size in LARGE_ENOUGH:
            await resize(desk, size)
            assert f"{item.risk_score} ■" in desk.text
            assert (item.name or "")[:8] in desk.text
            await desk.press("enter")
            assert "Message" in desk.text
            await desk.press("e")
            await desk.press("space", "z", "z")
            assert "zz" in desk.text, "what is typed is in view"
            assert fits(desk, size)
            await desk.press("ctrl+s")
            assert f"#{item.customer_id}" in desk.text
            assert fits(desk, size)
            await desk.press("escape", "escape")


async def test_a_window_that_shows_nothing_of_use_says_so_and_sends_nothing(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        for keys in ((), ("s",)):
            await desk.press(*keys)
            for size in TOO_SMALL:
                await resize(desk, size)
                await desk.press("y")
                assert size == (1, 1) or "Make the" in desk.text
                assert fits(desk, size)
            await resize(desk, (80, 24))
        assert desk.workbench.outbox() == ()
        await desk.press("y")
        assert len(desk.workbench.outbox()) == 1
