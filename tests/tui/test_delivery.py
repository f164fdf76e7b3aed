"""The screen works the outbox while it runs: also what others approved, held or left waiting."""

from __future__ import annotations

from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import open_workbench
from tests.tui.conftest import OpenDesk
from tui.app import DELIVER_SECONDS

MESSAGE = "We have read your message and will call you tomorrow."


async def test_what_another_agent_left_waiting_goes_when_it_is_due(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        other = open_workbench(desk.workbench.settings, desk.clock)
        other.agent = "ben"
        other.approve(desk.selected, Channel.SMS, MESSAGE, undo_seconds=60)
        desk.app._deliver_what_is_due()
        await desk.settle()
        assert [n.state for n in other.outbox()] == [OutboxState.QUEUED]
        desk.clock.forward(60)
        desk.app._deliver_what_is_due()
        await desk.settle()
        assert [n.state for n in other.outbox()] == [OutboxState.SENT]
        other.connection.close()
    assert DELIVER_SECONDS <= 30
