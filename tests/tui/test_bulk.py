"""Marks and the bulk review: look at each, decide on each, approve together."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import Workbench
from tests.tui.conftest import Desk, OpenDesk
from tui.bulk import LOOK_SECONDS

STOPPED = "We will cut you off if you do not pay."


@dataclass
class Ticks:
    """Seconds that pass when a test says so."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    def look(self) -> None:
        self.now += LOOK_SECONDS


@dataclass
class Agent:
    """Somebody who looks before they decide."""

    desk: Desk
    ticks: Ticks = field(default_factory=Ticks)

    def __post_init__(self) -> None:
        self.desk.app.ticks = self.ticks

    async def decides(self, *keys: str) -> None:
        for key in keys:
            self.ticks.look()
            await self.desk.press(key)


async def test_marks_stand_in_the_list_and_survive_filters_and_refresh(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first, second = desk.listed[:2]
        await desk.press("m", "m")
        assert list(desk.app.worklist.marked) == [first, second]
        assert "2 marked" in desk.text
        assert "10*■" in desk.text.splitlines()[2]
        await desk.press("4", "4", "r", "2", "1", "4", "4")
        assert list(desk.app.worklist.marked) == [first, second]
        await desk.press("g", "m")
        assert list(desk.app.worklist.marked) == [second]


async def test_a_whole_page_is_marked_and_unmarked(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first = desk.selected
        desk.workbench.skip(first, "spoke to them")
        desk.app.worklist.reload_marks()
        await desk.press("M")
        assert list(desk.app.worklist.marked) == desk.app.worklist.seen_open()
        assert first not in desk.app.worklist.marked
        await desk.press("M")
        assert not desk.app.worklist.marked
        await desk.press("b")
        assert "nobody is marked" in desk.status


async def test_each_is_looked_at_and_what_was_approved_goes_together(open_desk: OpenDesk) -> None:
    def prepare(workbench: Workbench) -> None:
        row = workbench.connection.execute(
            "SELECT customer_id FROM scores WHERE recommended ORDER BY work_order LIMIT 1 OFFSET 2"
        ).fetchone()
        workbench.save_draft(row["customer_id"], Channel.EMAIL, STOPPED)

    async with open_desk(prepare=prepare) as desk:
        agent = Agent(desk)
        ids = desk.listed[:4]
        before = len(list(desk.workbench.audit_trail()))
        await desk.press("m", "m", "m", "m", "b")
        assert "Review 1 of 4" in desk.text
        assert f"#{ids[0]}" in desk.text
        await agent.decides("y", "n")
        assert "Review 3 of 4" in desk.text
        assert "Stopped" in desk.text
        await agent.decides("y")
        assert "Review 3 of 4" in desk.text
        await agent.decides("n", "y")
        assert "2 to send, 1 left out, 1 stopped by the gate." in desk.text
        assert desk.workbench.outbox() == ()
        await desk.press("y", "enter")
        assert desk.workbench.outbox() == ()
        await desk.press("S")
        queued = desk.workbench.outbox(OutboxState.QUEUED)
        assert {one.customer_id for one in queued} == {ids[0], ids[3]}
        rows = list(desk.workbench.audit_trail())[before:]
        assert [row.action for row in rows].count("approve") == 2
        assert "2 messages go at 09:00:10" in desk.status
        assert list(desk.app.worklist.marked) == [ids[2]]


async def test_a_held_key_approves_nothing_after_the_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        await desk.press("m", "m", "m", "b", "y")
        assert "Review 1 of 3" in desk.text
        assert "y counts once you have looked" in desk.text
        await agent.decides("y")
        for _ in range(8):
            agent.ticks.now += 0.66
            await desk.pilot.press("y")
        await desk.settle()
        assert "Review 2 of 3" in desk.text
        await agent.decides("y")
        assert "Review 3 of 3" in desk.text


async def test_escape_sends_nothing_and_says_what_was_not_looked_at(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        await desk.press("m", "m", "m", "b")
        await agent.decides("y", "escape")
        assert "1 to send, 2 not looked at." in desk.text
        await desk.press("escape")
        assert desk.workbench.outbox() == ()
        assert len(desk.app.worklist.marked) == 3
        assert "Nothing was sent" in desk.status


async def test_editing_comes_back_to_the_review_with_the_new_text(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        first, second = desk.listed[:2]
        await desk.press("m", "m", "G", "b")
        await agent.decides("n", "e")
        assert desk.app.editor is not None
        assert desk.app.editor.customer_id == second
        await desk.type(" Ok")
        await desk.press("escape")
        assert "Review 2 of 2" in desk.text
        await agent.decides("y")
        await desk.press("S")
        (queued,) = desk.workbench.outbox()
        assert queued.customer_id == second
        assert queued.message.endswith(" Ok")
        assert first not in desk.app.worklist.marked


async def test_a_filter_that_hides_the_customer_is_lifted_while_they_are_written_to(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        first = desk.selected
        await desk.press("m", "4", "4")
        before = desk.listed
        assert first not in before
        await desk.press("b")
        await agent.decides("e")
        assert desk.app.editor is not None
        assert desk.app.editor.customer_id == first
        await desk.type(" Bye")
        await desk.press("escape")
        assert desk.listed == before
        assert "Review 1 of 1" in desk.text
        assert "Bye" in desk.text


async def test_clicking_away_from_the_editor_ends_the_review(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        await desk.press("m", "m", "b")
        await agent.decides("e")
        await desk.pilot.click("#worklist", offset=(10, 8))
        await desk.settle()
        assert desk.app.editor is None
        await desk.press("e", "escape")
        assert "Review" not in desk.text
        assert len(desk.app.worklist.marked) == 2


async def test_what_changed_after_the_look_is_left_out_and_said_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        first, second = desk.listed[:2]
        await desk.press("m", "m", "b")
        await agent.decides("y", "y")
        desk.workbench.save_draft(first, Channel.EMAIL, "Typed in another window.")
        await desk.press("S")
        (queued,) = desk.workbench.outbox()
        assert queued.customer_id == second
        assert "Not sent" in desk.text
        assert f"#{first}" in desk.text
        assert "has changed since you looked" in desk.text
        assert list(desk.app.worklist.marked) == [first]


async def test_one_key_takes_the_whole_batch_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        await desk.press("m", "m", "m", "b")
        await agent.decides("y", "y", "y")
        await desk.press("S", "u")
        assert {one.state for one in desk.workbench.outbox()} == {OutboxState.CANCELLED}
        assert len(desk.workbench.outbox()) == 3
        assert "3 messages taken back" in desk.status


async def test_the_batch_is_delivered_when_nobody_takes_it_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        agent = Agent(desk)
        await desk.press("m", "m", "b")
        await agent.decides("y", "y")
        await desk.press("S")
        await desk.pass_time(11)
        assert [one.state for one in desk.workbench.outbox()] == [OutboxState.SENT] * 2
        await desk.press("u")
        assert "nothing to take back" in desk.status
