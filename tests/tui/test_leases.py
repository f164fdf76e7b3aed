"""Others at the same customer, on the screen: who is writing, taking over, two windows of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.models.vocabulary import Channel
from engine.pipeline import Workbench, open_workbench
from tests.tui.conftest import Desk, OpenDesk

ELSEWHERE = "another-host:1:1"
TEXT = "We have read your message and will call you tomorrow."


@contextmanager
def other_seat(desk: Desk, agent: str) -> Iterator[Workbench]:
    """Somebody at another window of the same database."""
    opened = open_workbench(desk.workbench.settings, desk.clock)
    opened.agent, opened.seat = agent, ELSEWHERE
    try:
        yield opened
    finally:
        opened.connection.close()


async def look(desk: Desk) -> None:
    """Let the saver's thread finish and the screen look whether others have written."""
    assert desk.app.saver.flush()
    desk.app._watch()
    await desk.settle()


async def test_the_editor_takes_the_lease_and_leaving_ends_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        await desk.press("e")
        await look(desk)
        with other_seat(desk, "ben") as ben:
            lease = ben.lease_of_another(customer_id)
            assert lease is not None
            assert lease.agent == "anna"
            await desk.press("escape")
            await look(desk)
            assert ben.leases() == ()
        assert "✎anna" not in desk.text


async def test_typing_renews_it_no_more_than_once_a_minute(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e")
        await look(desk)
        for seconds, minutes in ((0, 10), (40, 10), (40, 11)):
            desk.clock.forward(seconds)
            await desk.type("x")
            await look(desk)
            ((lease, _in_force),) = desk.workbench.leases()
            assert (lease.expires_at - lease.taken_at).total_seconds() // 60 == minutes


async def test_who_else_is_writing_is_seen_and_keeps_the_editor_closed(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        with other_seat(desk, "ben") as ben:
            ben.take_lease(desk.selected)
            await look(desk)
            assert "✎ben" in desk.text
            assert "✎ ben until 09:10" in desk.text
            await desk.press("e")
            assert not desk.app.is_editing
            assert "ben is writing" in desk.status
            assert "T takes over" in desk.status
            await desk.press("s")
            assert "Stopped: ben is writing" in desk.text
            await desk.press("y", "escape")
            assert desk.workbench.outbox() == ()
            ben.release_lease(desk.selected)
        await look(desk)
        assert "✎" not in desk.text
        await desk.press("e")
        assert desk.app.editor is not None


async def test_a_lease_whose_time_is_up_goes_and_is_taken_over(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        with other_seat(desk, "ben") as ben:
            ben.take_lease(desk.selected)
        await look(desk)
        assert "✎ben" in desk.text
        desk.clock.forward(600)
        await look(desk)
        assert "✎ben" not in desk.text
        await desk.press("e")
        await look(desk)
        assert desk.app.is_editing
        assert desk.status == "Taken over from ben, whose time was up."


async def test_taking_over_asks_first_and_tells_who_was_writing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        with other_seat(desk, "ben") as ben:
            ben.take_lease(desk.selected)
            await desk.press("T", "escape")
            assert desk.app.editor is None
            await desk.press("T", "1")
            await look(desk)
            assert "editing" in desk.text
            assert desk.status == "Taken over from ben, still writing."
            await desk.type(" mine")
            ben.take_lease(desk.selected, take_over=True)
            await look(desk)
            assert desk.status.startswith("Taken over: ben is writing")
        await desk.press("escape")
        draft = desk.workbench.draft(desk.selected)
        assert draft is not None
        assert draft.message.endswith(" mine")
        await desk.press("j", "T")
        assert "nobody else is writing" in desk.status


async def test_a_second_window_is_warned_and_both_texts_are_kept(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        with other_seat(desk, "anna") as window:
            window.take_lease(customer_id)
            await look(desk)
            await desk.press("e")
            assert "Your other window is writing" in desk.status
            await desk.press("T")
            await desk.type("x")
            await look(desk)
            draft = desk.workbench.draft(customer_id)
            assert draft is not None
            window.save_draft(customer_id, Channel.EMAIL, "written there", based_on=draft.version)
            await desk.type("y")
            await look(desk)
            assert "Both texts are kept" in desk.status
        await desk.press("escape", "V")
        assert "written there" in desk.text
        await desk.press("V")
        assert "written there" not in desk.text


async def test_a_review_is_of_what_is_there_and_of_nothing_later(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        with other_seat(desk, "anna") as window:
            window.save_draft(customer_id, Channel.EMAIL, TEXT)
            await desk.press("s")
            assert TEXT in desk.text
            window.save_draft(customer_id, Channel.EMAIL, f"{TEXT} Or the day after.")
            await desk.press("y")
        assert desk.workbench.outbox() == ()
        assert "your draft is version 2 now" in desk.status


async def test_who_was_second_is_told_who_was_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s")
        with other_seat(desk, "ben") as ben:
            sent = ben.approve(desk.selected, Channel.EMAIL, TEXT, undo_seconds=0, take_over=True)
            ben.deliver(sent.notification_id)
        await desk.press("y")
        assert len(desk.workbench.outbox()) == 1
        assert "ben approved a message" in desk.status


async def test_a_review_keeps_others_away_until_it_is_closed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s")
        assert desk.app.saver.flush()
        with other_seat(desk, "ben") as ben:
            assert ben.lease_of_another(desk.selected) is not None
        await desk.press("escape")
        assert desk.app.saver.flush()
        assert desk.workbench.leases() == ()


async def test_a_dropped_line_leaves_the_lease_to_the_agent(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e")
        assert desk.app.saver.flush()
        assert desk.app.saver.stop(line_dropped=True)
        ((lease, in_force),) = desk.workbench.leases()
        assert (lease.agent, lease.seat, in_force) == ("anna", "", True)
        with other_seat(desk, "anna") as back:
            assert back.take_lease(desk.selected).remark == ""


async def test_a_row_move_asks_for_the_lease_once(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        asked: list[str] = []
        desk.workbench.connection.set_trace_callback(asked.append)
        await desk.press("j")
        assert len([one for one in asked if "FROM leases" in one]) == 1
